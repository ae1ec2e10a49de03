// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/navigation.h"

#include "detail/detail_pane.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "window/focus_home.h"
#include "frame/window_parts.h"

#include <QAction>
#include <QListView>
#include <QMainWindow>
#include <QTableView>

namespace hookloupe::ui {

void addNavigation(const WindowParts& parts)
{
    const Actions& actions = parts.actions;
    QWidget* endpoints = parts.endpoints.view();
    QWidget* captures = parts.captures.view();
    DetailPane* detail = &parts.detail;
    keepFocusHome(parts.window, *captures, *endpoints);
    QObject::connect(actions.goToEndpoints, &QAction::triggered, endpoints, [endpoints] { endpoints->setFocus(); });
    QObject::connect(actions.goToCaptures, &QAction::triggered, captures, [captures] { captures->setFocus(); });
    QObject::connect(actions.goToDetail, &QAction::triggered, detail, [detail] {
        detail->setFocus();
        if (!detail->hasFocus())
            detail->nextInFocusChain()->setFocus();
    });
}

} // namespace hookloupe::ui
