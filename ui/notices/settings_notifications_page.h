// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_page.h"

#include <QList>

#include <utility>

class QAction;
class QCheckBox;

namespace hookloupe::ui {

/// The switches of the menu Notifications. All of them but the alarms are off by default.
struct NotificationSwitches {
    QAction* newRequests;
    QAction* firstRed;
    QAction* loops;
    QAction* trayIcon;
    QAction* quiet;
    QAction* quietForAnHour;
};

/// The same switches as in the menu: each follows the other. `switches` must outlive the page.
class SettingsNotificationsPage : public SettingsPage {
    Q_OBJECT

public:
    SettingsNotificationsPage(const NotificationSwitches& switches, QWidget* parent);

    void reset() override;

private:
    void addSwitch(QAction* action, const QString& title, const QString& words, const QString& explanation,
                   bool isOnByDefault = false);

    QList<std::pair<QAction*, bool>> m_actions;   ///< with their defaults
};

} // namespace hookloupe::ui
