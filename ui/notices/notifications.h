// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notices/settings_notifications_page.h"
#include "notices/notice_rules.h"
#include "frame/window_parts.h"

#include <QObject>
#include <QTimer>

class QSystemTrayIcon;

namespace hookloupe::ui {

/// Tells of requests while another window is in front: by the tray icon where there is a tray, else by asking for attention
/// in the task bar. Everything but the alarm of a loop is off until it is chosen.
class Notifications : public QObject {
    Q_OBJECT

public:
    explicit Notifications(const WindowParts& parts);

    [[nodiscard]] NotificationSwitches switches() const;   ///< those of the menu, for the settings

Q_SIGNALS:
    void said(const QString& title, const QString& text);  ///< a notice was shown

private:
    void load();
    void chosen();
    void setQuiet(bool quiet, bool forAnHour);
    void showTray();
    void fillTrayMenu();
    void look();
    void say(const Notice& notice);
    void say(const NoticeWords& words, bool isWarning);
    void alarm(const loop_detector::Alarm& alarm);
    void bringToFront();

    const WindowParts m_parts;
    NoticeRules m_rules;
    QAction* m_newRequests;
    QAction* m_firstRed;
    QAction* m_loops;
    QAction* m_inTray;
    QAction* m_quiet;
    QAction* m_quietHour;
    QSystemTrayIcon* m_tray = nullptr;  ///< while it is shown
    QTimer m_later;
    QTimer m_hour;
};

} // namespace hookloupe::ui
