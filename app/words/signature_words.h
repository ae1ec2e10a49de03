// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/signature.h"
#include "verify/autopsy.h"
#include "verify/coverage.h"
#include "verify/other_signature.h"

#include <QString>
#include <QStringList>

namespace hookloupe::words {

/// Stable name for JSON: "valid", "valid_empty_secret", "mismatch", "header_missing", "header_malformed", "no_secret",
/// "body_unreadable", "stale", "unsigned_members", "repeated_payload", "whole_body_inside", "not_judged"; of what is said now alone,
/// "secrets_unreadable".
[[nodiscard]] QString verdictName(SignatureVerdict verdict);
/// A word or two for a table cell: "valid", "empty secret", "mismatch", "no header", …
[[nodiscard]] QString verdictLabel(SignatureVerdict verdict);
/// One sentence for people, naming the scheme's header where it helps.
[[nodiscard]] QString verdictSentence(const SignatureResult& result);
/// What of the body the signature does not cover, with the names of the members; empty if it covers all.
[[nodiscard]] QString coverageSentence(const verify::Coverage& coverage);
/// "object", "string", empty: stable, for JSON and labels.
[[nodiscard]] QString dialectName(Dialect dialect);
/// Advice for an explanation the autopsy found: "Signed over the whole body, as Speckle 2.12 and later do. …"
[[nodiscard]] QString adviceSentence(const verify::Attempt& attempt, const verify::Scheme& scheme);
/// The same as one short sentence that can lead a verdict: "It was signed otherwise than the endpoint expects: empty secret."
/// Empty if the attempt differs in nothing from what the scheme asks.
[[nodiscard]] QString causeSentence(const verify::Attempt& attempt);
/// "It carries GitHub's signature (X-Hub-Signature-256), and your secret fits." A whole sentence or more, without what to do here.
[[nodiscard]] QString otherSignatureSentence(const verify::OtherSignature& other);
/// What one attempt tried, in short: "inner string, secret without its trailing newline, SHA-1"
[[nodiscard]] QString attemptLabel(const verify::Attempt& attempt);

} // namespace hookloupe::words
