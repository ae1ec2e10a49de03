// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QString>

namespace hookloupe::words {

/// The mark a capture has if its signature is judged as `now`, not as it was when it came.
[[nodiscard]] Mark markNow(const CaptureSummary& capture, const SignatureResult& now);

/// Why a capture has its mark, in up to five short sentences: what the signature says, what it said when it came if that
/// differs, what was answered, and what Speckle makes of it; the cause before its effect. `now` is the check with the
/// settings the endpoint has now. Total: every combination gives whole sentences that do not contradict each other.
[[nodiscard]] QString verdictText(const CaptureSummary& capture, const SignatureResult& now);

/// Speckle records a failure, and not because the signature was refused: the sentence begins with the answer then.
[[nodiscard]] bool failedByAnswer(const CaptureSummary& capture);

/// The signature's share of it, one short sentence: "The signature fits none of the endpoint's secrets."
[[nodiscard]] QString signatureClause(const SignatureResult& result);

/// What to do so that Speckle would record a success for the next delivery; empty if it does already.
[[nodiscard]] QString wayToGreen(const CaptureSummary& capture, const SignatureResult& now);

} // namespace hookloupe::words
