// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_live_page.h"

class QCheckBox;
class QSpinBox;

namespace hookloupe::ui {

/// When requests count as a loop, and whether their endpoint is then paused by itself.
class SettingsLoopsPage : public SettingsLivePage {
    Q_OBJECT

public:
    SettingsLoopsPage(session::LiveSettings& live, QWidget* parent);

    void reset() override;

protected:
    void showSettings() override;

private:
    [[nodiscard]] QSpinBox* addNumber(const QString& name, const QString& title, int smallest, int largest,
                                      const QString& explanation, SettingRow*& row);
    [[nodiscard]] QCheckBox* addSwitch(const QString& name, const QString& title, const QString& words,
                                       const QString& explanation, SettingRow*& row);
    void use(SettingRow* row, const session::LoopSettings& wanted);
    [[nodiscard]] session::LoopSettings wanted() const;

    SettingRow* m_watchRow = nullptr;
    SettingRow* m_eventsRow = nullptr;
    SettingRow* m_secondsRow = nullptr;
    SettingRow* m_pauseRow = nullptr;
    QCheckBox* m_watch;
    QSpinBox* m_events;
    QSpinBox* m_seconds;
    QCheckBox* m_pause;
};

} // namespace hookloupe::ui
