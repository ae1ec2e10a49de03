// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame/window_parts.h"

#include <QObject>

#include <vector>

namespace hookloupe::ui {

class LoopPanel;

/// What a window does about loops: shows the alarms above the captures table, selects the requests that show one, pauses
/// and releases endpoints.
class LoopFeature : public QObject {
    Q_OBJECT

public:
    explicit LoopFeature(const WindowParts& parts);

private:
    void refresh();
    void showRequests(quint64 alarm);
    void select();
    [[nodiscard]] bool isHeld(EndpointId endpoint) const;
    [[nodiscard]] QString nameOf(EndpointId endpoint) const;
    void enableActions();

    const WindowParts m_parts;
    LoopPanel* m_panel;
    QAction* m_show;
    QAction* m_release;
    std::vector<CaptureId> m_wanted;   ///< to be selected when the table has been read
};

} // namespace hookloupe::ui
