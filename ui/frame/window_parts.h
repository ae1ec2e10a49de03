// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"
#include "frame/actions.h"
#include "frame/confirm.h"
#include "style/help_topic.h"

#include <QString>

#include <functional>

class QMainWindow;
class QSplitter;
class QToolBar;
class QVBoxLayout;

namespace hookloupe::ui {

class Banner;
class CaptureListPanel;
class CaptureModel;
class DetailLoader;
class DetailPane;
class EndpointCommands;
class EndpointModel;
class EndpointPanel;
class StatusLine;

/// What the features of a window work on; all of it lives as long as the window. A feature is an object of its own with
/// the window as its parent: it makes its actions, puts them into the menus and connects itself. See features.cpp.
struct WindowParts {
    QMainWindow& window;
    session::Session& session;
    const QString settingsPath;                 ///< empty: nothing is remembered
    const Actions& actions;
    const Menus menus;
    QToolBar& toolBar;
    CaptureModel& captureModel;
    EndpointModel& endpointModel;
    EndpointCommands& endpointCommands;
    EndpointPanel& endpoints;
    CaptureListPanel& captures;
    DetailPane& detail;
    DetailLoader& loader;
    StatusLine& status;
    Banner& banner;
    QVBoxLayout& middle;                        ///< the captures table stands in it; what is inserted at 0 is above
    std::function<void(const QString&)> say;        ///< a sentence in the status bar for some seconds
    std::function<void(const QString&)> sayTrouble; ///< a sentence under the toolbar, until it is closed
    std::function<void(const QString&)> copyText;   ///< to the clipboard, and says so
    std::function<void(HelpTopic)> showHelp;        ///< opens the guide at that page
    Confirm confirm;                                ///< asks before what cannot be undone
};

} // namespace hookloupe::ui
