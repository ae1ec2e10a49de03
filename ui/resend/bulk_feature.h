// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resend/bulk_panel.h"
#include "frame/window_parts.h"

#include <QObject>

#include <functional>

namespace hookloupe::ui {

class ReplayFeature;

/// “Replay in bulk…”: a window that sends the selected requests again, or all that match a filter.
class BulkFeature : public QObject {
    Q_OBJECT

public:
    BulkFeature(const WindowParts& parts, ReplayFeature& replay, std::function<void(CaptureId)> goTo);

    void open();

private:
    void enableAction();
    void open(EndpointId endpoint);
    [[nodiscard]] ScopeContext scope() const;
    [[nodiscard]] ResultLinks links();

    const WindowParts m_parts;
    ReplayFeature& m_replay;
    std::function<void(CaptureId)> m_goTo;
    QAction* m_action;
};

} // namespace hookloupe::ui
