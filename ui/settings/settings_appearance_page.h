// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_page.h"
#include "style/theme.h"

#include <functional>

class QComboBox;
class QSpinBox;

namespace hookloupe::ui {

/// How the page sees and changes the looks of the program.
struct AppearanceAccess {
    std::function<Appearance()> current;
    std::function<void(const Appearance&)> choose;
};

/// Theme and text size.
class SettingsAppearancePage : public SettingsPage {
    Q_OBJECT

public:
    SettingsAppearancePage(AppearanceAccess access, QWidget* parent);

    void reset() override;
    void showCurrent();

private:
    AppearanceAccess m_access;
    QComboBox* m_theme;
    QSpinBox* m_textSize;
    SettingRow* m_themeRow;
    SettingRow* m_textSizeRow;
};

} // namespace hookloupe::ui
