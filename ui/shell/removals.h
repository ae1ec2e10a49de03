// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/window_parts.h"

#include <QObject>
#include <QUndoStack>

namespace hookloupe::ui {

class Toast;

/// Removes requests and endpoints, at once and without a question: everything can be taken back until it is deleted for good,
/// by a command, by the end of the session, or because the time for it is over (StoreOptions::undoTime).
class Removals : public QObject {
    Q_OBJECT

public:
    explicit Removals(const WindowParts& parts);

private:
    void removeCaptures(const std::vector<CaptureId>& ids); ///< none: all
    void removeEndpoint();
    void deleteForGood();
    [[nodiscard]] std::function<void(const QString&)> offerUndo();
    [[nodiscard]] std::function<void(const QString&, const Error&)> complain();
    void updateActions();

    const WindowParts m_parts;
    QUndoStack m_stack;
    Toast* m_toast;
    QAction* m_undo;
    QAction* m_redo;
    QAction* m_deleteForGood;
};

} // namespace hookloupe::ui
