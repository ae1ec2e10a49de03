// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "answers/answer_file.h"
#include "answers/plan_text.h"

#include <QString>

#include <string_view>
#include <vector>

namespace hookloupe::words {

/// What is wrong with an answer's text and how to put it right, one sentence or two, with the line.
[[nodiscard]] QString planErrorSentence(const answers::PlanError& error);
/// Why a file cannot be the body of an answer.
[[nodiscard]] QString fileTroubleSentence(answers::FileTrouble trouble, const std::string& path);
/// The first file body of the plan that cannot be had now, as a sentence; empty if there is none. `folder` as in
/// answer_file.h. Looks at the file system.
[[nodiscard]] QString fileTroubleIn(const answers::AnswerPlan& plan, const std::string& folder);

/// "Answer", "Trickled answer", …: what a step does, for a list.
[[nodiscard]] QString stepKindLabel(answers::StepKind kind);
/// What a step does, in a few words: "200, 500,001 bytes".
[[nodiscard]] QString stepDetail(const answers::Step& step);
/// The title of a ready-made plan (answers/ready_made.h).
[[nodiscard]] QString readyMadeTitle(std::string_view name);

/// One event of a trace (http::traceLine()).
struct TraceEntry {
    QString time;     ///< "9.900123 s" since the answer began
    QString sentence;
};
/// A trace as people read it; a line that is not of that form is shown as it is.
[[nodiscard]] std::vector<TraceEntry> traceEntries(std::string_view trace);

} // namespace hookloupe::words
