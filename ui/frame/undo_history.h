// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame/window_parts.h"

#include <QObject>
#include <QUndoStack>

class QAction;

namespace hookloupe::ui {

class Toast;

/// Everything of a window that can be taken back, in one order: the newest first, whatever kind it is.
class UndoHistory : public QObject {
    Q_OBJECT

public:
    explicit UndoHistory(const WindowParts& parts);

    /// Does it, and keeps it as the newest. Takes `command` over.
    void push(QUndoCommand* command);
    /// Says what the newest step did, with a button to take it back. Any step after it takes the sentence away.
    void offer(const QString& sentence);
    /// For windows of their own, whose keys are others.
    [[nodiscard]] QAction* undoAction() const { return m_undo; }
    [[nodiscard]] QAction* redoAction() const { return m_redo; }
    /// Nothing can be taken back from now on.
    void clear();

private:
    void updateActions();

    QUndoStack m_stack;
    QAction* m_undo;
    QAction* m_redo;
    Toast* m_toast;
};

} // namespace hookloupe::ui
