// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_page.h"
#include "session/live_settings.h"

#include <functional>

namespace hookloupe::ui {

/// A page over the settings of capturing. Shows them anew whenever they change.
class SettingsLivePage : public SettingsPage {
    Q_OBJECT

public:
    /// `live` must outlive the page.
    SettingsLivePage(const QString& name, const QString& title, session::LiveSettings& live, QWidget* parent);

protected:
    /// The fields as the settings are.
    virtual void showSettings() = 0;
    /// Changes the settings; what is wrong with it is said in `row`. True if it is used now.
    bool change(SettingRow* row, const std::function<void(session::Settings&)>& edit);
    [[nodiscard]] session::LiveSettings& live() const { return m_live; }
    [[nodiscard]] const session::Settings& now() const { return m_live.settings(); }

private:
    session::LiveSettings& m_live;
};

} // namespace hookloupe::ui
