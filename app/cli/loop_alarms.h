// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/capture_lines.h"
#include "cli/line_printer.h"
#include "session/session.h"

#include <QObject>

namespace hookloupe::cli {

/// {"alarm":"loop", state, rule, endpoint, …}: `state` is "raised" or "over".
[[nodiscard]] JsonLine alarmJson(const loop_detector::Alarm& alarm, std::string_view state, const EndpointPaths& paths, bool paused);

/// Writes a line to standard error when the session looks like running in a loop, and when that is over: as a sentence or,
/// with `json`, as one object.
class LoopAlarms : public QObject {
    Q_OBJECT

public:
    LoopAlarms(session::Session& session, LinePrinter& printer, bool json, QObject* parent = nullptr);

private:
    void raised(const loop_detector::Alarm& alarm);
    void over(const loop_detector::Alarm& alarm);
    [[nodiscard]] bool isHeld(EndpointId endpoint) const;

    session::Session& m_session;
    LinePrinter& m_printer;
    bool m_json;
};

} // namespace hookloupe::cli
