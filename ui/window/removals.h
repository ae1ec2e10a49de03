// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "window/clear_scope.h"
#include "frame/window_parts.h"

#include <QObject>
#include <QTimer>

namespace hookloupe::ui {

class UndoHistory;

/// Removes requests and endpoints, at once and without a question: everything can be taken back until it is deleted for good,
/// by a command, by the end of the session, or because the time for it is over (StoreOptions::undoTime). What comes back is
/// selected as it was.
class Removals : public QObject {
    Q_OBJECT

public:
    Removals(const WindowParts& parts, UndoHistory& history);

    struct Around;

private:
    void removeSelected();
    void clear();        ///< what the list shows
    void clearAll();
    [[nodiscard]] Around around(std::function<QString(std::int64_t count)> sentence);
    [[nodiscard]] std::vector<CaptureId> selectedByHand() const;
    [[nodiscard]] ClearScope scope() const;
    void showScope();
    void selectWhatCameBack();
    void removeEndpoint();
    void deleteForGood();
    [[nodiscard]] std::function<void(const QString&)> offerUndo();
    [[nodiscard]] std::function<void(const QString&, const Error&)> complain();

    const WindowParts m_parts;
    UndoHistory& m_history;
    QAction* m_clearAll;      ///< where Clear means less than all
    QAction* m_deleteForGood; ///< enabled while there is something to delete for good
    QTimer m_showScope;       ///< the list changes with every request
    std::vector<CaptureId> m_cameBack;
};

} // namespace hookloupe::ui
