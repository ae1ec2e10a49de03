// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_live_page.h"
#include "session/limits.h"

#include <vector>

class QLineEdit;

namespace hookloupe::ui {

/// What can be said for a limit: "a size such as 8KiB or 64MiB, from 1KiB to 1GiB".
[[nodiscard]] QString limitFormWords(const session::LimitInfo& info);

/// The limits of the gate, a field each.
class SettingsLimitsPage : public SettingsLivePage {
    Q_OBJECT

public:
    SettingsLimitsPage(session::LiveSettings& live, QWidget* parent);

    void reset() override;

protected:
    void showSettings() override;

private:
    struct Field {
        const session::LimitInfo* info;
        QLineEdit* edit;
        SettingRow* row;
    };
    void use(const Field& field);

    std::vector<Field> m_fields;
};

} // namespace hookloupe::ui
