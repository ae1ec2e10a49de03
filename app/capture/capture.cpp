// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capture.h"

namespace hookloupe {

namespace {

Mark markOf(SignatureVerdict verdict)
{
    switch (verdict) {
    case SignatureVerdict::Valid:
        return Mark::Good;
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::NoSecret:
    case SignatureVerdict::SecretsUnreadable:
    case SignatureVerdict::ValidEmptySecret:
    case SignatureVerdict::UnsignedMembers:
        return Mark::Unjudged;
    case SignatureVerdict::Mismatch:
    case SignatureVerdict::HeaderMissing:
    case SignatureVerdict::HeaderMalformed:
    case SignatureVerdict::BodyUnreadable:
    case SignatureVerdict::Stale:
    case SignatureVerdict::RepeatedPayload:
    case SignatureVerdict::WholeBodyInside:
        return Mark::Bad;
    }
    return Mark::Unjudged;
}

} // namespace

Mark markOf(const CaptureSummary& capture)
{
    if (capture.kind == CaptureKind::Malformed || capture.record.status == SpeckleStatus::Failure)
        return Mark::Bad;
    const Mark signature = markOf(signatureNow(capture).verdict);
    if (signature == Mark::Bad)
        return Mark::Bad;
    if (capture.record.status != SpeckleStatus::Success)
        return Mark::Unjudged;
    return signature;
}

void enter(const AnswerReport& report, CaptureSummary& summary)
{
    summary.outcome = report.outcome;
    summary.duration = report.duration;
    summary.record = report.record;
    if (report.sent)
        summary.answerStatus = report.sentStatus;
}

} // namespace hookloupe
