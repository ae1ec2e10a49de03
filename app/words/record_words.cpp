// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/record_words.h"

#include "speckle/sender_rules.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"

#include <QCoreApplication>

namespace hookloupe::words {

using namespace Qt::Literals::StringLiterals;

namespace {

struct RecordWords {
    Q_DECLARE_TR_FUNCTIONS(RecordWords)
};

QString statusText(SpeckleStatus status)
{
    const std::string_view text = speckle::statusInfo(status);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// The signature's share in a capture's mark.
enum class Judgement { Good, Unjudged, Bad };

Judgement judgementOf(const CaptureSummary& capture)
{
    CaptureSummary signatureAlone;
    signatureAlone.signature = signatureNow(capture);
    signatureAlone.record.status = SpeckleStatus::Success;
    switch (markOf(signatureAlone)) {
    case Mark::Good:
        return Judgement::Good;
    case Mark::Unjudged:
        return Judgement::Unjudged;
    case Mark::Bad:
        return Judgement::Bad;
    }
    return Judgement::Unjudged;
}

QString failureLabel(const SpeckleRecord& record)
{
    switch (record.reason) {
    case SpeckleReason::None:
        return RecordWords::tr("3 failed");
    case SpeckleReason::HttpStatus:
        return RecordWords::tr("3 failed: HTTP %1").arg(record.httpStatus);
    case SpeckleReason::Timeout:
        return RecordWords::tr("3 failed: timeout");
    case SpeckleReason::AnswerTooLarge:
        return RecordWords::tr("3 failed: answer too large");
    case SpeckleReason::NetworkError:
        return RecordWords::tr("3 failed: network");
    case SpeckleReason::TooManyRedirects:
        return RecordWords::tr("3 failed: redirects");
    case SpeckleReason::LocalNetworkRefused:
        return RecordWords::tr("3 failed: local address");
    }
    return {};
}

/// What the receiver can do about it; empty if the reason says enough.
QString hint(SpeckleReason reason)
{
    switch (reason) {
    case SpeckleReason::None:
        return {};
    case SpeckleReason::HttpStatus:
        return RecordWords::tr("Only 200, 201, 202 and 204 count as success.");
    case SpeckleReason::Timeout:
        return RecordWords::tr("Speckle waits 10 seconds for the whole answer and does not try again.");
    case SpeckleReason::AnswerTooLarge:
        return RecordWords::tr("Speckle reads at most 500,000 bytes of an answer.");
    case SpeckleReason::NetworkError:
        return RecordWords::tr("The connection failed or the answer was not HTTP.");
    case SpeckleReason::TooManyRedirects:
        return RecordWords::tr("Speckle follows at most 2 redirects.");
    case SpeckleReason::LocalNetworkRefused:
        return RecordWords::tr("The server must run with ALLOW_LOCAL_NETWORK=true to reach a local address.");
    }
    return {};
}

/// Why nothing is recorded yet.
QString openSentence(AnswerOutcome outcome)
{
    switch (outcome) {
    case AnswerOutcome::Open:
        return RecordWords::tr("The answer has not been sent yet.");
    case AnswerOutcome::Sent:
        return RecordWords::tr("The answer was a redirect: the next request decides what Speckle records.");
    case AnswerOutcome::ClientLeft:
    case AnswerOutcome::TimedOut:
    case AnswerOutcome::None:
        return outcomeSentence(outcome);
    }
    return {};
}

} // namespace

QString recordLabel(const SpeckleRecord& record)
{
    switch (record.status) {
    case SpeckleStatus::Pending:
    case SpeckleStatus::BeingSent:
        return RecordWords::tr("open");
    case SpeckleStatus::Success:
        return u"2 "_s + statusText(record.status);
    case SpeckleStatus::Failure:
        return failureLabel(record);
    }
    return {};
}

QString recordReason(const SpeckleRecord& record)
{
    // Not translated: programs read it.
    switch (record.reason) {
    case SpeckleReason::None:
        return {};
    case SpeckleReason::HttpStatus:
        return u"HTTP response code %1"_s.arg(record.httpStatus);
    case SpeckleReason::Timeout:
        return u"network timeout"_s;
    case SpeckleReason::AnswerTooLarge:
        return u"content size over limit"_s;
    case SpeckleReason::NetworkError:
        return u"network error"_s;
    case SpeckleReason::TooManyRedirects:
        return u"maximum redirect reached"_s;
    case SpeckleReason::LocalNetworkRefused:
        return u"local network requests are not allowed"_s;
    }
    return {};
}

QString recordStatus(const SpeckleRecord& record)
{
    switch (record.status) {
    case SpeckleStatus::Pending: return RecordWords::tr("0, queued and not sent yet");
    case SpeckleStatus::BeingSent: return RecordWords::tr("1, still being sent");
    case SpeckleStatus::Success: return RecordWords::tr("2, a success");
    case SpeckleStatus::Failure: return RecordWords::tr("3, a failure");
    }
    return {};
}

QString recordReasonSentence(const SpeckleRecord& record)
{
    if (record.reason == SpeckleReason::None)
        return {};
    return RecordWords::tr("%1. %2", "hidden reason, what is behind it").arg(recordReason(record), hint(record.reason));
}

QString recordSentence(const SpeckleRecord& record)
{
    switch (record.status) {
    case SpeckleStatus::Pending:
        return RecordWords::tr("Speckle has queued the event and not sent it yet (status 0).");
    case SpeckleStatus::BeingSent:
        return RecordWords::tr("Speckle is still waiting for the answer (status 1).");
    case SpeckleStatus::Success:
        return RecordWords::tr("Speckle records success (status 2, \"%1\").").arg(statusText(record.status));
    case SpeckleStatus::Failure:
        break;
    }
    const QString failure =
        RecordWords::tr("Speckle records a failure (status 3, \"%1\").").arg(statusText(record.status));
    if (record.reason == SpeckleReason::None)
        return failure;
    return RecordWords::tr("%1 The reason it hides: %2. %3")
        .arg(failure, recordReason(record), hint(record.reason));
}

QString markSentence(const CaptureSummary& capture)
{
    if (capture.kind == CaptureKind::Malformed) {
        const QString why = refusalSentence(capture.refusal);
        return why.isEmpty() ? RecordWords::tr("The request was refused.") : why;
    }
    const Judgement judgement = judgementOf(capture);
    const QString verdict = verdictSentence(signatureNow(capture));
    if (capture.record.status == SpeckleStatus::Failure) {
        const QString reason = recordReason(capture.record);
        const QString failure = reason.isEmpty()
            ? RecordWords::tr("Speckle would record a failure.")
            : RecordWords::tr("Speckle would record a failure: %1.").arg(reason);
        return judgement == Judgement::Bad ? RecordWords::tr("%1 %2").arg(failure, verdict) : failure;
    }
    if (judgement == Judgement::Bad)
        return verdict;
    if (capture.record.status != SpeckleStatus::Success)
        return openSentence(capture.outcome);
    if (judgement == Judgement::Unjudged)
        return RecordWords::tr("Speckle would record success. %1").arg(verdict);
    return RecordWords::tr("Speckle would record success and the signature is valid.");
}

} // namespace hookloupe::words
