// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/capture_lines.h"

#include "cli/command.h"
#include "speckle/event.h"
#include "words/event_words.h"
#include "words/isolated.h"
#include "words/record_words.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

std::string_view kindName(CaptureKind kind)
{
    switch (kind) {
    case CaptureKind::Request:
        return "request";
    case CaptureKind::Malformed:
        return "malformed";
    case CaptureKind::Replay:
        return "replay";
    }
    return "request";
}

/// The answer's status, and whether the sender got all of it.
QString answerCell(const CaptureSummary& capture)
{
    const QString status = capture.answerStatus == 0 ? u"-"_s : QString::number(capture.answerStatus);
    switch (capture.outcome) {
    case AnswerOutcome::ClientLeft:
    case AnswerOutcome::TimedOut:
        return text("%1 cut off").arg(status);
    case AnswerOutcome::Open:
    case AnswerOutcome::Sent:
    case AnswerOutcome::None:
        return status;
    }
    return status;
}

QString markSign(Mark mark)
{
    switch (mark) {
    case Mark::Good:
        return u"✔"_s;
    case Mark::Unjudged:
        return u"❕"_s;
    case Mark::Bad:
        return u"❌"_s;
    }
    return {};
}

std::string pathOf(const EndpointPaths& paths, EndpointId id)
{
    const auto found = paths.find(id);
    return found == paths.end() ? std::string() : found->second; // deleted meanwhile
}

/// A target as far as a line has room for it; the JSON form has it whole.
QString targetCell(const std::string& target)
{
    constexpr qsizetype longest = 120;
    QString cell = target.empty() ? u"-"_s : shown(target);
    if (cell.size() <= longest)
        return cell;
    const bool inPair = cell.at(longest - 2).isHighSurrogate();
    cell.truncate(longest - (inPair ? 2 : 1));
    return cell + u'…';
}

} // namespace

std::string_view outcomeName(AnswerOutcome outcome)
{
    switch (outcome) {
    case AnswerOutcome::Open:
        return "open";
    case AnswerOutcome::Sent:
        return "sent";
    case AnswerOutcome::ClientLeft:
        return "client_left";
    case AnswerOutcome::TimedOut:
        return "timed_out";
    case AnswerOutcome::None:
        return "none";
    }
    return "open";
}

EndpointPaths pathsOf(const std::vector<Endpoint>& endpoints)
{
    EndpointPaths paths;
    for (const auto& endpoint : endpoints)
        paths[endpoint.id] = endpoint.path.empty() ? "*" : endpoint.path;
    return paths;
}

JsonLine captureJson(const CaptureSummary& capture, const EndpointPaths& paths, const QString& advice)
{
    JsonLine signature;
    signature.add("verdict", words::verdictName(capture.signature.verdict))
        .addOrNull("scheme", capture.signature.scheme)
        .addOrNull("dialect", words::dialectName(capture.signature.dialect))
        .addOrNull("advice", advice);
    JsonLine answer;
    answer.add("status", std::int64_t{capture.answerStatus})
        .add("outcome", outcomeName(capture.outcome))
        .add("speckle_status", static_cast<std::int64_t>(capture.record.status))
        .addOrNull("speckle_reason", words::recordReason(capture.record));
    JsonLine line;
    line.add("id", toInt(capture.id))
        .add("time", std::string_view(toIso8601(capture.arrivedAt)))
        .addOrNull("method", capture.method)
        .addOrNull("target", capture.target)
        .addOrNull("endpoint", std::string_view(pathOf(paths, capture.endpoint)))
        .add("kind", kindName(capture.kind))
        .addOrNull("event", capture.event.wireName)
        .addOrNull("ui_event", speckle::uiName(capture.event.wireName))
        .addOrNull("stream_id", capture.event.streamId)
        .addBool("repeated_name", capture.event.repeatedName)
        .add("signature", signature)
        .add("size", capture.contentBytes)
        .add("answer", answer);
    return line;
}

QString captureLine(const CaptureSummary& capture, const EndpointPaths& paths)
{
    const auto uiEvent = speckle::uiName(capture.event.wireName);
    const QString what = capture.kind == CaptureKind::Malformed ? words::refusalSentence(capture.refusal)
                                                                : words::withoutIsolates(words::summarySentence(capture.event));
    QStringList cells{
        QString::number(toInt(capture.id)),
        QString::fromStdString(toIso8601(capture.arrivedAt)),
        markSign(markOf(capture)),
        shown(capture.method.empty() ? "-" : capture.method),
        targetCell(capture.target),
        u'[' + shown(pathOf(paths, capture.endpoint)) + u']',
        uiEvent.empty() ? u"-"_s : shown(uiEvent),
        words::verdictLabel(capture.signature.verdict),
        answerCell(capture),
        text("%1 B").arg(capture.contentBytes),
    };
    if (!what.isEmpty())
        cells << what;
    if (capture.event.repeatedName)
        cells << words::repeatedNameRemark();
    return cells.join(u"  "_s);
}

} // namespace hookloupe::cli
