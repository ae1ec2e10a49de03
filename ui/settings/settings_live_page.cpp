// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_live_page.h"

#include "settings/settings_row.h"
#include "words/error_words.h"

namespace hookloupe::ui {

SettingsLivePage::SettingsLivePage(const QString& name, const QString& title, session::LiveSettings& live, QWidget* parent)
    : SettingsPage(name, title, parent), m_live(live)
{
    connect(&live, &session::LiveSettings::changed, this, [this] { showSettings(); });
}

bool SettingsLivePage::change(SettingRow* row, const std::function<void(session::Settings&)>& edit)
{
    session::Settings wanted = now();
    edit(wanted);
    const Status changed = m_live.change(wanted);
    if (row)
        row->setComplaint(changed ? QString() : words::errorSentence(changed.error()));
    return changed.ok();
}

} // namespace hookloupe::ui
