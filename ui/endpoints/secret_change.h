// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QUndoCommand>

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe::ui {

/// An endpoint gets other secrets, or none. Both are in memory only, as long as it can be taken back. Secrets that cannot be
/// read cannot be remembered either: taken back, the endpoint waits for them once more.
class SecretChange : public QUndoCommand {
public:
    struct Told {
        std::function<void(const QString&)> done;                    ///< done, or done once more
        std::function<void(const QString&)> takenBack;
        std::function<void(const QString&, const Error&)> notKept;   ///< a sentence with a place for the error's; may come late
    };

    /// What is there before, readable or not, each redo() looks up.
    SecretChange(session::Session& session, Endpoint endpoint, std::vector<std::string> after, Told told);
    ~SecretChange() override;
    Q_DISABLE_COPY_MOVE(SecretChange)

    void redo() override;
    void undo() override;

private:
    void rememberWhatIs();
    [[nodiscard]] std::optional<Error> trouble() const; ///< why its secrets cannot be read now
    [[nodiscard]] QString wordsOfWaiting() const;
    [[nodiscard]] std::function<void(const Status&)> ifNotDone(bool deleting) const;

    session::Session& m_session;
    Endpoint m_endpoint;
    std::vector<std::string> m_before;
    std::vector<std::string> m_after;
    bool m_wasUnreadable = false;
    Told m_told;
};

} // namespace hookloupe::ui
