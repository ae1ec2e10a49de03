// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_live_page.h"

class QButtonGroup;
class QLineEdit;

namespace hookloupe::ui {

/// HTTPS: off, with a self-signed certificate, or with the user's own. A bad certificate is said here and changes nothing.
class SettingsCertificatesPage : public SettingsLivePage {
    Q_OBJECT

public:
    SettingsCertificatesPage(session::LiveSettings& live, QWidget* parent);

    void reset() override;

protected:
    void showSettings() override;

private:
    [[nodiscard]] QLineEdit* addFile(const QString& title, const QString& dialogTitle, const QString& explanation,
                                     SettingRow*& row);
    void use(session::TlsMode mode);
    void useFiles();

    QButtonGroup* m_modes;
    SettingRow* m_modeRow;
    QLineEdit* m_certificate;
    QLineEdit* m_key;
    SettingRow* m_certificateRow = nullptr;
    SettingRow* m_keyRow = nullptr;
};

} // namespace hookloupe::ui
