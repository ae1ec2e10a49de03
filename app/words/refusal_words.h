// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QString>

namespace hookloupe::words {

/// "The head has two Content-Length fields, so its end is ambiguous." Whole sentence; empty for None.
[[nodiscard]] QString refusalSentence(Refusal refusal);
/// Stable name for JSON: "content_length_repeated".
[[nodiscard]] QString refusalName(Refusal refusal);
/// How the sending ended: "The client closed the connection before the answer was sent."
[[nodiscard]] QString outcomeSentence(AnswerOutcome outcome);

} // namespace hookloupe::words
