// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/focus_home.h"

#include <QApplication>
#include <QMainWindow>
#include <QTimer>

namespace hookloupe::ui {

void keepFocusHome(QMainWindow& window, QWidget& home, QWidget& otherwise)
{
    const auto bringHome = [&home, &otherwise] { (home.isVisible() ? home : otherwise).setFocus(); };
    // Nobody has it: its widget was deleted, or gave it up. Not at once, for somebody may be about to take it.
    auto* lost = new QTimer(&window);
    lost->setSingleShot(true);
    lost->setInterval(0);
    QObject::connect(lost, &QTimer::timeout, &window, [&window, bringHome] {
        if (window.isActiveWindow() && !window.focusWidget())
            bringHome();
    });
    QObject::connect(qApp, &QApplication::focusChanged, &window, [&window, bringHome, lost](QWidget* before, QWidget* now) {
        if (!now) {
            lost->start();
            return;
        }
        // A page that takes the place of another one gives the keyboard to its own widgets afterwards.
        const bool handedOn = before && !before->isVisible() && before->window() == &window && now->window() == &window;
        if (handedOn)
            bringHome();
    });
}

} // namespace hookloupe::ui
