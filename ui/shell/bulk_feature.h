// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/bulk_panel.h"
#include "shell/window_parts.h"

#include <QObject>

namespace hookloupe::ui {

class CaptureJump;
class ReplayFeature;

/// “Replay in bulk…”: a window that sends the selected requests again, or all that match a filter.
class BulkFeature : public QObject {
    Q_OBJECT

public:
    BulkFeature(const WindowParts& parts, ReplayFeature& replay, CaptureJump& jump);

    void open();

private:
    void enableAction();
    void open(EndpointId endpoint);
    [[nodiscard]] ScopeContext scope() const;
    [[nodiscard]] ResultLinks links();

    const WindowParts m_parts;
    ReplayFeature& m_replay;
    CaptureJump& m_jump;
    QAction* m_action;
};

} // namespace hookloupe::ui
