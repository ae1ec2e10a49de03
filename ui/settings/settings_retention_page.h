// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_live_page.h"

class QCheckBox;
class QFrame;
class QLabel;
class QSpinBox;

namespace hookloupe::ui {

/// How much the store keeps. What this removes is gone for good, so a limit that removes something waits until that was
/// read and agreed to; every other change is used at once.
class SettingsRetentionPage : public SettingsLivePage {
    Q_OBJECT

public:
    SettingsRetentionPage(session::LiveSettings& live, QWidget* parent);

    void reset() override;

protected:
    void showSettings() override;

private:
    [[nodiscard]] QSpinBox* addLimit(const QString& name, const QString& title, const QString& suffix, int largest, int step,
                                     const QString& explanation, SettingRow*& row);
    [[nodiscard]] session::Retention wanted() const;
    void weigh();
    void showStayed();
    void use(const session::Retention& retention);

    QSpinBox* m_captures;
    QSpinBox* m_days;
    QSpinBox* m_megabytes;
    QCheckBox* m_marked;
    QLabel* m_stayed;
    SettingRow* m_capturesRow = nullptr;
    SettingRow* m_daysRow = nullptr;
    SettingRow* m_megabytesRow = nullptr;
    SettingRow* m_markedRow = nullptr;
    QFrame* m_question;
    QLabel* m_questionText;
    int m_asked = 0;    ///< answers to earlier questions are dropped
};

} // namespace hookloupe::ui
