// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/endpoint.h"
#include "cli/json_line.h"

#include <QString>

#include <map>
#include <vector>

namespace hookloupe::cli {

/// Paths of endpoints by id, "*" for the catch-all.
using EndpointPaths = std::map<EndpointId, std::string>;
[[nodiscard]] EndpointPaths pathsOf(const std::vector<Endpoint>& endpoints);

/// "open", "sent", "client_left", "timed_out", "none": the same in every output.
[[nodiscard]] std::string_view outcomeName(AnswerOutcome outcome);

/// id time method target endpoint kind event ui_event stream_id repeated_name signature{verdict,scheme,dialect,advice} size
/// answer{status,outcome,speckle_status,speckle_reason}; null where there is nothing to say. The answer is what was sent, or with
/// the outcome "open" what is planned.
[[nodiscard]] JsonLine captureJson(const CaptureSummary& capture, const EndpointPaths& paths, const QString& advice);

/// The same for people, one line of plain text.
[[nodiscard]] QString captureLine(const CaptureSummary& capture, const EndpointPaths& paths);

} // namespace hookloupe::cli
