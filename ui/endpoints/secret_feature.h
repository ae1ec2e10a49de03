// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame/window_parts.h"

#include <QObject>

class QAction;

namespace hookloupe::ui {

/// Says of which endpoints the secrets cannot be read, in the list and under the toolbar, until they can: those that reject wrong
/// signatures answer 503 meanwhile. Looking for them again is done by itself; the action does it at once, and lets the keychain ask for its password.
class SecretFeature : public QObject {
    Q_OBJECT

public:
    explicit SecretFeature(const WindowParts& parts);

private:
    void refresh();
    void refreshFile();
    void setAnew(EndpointId id);

    const WindowParts m_parts;
    QAction* m_retry;
};

} // namespace hookloupe::ui
