// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QString>

namespace hookloupe::words {

/// For a table cell: "2 Webhook called", "3 failed: HTTP 401", "open".
[[nodiscard]] QString recordLabel(const SpeckleRecord& record);
/// "Speckle records a failure (status 3, "WebhookError: …"). The reason it hides: HTTP response code 401."
[[nodiscard]] QString recordSentence(const SpeckleRecord& record);
/// "3, a failure": the number that Speckle stores and what it means.
[[nodiscard]] QString recordStatus(const SpeckleRecord& record);
/// The hidden reason with what is behind it: "HTTP response code 401. Only 200, 201, 202 and 204 count as success."; empty
/// for none.
[[nodiscard]] QString recordReasonSentence(const SpeckleRecord& record);
/// The hidden reason alone, stable English for JSON as in speckle.md section 3 ("HTTP response code 401"); empty for none.
[[nodiscard]] QString recordReason(const SpeckleRecord& record);
/// Why a capture has its icon, one sentence: for tooltips and the accessible text.
[[nodiscard]] QString markSentence(const CaptureSummary& capture);

} // namespace hookloupe::words
