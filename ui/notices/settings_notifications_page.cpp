// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/settings_notifications_page.h"

#include "settings/settings_row.h"
#include "widgets/menu_actions.h"

#include <QAction>
#include <QCheckBox>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

SettingsNotificationsPage::SettingsNotificationsPage(const NotificationSwitches& switches, QWidget* parent)
    : SettingsPage(u"notifications"_s, tr("Notifications"), parent)
{
    addText(tr("Notifications come while another window is in front, never more than one in five seconds, and carry nothing of a "
               "request but its event's name."));
    addSwitch(switches.newRequests, tr("&New requests"), tr("Notify of new requests"),
              tr("Default: off. Requests that come close together are one notification."));
    addSwitch(switches.firstRed, tr("&First red after green"), tr("Notify when an endpoint turns red"),
              tr("Default: off. Only the first red request of an endpoint counts, until one of its requests is not red."));
    addSwitch(switches.loops, tr("Loop alar&ms"), tr("Notify when requests look like a loop"),
              tr("Default: on. The icon is in the tray while there is an alarm."), true);
    addSwitch(switches.trayIcon, tr("&Icon in the tray"), tr("Always show the icon"),
              tr("Default: off; the icon comes with the notifications. A desktop without a tray shows neither: there the window "
                 "asks for attention in the task bar instead."));
    addSwitch(switches.quiet, tr("&Do not disturb"), tr("No notifications until this is switched off"),
              tr("Default: off. Not kept for the next start."));
    addSwitch(switches.quietForAnHour, tr("Do not disturb for an &hour"), tr("No notifications for the next hour"),
              tr("Default: off. Switches itself off when the hour is over."));
}

void SettingsNotificationsPage::addSwitch(QAction* action, const QString& title, const QString& words, const QString& explanation,
                                          bool isOnByDefault)
{
    auto* box = new QCheckBox(words, content());
    box->setObjectName(action->objectName());
    box->setAccessibleName(plainWords(title));
    SettingRow* row = addRow(title, box, explanation);
    const auto show = [action, box, row, isOnByDefault] {
        box->setChecked(action->isChecked());
        row->setAtDefault(action->isChecked() == isOnByDefault);
    };
    // trigger(), as the menu does: what listens tells a choice of the user from its own changes by it.
    connect(box, &QCheckBox::clicked, action, &QAction::trigger);
    connect(row, &SettingRow::resetAsked, action, &QAction::trigger);
    connect(action, &QAction::toggled, box, show);
    show();
    m_actions.append({action, isOnByDefault});
}

void SettingsNotificationsPage::reset()
{
    for (const auto& [action, isOnByDefault] : std::as_const(m_actions)) {
        if (action->isChecked() != isOnByDefault)
            action->trigger();
    }
}

} // namespace hookloupe::ui
