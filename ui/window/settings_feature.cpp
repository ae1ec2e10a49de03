// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/settings_feature.h"

#include "settings/settings_appearance_page.h"
#include "settings/settings_certificates_page.h"
#include "settings/settings_dialog.h"
#include "settings/settings_general_page.h"
#include "settings/settings_limits_page.h"
#include "settings/settings_listening_page.h"
#include "settings/settings_loops_page.h"
#include "notices/settings_notifications_page.h"
#include "settings/settings_retention_page.h"
#include "settings/settings_shortcuts_page.h"
#include "frame/appearance.h"
#include "notices/notifications.h"
#include "commands/shortcut_book.h"
#include "frame/window_parts.h"
#include "frame/window_state.h"

#include <QAction>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

SettingsFeature::SettingsFeature(const WindowParts& parts)
    : QObject(&parts.window), m_window(parts.window), m_say(parts.say), m_sayTrouble(parts.sayTrouble)
{
    QAction* action = makeAction(parts.window, u"settings"_s, tr("&Settings…"),
                                 tr("Listening, limits, certificates, retention, loops, notifications, appearance, shortcuts"),
                                 QKeySequence(u"Ctrl+,"_s));
    action->setMenuRole(QAction::PreferencesRole);
    parts.menus.capture->insertAction(parts.actions.quit, action);
    parts.menus.capture->insertSeparator(parts.actions.quit);
    connect(action, &QAction::triggered, this, [this] { open(); });
    // The book of shortcuts comes after every other feature.
    QMetaObject::invokeMethod(this, [this] {
        if (auto* book = m_window.findChild<ShortcutBook*>())
            connect(book, &ShortcutBook::changeRequested, this, [this] { open(u"shortcuts"_s); });
    }, Qt::QueuedConnection);
    connect(&parts.session, &session::Session::retentionRemoved, this, [this](std::int64_t captures) {
        m_say(captures == 1 ? tr("The oldest request was removed for good, as the retention asks.")
                            : tr("The oldest %1 requests were removed for good, as the retention asks.")
                                  .arg(QLocale().toString(qlonglong{captures})));
    });
    connect(&parts.session, &session::Session::retentionStayed, this,
            [this, told = false](const session::OverRetention& stayed) mutable {
                if (std::exchange(told, stayed.waiting > 0) || stayed.waiting == 0)
                    return; // the settings show how many there are now
                m_sayTrouble(tr("The store holds more than the retention asks for: requests that wait for a handler stay until they "
                                "are delivered or skipped. Now: %1.").arg(QLocale().toString(qlonglong{stayed.waiting})));
            });
}

void SettingsFeature::attach(session::LiveSettings& live)
{
    m_live = &live;
    connect(&live, &session::LiveSettings::notSaved, this, [this](const Error& error) {
        m_sayTrouble(notSavedSentence(error));
    });
}

void SettingsFeature::open(const QString& page)
{
    if (!m_dialog) {
        m_dialog = new SettingsDialog(&m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        addPages(*m_dialog);
        m_dialog->setRemember([this] { return remembered(); });
    }
    if (!page.isEmpty())
        m_dialog->showPage(page);
    m_dialog->show();
    m_dialog->activateWindow();
}

/// What brings every setting back to what it is now.
std::function<void()> SettingsFeature::remembered() const
{
    std::vector<std::function<void()>> steps;
    if (m_live) {
        steps.emplace_back([live = m_live, settings = m_live->settings()] {
            session::Settings back = settings;
            if (const Status done = live->change(back); done)
                return;
            back.tls = live->settings().tls; // a certificate that is gone by now; the rest need not stay reset for it
            (void)live->change(back);
        });
    }
    if (const auto* notifications = m_window.findChild<Notifications*>()) {
        const NotificationSwitches all = notifications->switches();
        for (QAction* one : {all.newRequests, all.firstRed, all.loops, all.trayIcon, all.quiet, all.quietForAnHour}) {
            steps.emplace_back([one, was = one->isChecked()] {
                if (one->isChecked() != was)
                    one->trigger();
            });
        }
    }
    if (auto* looks = m_window.findChild<AppearanceKeeper*>())
        steps.emplace_back([looks, was = looks->current()] { looks->choose(was); });
    if (auto* book = m_window.findChild<ShortcutBook*>()) {
        steps.emplace_back([book, was = book->entries()] {
            std::vector<ShortcutEntry> differ;
            const auto now = book->entries();
            for (const ShortcutEntry& entry : was) {
                const auto same = std::find_if(now.begin(), now.end(), [&](const ShortcutEntry& one) { return one.name == entry.name; });
                if (same != now.end() && same->keys != entry.keys)
                    differ.push_back(entry);
            }
            for (const ShortcutEntry& entry : differ) // first free of keys, so that none is in the way of another
                book->change(entry.name, {});
            for (const ShortcutEntry& entry : differ)
                book->change(entry.name, entry.keys);
        });
    }
    return [steps] {
        for (const auto& step : steps)
            step();
    };
}

/// One line for each page, in the order of the list.
void SettingsFeature::addPages(SettingsDialog& dialog)
{
    if (m_live) {
        dialog.addPage(new SettingsGeneralPage(*m_live, &dialog));
        dialog.addPage(new SettingsListeningPage(*m_live, &dialog));
        dialog.addPage(new SettingsLimitsPage(*m_live, &dialog));
        dialog.addPage(new SettingsCertificatesPage(*m_live, &dialog));
        dialog.addPage(new SettingsRetentionPage(*m_live, &dialog));
        dialog.addPage(new SettingsLoopsPage(*m_live, &dialog));
    }
    if (const auto* notifications = m_window.findChild<Notifications*>())
        dialog.addPage(new SettingsNotificationsPage(notifications->switches(), &dialog));
    if (auto* looks = m_window.findChild<AppearanceKeeper*>()) {
        auto* page = new SettingsAppearancePage({[looks] { return looks->current(); },
                                                 [looks](const Appearance& wanted) { looks->choose(wanted); }}, &dialog);
        connect(looks, &AppearanceKeeper::changed, page, &SettingsAppearancePage::showCurrent);
        dialog.addPage(page);
    }
    if (auto* book = m_window.findChild<ShortcutBook*>()) {
        dialog.addPage(new SettingsShortcutsPage(
            {[book] { return book->entries(); },
             [book](const QString& name, const QList<QKeySequence>& keys) { book->change(name, keys); }}, &dialog));
    }
}

} // namespace hookloupe::ui
