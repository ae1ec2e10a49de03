// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAction;
class QMainWindow;
class QToolBar;
class QWidget;

namespace hookloupe::ui {

/// Every action of the window: words, picture and shortcut are given here and nowhere else. Owned by the window.
struct Actions {
    QAction* pause;
    QAction* listenAgain;
    QAction* copyUrl;
    QAction* reloadCertificate;
    QAction* newEndpoint;
    QAction* editEndpoint;
    QAction* removeEndpoint;
    QAction* copyEndpointUrl;
    QAction* copyCaptures;
    QAction* deleteCaptures;
    QAction* clearCaptures;
    QAction* follow;
    QAction* goToEndpoints;
    QAction* goToCaptures;
    QAction* goToDetail;
    QAction* themeSystem;
    QAction* themeLight;
    QAction* themeDark;
    QAction* help;
    QAction* about;
    QAction* quit;
};

[[nodiscard]] Actions makeActions(QMainWindow& window);
void fillMenus(QMainWindow& window, const Actions& actions);
/// The toolbar; `listenLine` stands first in it.
[[nodiscard]] QToolBar* makeToolBar(QMainWindow& window, const Actions& actions, QWidget* listenLine);
/// The action says what it would do: pause or resume.
void showPaused(const Actions& actions, bool paused);

} // namespace hookloupe::ui
