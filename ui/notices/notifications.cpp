// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/notifications.h"

#include "session/settings_file.h"
#include "frame/window_state.h"
#include "style/icons.h"

#include <QAction>
#include <QApplication>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>
#include <QSystemTrayIcon>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

using Clock = std::chrono::steady_clock;

QAction* choice(const WindowParts& parts, const QString& name, const QString& text, const QString& hint)
{
    QAction* action = makeAction(parts.window, name, text, hint, {});
    action->setCheckable(true);
    return action;
}

} // namespace

Notifications::Notifications(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    m_newRequests = choice(parts, u"notifyNewRequests"_s, tr("&New requests"),
                           tr("Notify of new requests while another window is in front"));
    m_firstRed = choice(parts, u"notifyFirstRed"_s, tr("&First red after green"),
                        tr("Notify when an endpoint's request turns red and the one before was not"));
    m_loops = choice(parts, u"notifyLoops"_s, tr("&Loop alarms"), tr("Notify when requests look like a loop"));
    m_inTray = choice(parts, u"trayIcon"_s, tr("Icon in the &tray"),
                      tr("Show an icon in the desktop's tray; notifications come from it"));
    m_quiet = choice(parts, u"doNotDisturb"_s, tr("&Do not disturb"), tr("No notifications until this is switched off"));
    m_quietHour = choice(parts, u"doNotDisturbForAnHour"_s, tr("Do not disturb for an &hour"),
                         tr("No notifications for the next hour"));
    auto* menu = new QMenu(tr("&Notifications"), &parts.window);
    menu->addActions({m_newRequests, m_firstRed, m_loops, m_inTray});
    menu->addSeparator();
    menu->addActions({m_quiet, m_quietHour});
    parts.menus.view->addMenu(menu);

    m_later.setSingleShot(true);
    m_hour.setSingleShot(true);
    m_hour.setInterval(std::chrono::hours(1));
    load();
    m_rules.seed(parts.session.lastOfEachEndpoint());
    for (QAction* one : {m_newRequests, m_firstRed, m_loops, m_inTray})
        connect(one, &QAction::triggered, this, &Notifications::chosen);
    connect(m_quiet, &QAction::triggered, this, [this](bool on) { setQuiet(on, false); });
    connect(m_quietHour, &QAction::triggered, this, [this](bool on) { setQuiet(on, true); });
    connect(&m_hour, &QTimer::timeout, this, [this] { setQuiet(false, false); });
    connect(&m_later, &QTimer::timeout, this, &Notifications::look);
    connect(&parts.session, &session::Session::fed, this, [this](const session::FeedBatch& batch) {
        m_rules.note(batch.added, batch.reports, Clock::now());
        look();
    });
    session::LoopGuard* guard = &parts.session.loopGuard();
    connect(guard, &session::LoopGuard::raised, this, &Notifications::alarm);
    connect(guard, &session::LoopGuard::over, this, &Notifications::showTray);
    showTray();
}

NotificationSwitches Notifications::switches() const
{
    return {.newRequests = m_newRequests,
            .firstRed = m_firstRed,
            .loops = m_loops,
            .trayIcon = m_inTray,
            .quiet = m_quiet,
            .quietForAnHour = m_quietHour};
}

void Notifications::load()
{
    m_loops->setChecked(true);
    if (m_parts.settingsPath.isEmpty())
        return;
    const QSettings file(m_parts.settingsPath, QSettings::IniFormat);
    m_newRequests->setChecked(file.value("notifications/new-requests"_L1, false).toBool());
    m_firstRed->setChecked(file.value("notifications/first-red"_L1, false).toBool());
    m_loops->setChecked(file.value("notifications/loops"_L1, true).toBool());
    m_inTray->setChecked(file.value("notifications/tray"_L1, false).toBool());
    m_rules.setChoice({m_newRequests->isChecked(), m_firstRed->isChecked()});
}

