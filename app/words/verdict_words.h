// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_cause.h"
#include "capture/capture.h"

#include <QString>

namespace hookloupe::words {

/// The mark a capture has if its signature is judged as `now`, not as it was when it came.
[[nodiscard]] Mark markNow(const CaptureSummary& capture, const SignatureResult& now);

/// Why a capture has its mark, in up to five short sentences: what the signature says, what it said when it came if that
/// differs, what was answered, and what Speckle makes of it; the cause before its effect. `now` is the check with the
/// settings the endpoint has now. Total: every combination gives whole sentences that do not contradict each other.
/// `cause` is what would explain a signature that does not fit (causeSentence()); it stands in the place of "fits none".
[[nodiscard]] QString verdictText(const CaptureSummary& capture, const SignatureResult& now, const QString& cause = {});

/// Speckle records a failure, and not because the signature was refused: the sentence begins with the answer then.
[[nodiscard]] bool failedByAnswer(const CaptureSummary& capture);

/// The mark's word for the line that explains it: "rejected on arrival" where nothing but that is amiss any more, else nothing.
[[nodiscard]] QString markExplained(const CaptureSummary& capture, const SignatureResult& now);

/// "On arrival it was “mismatch”, and answered 401."; empty where the signature says now what it said then.
[[nodiscard]] QString arrivalSentence(const CaptureSummary& capture);

/// The signature's share of it, one short sentence: "The signature fits none of the endpoint's secrets."
[[nodiscard]] QString signatureClause(const SignatureResult& result);

/// What to do so that Speckle would record a success for the next delivery; empty if it does already. `cause` is why it was
/// answered as it was.
[[nodiscard]] QString wayToGreen(const CaptureSummary& capture, const SignatureResult& now, const answers::Cause& cause);

} // namespace hookloupe::words
