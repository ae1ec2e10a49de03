// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace hookloupe::secrets {

/// The system's keychain through QtKeychain, each request with a time limit: a service that stops answering gives an
/// error instead of a wait without end. For one thread with an event loop.
class Keychain : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// A look that costs nothing and asks nobody: can there be a keychain in this session?
    [[nodiscard]] static bool mayExist();

    /// How a request ended in truth, which may be after its limit: when the user has typed the keychain's password at last.
    struct End {
        bool good = false;
        bool late = false;
    };
    /// The entry's bytes, or nothing if there is no such entry. TimedOut is ErrorCode::Failed. `ended` comes before `then`, or
    /// long after it.
    void read(const QString& key, std::chrono::milliseconds limit,
              std::function<void(Result<std::optional<std::string>>)> then, std::function<void(End)> ended = {});
    void write(const QString& key, const std::string& bytes, std::chrono::milliseconds limit,
               std::function<void(Status)> then);
    /// Success too if there was no such entry.
    void remove(const QString& key, std::chrono::milliseconds limit, std::function<void(Status)> then);
};

} // namespace hookloupe::secrets
