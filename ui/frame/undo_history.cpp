// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame/undo_history.h"

#include "widgets/toast.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// How many steps can be taken back. What is older stays as it is; requests removed go for good with the session.
constexpr int longestHistory = 50;

} // namespace

UndoHistory::UndoHistory(const WindowParts& parts) : QObject(&parts.window)
{
    m_stack.setUndoLimit(longestHistory);
    m_undo = makeAction(parts.window, u"undo"_s, tr("&Undo"), tr("Take back what was done last"), QKeySequence::Undo, Glyph::Undo);
    m_redo = makeAction(parts.window, u"redo"_s, tr("&Redo"), tr("Do once more what was taken back"),
                        QKeySequence(u"Ctrl+Shift+Z"_s));
    m_toast = new Toast(parts.window.centralWidget(), m_undo);
    parts.menus.requests->addActions({m_undo, m_redo});
    connect(m_undo, &QAction::triggered, this, [this] {
        m_toast->hide();
        m_stack.undo();
    });
    connect(m_redo, &QAction::triggered, this, [this] {
        m_toast->hide();
        m_stack.redo();
    });
    connect(&m_stack, &QUndoStack::indexChanged, this, &UndoHistory::updateActions);
    updateActions();
}

void UndoHistory::push(QUndoCommand* command)
{
    m_toast->hide(); // its button would take back this step instead of the one it speaks of
    m_stack.push(command);
}

void UndoHistory::offer(const QString& sentence)
{
    m_toast->offer(sentence);
}

void UndoHistory::clear()
{
    m_toast->hide();
    m_stack.clear();
}

void UndoHistory::updateActions()
{
    m_undo->setEnabled(m_stack.canUndo());
    m_redo->setEnabled(m_stack.canRedo());
    // Which step it would be, as far as there is one.
    m_undo->setText(m_stack.canUndo() ? tr("&Undo: %1").arg(m_stack.undoText()) : tr("&Undo"));
    m_redo->setText(m_stack.canRedo() ? tr("&Redo: %1").arg(m_stack.redoText()) : tr("&Redo"));
    m_undo->setIconText(tr("Undo"));
}

} // namespace hookloupe::ui
