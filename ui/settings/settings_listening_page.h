// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_live_page.h"

class QComboBox;
class QLabel;
class QSpinBox;

namespace hookloupe::ui {

/// Where requests are taken: address and port.
class SettingsListeningPage : public SettingsLivePage {
    Q_OBJECT

public:
    SettingsListeningPage(session::LiveSettings& live, QWidget* parent);

    void reset() override;

protected:
    void showSettings() override;

private:
    void useAddress();
    void usePort(int port);
    void showStatus();

    QLabel* m_status;
    QComboBox* m_address;
    QSpinBox* m_port;
    SettingRow* m_addressRow;
    SettingRow* m_portRow;
    bool m_refused = false;     ///< the field keeps what was typed, to be corrected
};

} // namespace hookloupe::ui