void Notifications::chosen()
{
    m_rules.setChoice({m_newRequests->isChecked(), m_firstRed->isChecked()});
    const Status saved = session::changeSettings(m_parts.settingsPath, [this](QSettings& file) {
        file.setValue("notifications/new-requests"_L1, m_newRequests->isChecked());
        file.setValue("notifications/first-red"_L1, m_firstRed->isChecked());
        file.setValue("notifications/loops"_L1, m_loops->isChecked());
        file.setValue("notifications/tray"_L1, m_inTray->isChecked());
    });
    if (!saved)
        m_parts.sayTrouble(notSavedSentence(saved.error()));
    showTray();
    const bool any = m_newRequests->isChecked() || m_firstRed->isChecked() || m_inTray->isChecked();
    if (any && !m_tray)
        m_parts.say(tr("This desktop has no tray, so the window asks for attention in the task bar instead."));
}

void Notifications::setQuiet(bool quiet, bool forAnHour)
{
    m_quiet->setChecked(quiet && !forAnHour);
    m_quietHour->setChecked(quiet && forAnHour);
    m_later.stop();
    m_hour.stop();
    if (quiet && forAnHour)
        m_hour.start();
    m_rules.forget();
    m_rules.setQuietUntil(quiet ? NoticeRules::Time::max() : NoticeRules::Time::min());
}

void Notifications::showTray()
{
    // Desktops show messages of an icon that is shown, so it comes with the notifications too.
    const bool alarmed = m_loops->isChecked() && !m_parts.session.loopGuard().alarms().empty();
    const bool wanted = m_newRequests->isChecked() || m_firstRed->isChecked() || m_inTray->isChecked() || alarmed;
    if (!wanted || !QSystemTrayIcon::isSystemTrayAvailable()) {
        delete m_tray;
        m_tray = nullptr;
        return;
    }
    if (m_tray)
        return;
    m_tray = new QSystemTrayIcon(programIcon(), this);
    m_tray->setToolTip(tr("Hookloupe"));
    fillTrayMenu();
    connect(m_tray, &QSystemTrayIcon::messageClicked, this, &Notifications::bringToFront);
    connect(m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            bringToFront();
    });
    m_tray->show();
}

void Notifications::fillTrayMenu()
{
    auto* menu = new QMenu(&m_parts.window);
    QAction* front = menu->addAction(tr("&Show the window"));
    connect(front, &QAction::triggered, this, &Notifications::bringToFront);
    menu->addActions({m_parts.actions.pause, m_parts.actions.copyUrl, m_quiet, m_quietHour});
    menu->addSeparator();
    menu->addAction(m_parts.actions.quit);
    connect(m_tray, &QObject::destroyed, menu, &QObject::deleteLater);
    m_tray->setContextMenu(menu);
}

void Notifications::look()
{
    const auto now = Clock::now();
    if (m_parts.window.isActiveWindow())
        m_rules.forget(); // it is in front: the user sees it
    if (const Notice notice = m_rules.take(now); !notice.isEmpty())
        say(notice);
    else if (const auto wait = m_rules.wait(now); wait && !m_later.isActive())
        m_later.start(*wait);
}

void Notifications::say(const Notice& notice)
{
    say(noticeWords(notice, m_parts.session.endpoints()), notice.red.has_value());
}

/// At once, and for each alarm: there are few, and none comes twice.
void Notifications::alarm(const loop_detector::Alarm& alarm)
{
    if (!m_loops->isChecked() || m_rules.isQuiet(Clock::now()) || m_parts.window.isActiveWindow())
        return;
    showTray();
    say(noticeWords(alarm.reason, m_parts.session.endpoints()), true);
}

void Notifications::say(const NoticeWords& words, bool isWarning)
{
    if (m_tray && QSystemTrayIcon::supportsMessages())
        m_tray->showMessage(words.title, words.text, isWarning ? QSystemTrayIcon::Warning : QSystemTrayIcon::Information);
    else
        QApplication::alert(&m_parts.window);
    Q_EMIT said(words.title, words.text);
}

void Notifications::bringToFront()
{
    m_parts.window.setWindowState(m_parts.window.windowState() & ~Qt::WindowMinimized);
    m_parts.window.show();
    m_parts.window.raise();
    m_parts.window.activateWindow();
}

} // namespace hookloupe::ui
