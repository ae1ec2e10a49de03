// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_live_page.h"

class QComboBox;
class QLineEdit;

namespace hookloupe::ui {

/// How safely the store writes, whose files may be answers, and where things are.
class SettingsGeneralPage : public SettingsLivePage {
    Q_OBJECT

public:
    SettingsGeneralPage(session::LiveSettings& live, QWidget* parent);

    void reset() override;

protected:
    void showSettings() override;

private:
    void addAnswerFolder();
    void useAnswerFolder(const QString& folder);
    void addPath(const QString& title, const std::string& path);

    QComboBox* m_durability;
    SettingRow* m_durabilityRow;
    QLineEdit* m_answerFolder = nullptr;
    SettingRow* m_answerFolderRow = nullptr;
};

} // namespace hookloupe::ui
