// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QObject>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hookloupe::secrets {

enum class Backing { Keychain, File };

/// Keeps endpoints' secrets outside the store: in the system's keychain, or where there is none in a file of mode 0600.
/// One store file has its own set, named by `realm`. Used in one thread with an event loop; answers come there.
class SecretStore : public QObject {
    Q_OBJECT

public:
    /// Chooses the keychain if it answers within a second, else the file in `fallbackFolder`; asked when first needed, so
    /// that a program without secrets never waits for it. `allowKeychain` false: file.
    explicit SecretStore(std::string realm, std::string fallbackFolder, bool allowKeychain = true, QObject* parent = nullptr);
    ~SecretStore() override;

    /// Which one is used, and the file's path when it is the file: the dialog says so.
    [[nodiscard]] Backing backing() const;
    [[nodiscard]] std::string filePath() const;
    /// The file's path in any case: with a keychain it says whose secrets are there.
    [[nodiscard]] const std::string& path() const;
    /// The file could be read by others when it was opened; its mode was put right, but its secrets may be known.
    [[nodiscard]] bool fileWasOpenToOthers() const;

    /// All secrets of an endpoint, newest first; empty list = none set, as far as is known here. `then` may be called before this
    /// returns. Failed if they are in a keychain that does not answer, NotFound if it has no such entry (a locked one says so,
    /// too), else as readSecretFile().
    void load(EndpointId endpoint, std::function<void(Result<std::vector<std::string>>)> then);
    /// Replaces them; an empty list deletes. What the keychain refuses to take is kept in the file (see backing()). A damaged
    /// file is put aside first; any other that can't be read is left as it is, with its error. What the keychain does not delete
    /// is not asked for any more, and told. One change of an endpoint's secrets begins when the one before has ended.
    void save(EndpointId endpoint, std::vector<std::string> secrets, std::function<void(Status)> then);
    /// What is kept of an endpoint after takeBack().
    enum class Instead { Nothing, Others };
    /// Takes back a save() of `saved`, which came in the place of secrets that could not be read: deletes them, nothing else. With
    /// `wereInKeychain` the others are looked for there again. If the file has others by now, somebody put it back: they stay.
    void takeBack(EndpointId endpoint, const std::vector<std::string>& saved, bool wereInKeychain,
                  std::function<void(Result<Instead>)> then);
    /// The keychain did what save() asked last: what it held of this endpoint before is gone.
    [[nodiscard]] bool isOverwritten(EndpointId endpoint) const;
    /// Whether an endpoint has secrets here, be they readable or not.
    [[nodiscard]] bool mayHave(EndpointId endpoint) const;
    [[nodiscard]] bool isFileReadable() const; ///< or there is none
    [[nodiscard]] bool isFileGone() const;

    /// For who waits until secrets can be read: the next load() goes by what the file says now, and asks again whether there is
    /// a keychain.
    void readAgain();
    /// load() would read the keychain, for which the user may be asked for a password.
    [[nodiscard]] bool mayAskUser(EndpointId endpoint) const;

Q_SIGNALS:
    void answeredLate(); ///< the keychain gave what a load() has given up: it can be read now

private:
    void saveNow(EndpointId endpoint, const std::vector<std::string>& secrets, const std::function<void(Status)>& then);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hookloupe::secrets
