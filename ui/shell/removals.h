// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/window_parts.h"

#include <QObject>

namespace hookloupe::ui {

class UndoHistory;

/// Removes requests and endpoints, at once and without a question: everything can be taken back until it is deleted for good,
/// by a command, by the end of the session, or because the time for it is over (StoreOptions::undoTime).
class Removals : public QObject {
    Q_OBJECT

public:
    Removals(const WindowParts& parts, UndoHistory& history);

private:
    void removeCaptures(const std::vector<CaptureId>& ids); ///< none: all
    void removeEndpoint();
    void deleteForGood();
    [[nodiscard]] std::function<void(const QString&)> offerUndo();
    [[nodiscard]] std::function<void(const QString&, const Error&)> complain();

    const WindowParts m_parts;
    UndoHistory& m_history;
    QAction* m_deleteForGood; ///< enabled while there is something to delete for good
};

} // namespace hookloupe::ui
