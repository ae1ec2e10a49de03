// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/icons.h"

#include <QKeySequence>
#include <QString>

#include <optional>

class QAction;
class QMainWindow;
class QMenu;
class QToolBar;
class QWidget;

namespace hookloupe::ui {

/// The actions every window has: words, picture and shortcut are given in actions.cpp and nowhere else; a feature's own are in
/// its file. Owned by the window.
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
    QAction* help;
    QAction* about;
    QAction* quit;
};

/// The menus of the menu bar; features add their own actions to them.
struct Menus {
    QMenu* capture;
    QMenu* requests;
    QMenu* endpoints;
    QMenu* view;
    QMenu* help;
};

/// An action of the window. `name` is its object name, for tests and for remembered shortcuts; `hint` a short sentence
/// without full stop. Every action belongs into a menu: the palette of commands and the list of shortcuts read them there.
[[nodiscard]] QAction* makeAction(QMainWindow& window, const QString& name, const QString& text, const QString& hint,
                                  const QKeySequence& keys = {}, std::optional<Glyph> glyph = std::nullopt);
/// What it does by now, as a short sentence: in the status bar, and with its keys as tooltip.
void setHint(QAction& action, const QString& hint);
[[nodiscard]] Actions makeActions(QMainWindow& window);
[[nodiscard]] Menus fillMenus(QMainWindow& window, const Actions& actions);
/// The toolbar; `listenLine` stands first in it.
[[nodiscard]] QToolBar* makeToolBar(QMainWindow& window, const Actions& actions, QWidget* listenLine);
/// The action says what it would do: pause or resume.
void showPaused(const Actions& actions, bool paused);

} // namespace hookloupe::ui
