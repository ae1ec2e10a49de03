// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QApplication>
#include <QList>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QTest>
#include <QTimer>

#include <functional>

namespace hookloupe::test {

inline QList<QAction*> actionsBelow(const QList<QAction*>& actions)
{
    QList<QAction*> found;
    for (QAction* action : actions) {
        if (action->menu())
            found << actionsBelow(action->menu()->actions());
        else if (!action->isSeparator())
            found << action;
    }
    return found;
}

/// The actions in the window's menus that open something, by their names' ellipsis; help and about have none by custom.
inline QList<QAction*> openingActions(const QMainWindow& window)
{
    QList<QAction*> opening;
    const auto actions = actionsBelow(window.menuBar()->actions());
    for (QAction* action : actions) {
        const bool opens = action->text().contains(QChar(0x2026)) || action->objectName() == QLatin1StringView("help")
            || action->objectName() == QLatin1StringView("about");
        if (opens && action->isEnabled() && action->isVisible())
            opening << action;
    }
    return opening;
}

/// Triggers `action`, gives each dialog that opens to `look` and closes it. How many there were.
inline int lookAtDialogs(QMainWindow& window, QAction& action, const std::function<void(QWidget&)>& look)
{
    int seen = 0;
    const auto lookAndClose = [&] {
        const auto tops = QApplication::topLevelWidgets();
        for (QWidget* top : tops) {
            if (top == &window || !top->isVisible() || !top->isWindow() || qobject_cast<QMenu*>(top))
                continue;
            ++seen;
            look(*top);
            top->close();
        }
    };
    QTimer forOwnLoops; // a dialog that runs a loop of its own returns only when it is closed
    QObject::connect(&forOwnLoops, &QTimer::timeout, lookAndClose);
    forOwnLoops.start(0);
    action.trigger();
    forOwnLoops.stop();
    lookAndClose();
    // Some must read from the store first.
    (void)QTest::qWaitFor([&] {
        lookAndClose();
        return seen > 0;
    });
    return seen;
}

} // namespace hookloupe::test
