// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/verdict_words.h"

#include "verify/scheme.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"

#include <QCoreApplication>
#include <QStringList>

namespace hookloupe::words {

namespace {

struct VerdictWords {
    Q_DECLARE_TR_FUNCTIONS(VerdictWords)
};

constexpr int unauthorised = 401; ///< what an endpoint answers that refuses bad signatures

Mark signatureMark(const SignatureResult& result)
{
    CaptureSummary signatureAlone;
    signatureAlone.signature = result;
    signatureAlone.record.status = SpeckleStatus::Success;
    return markOf(signatureAlone);
}

QString headerOf(const SignatureResult& result)
{
    const verify::Scheme* scheme = verify::findScheme(result.scheme);
    return scheme ? QString::fromUtf8(scheme->header.data(), qsizetype(scheme->header.size())) : VerdictWords::tr("signature");
}

int recordedStatus(const CaptureSummary& capture)
{
    return capture.record.httpStatus != 0 ? capture.record.httpStatus : capture.answerStatus;
}

/// "It was answered 401, so " is left out where nothing was answered.
QString failureClause(const CaptureSummary& capture, bool becauseOfSignature)
{
    switch (capture.record.reason) {
    case SpeckleReason::None:
        return VerdictWords::tr("Speckle records a failure.");
    case SpeckleReason::HttpStatus: {
        const int status = recordedStatus(capture);
        return becauseOfSignature
            ? VerdictWords::tr("So it was answered %1, and Speckle records a failure.").arg(status)
            : VerdictWords::tr("It was answered %1, which is no success for Speckle, so it records a failure.").arg(status);
    }
    case SpeckleReason::Timeout:
        return VerdictWords::tr("The answer was not complete within 10 seconds, so Speckle records a failure.");
    case SpeckleReason::AnswerTooLarge:
        return VerdictWords::tr("The answer had more than 500,000 bytes, so Speckle records a failure.");
    case SpeckleReason::NetworkError:
        return VerdictWords::tr("The connection broke before the answer was complete, so Speckle records a failure.");
    case SpeckleReason::TooManyRedirects:
        return VerdictWords::tr("It was redirected more than twice, so Speckle records a failure.");
    case SpeckleReason::LocalNetworkRefused:
        return VerdictWords::tr("Speckle does not send to local addresses, so it records a failure.");
    }
    return {};
}

QString openClause(AnswerOutcome outcome)
{
    switch (outcome) {
    case AnswerOutcome::Open:
        return VerdictWords::tr("The answer is not sent yet.");
    case AnswerOutcome::Sent:
        return VerdictWords::tr("It was answered with a redirect: the request that follows decides what Speckle records.");
    case AnswerOutcome::ClientLeft:
    case AnswerOutcome::TimedOut:
    case AnswerOutcome::None:
        return outcomeSentence(outcome);
    }
    return {};
}

QString answerClause(const CaptureSummary& capture, bool becauseOfSignature)
{
    switch (capture.record.status) {
    case SpeckleStatus::Pending:
    case SpeckleStatus::BeingSent:
        return openClause(capture.outcome);
    case SpeckleStatus::Success:
        return capture.answerStatus == 0
            ? VerdictWords::tr("Speckle records a success.")
            : VerdictWords::tr("It was answered %1, and Speckle records a success.").arg(capture.answerStatus);
    case SpeckleStatus::Failure:
        return failureClause(capture, becauseOfSignature);
    }
    return {};
}

QString refusedText(const CaptureSummary& capture)
{
    QString text = refusalSentence(capture.refusal);
    if (text.isEmpty())
        text = VerdictWords::tr("The request was refused.");
    if (capture.answerStatus != 0)
        text += u' ' + VerdictWords::tr("It was answered %1.").arg(capture.answerStatus);
    return text;
}

bool refusedForSignature(const CaptureSummary& capture)
{
    return capture.record.status == SpeckleStatus::Failure && capture.record.reason == SpeckleReason::HttpStatus
        && (capture.record.httpStatus == unauthorised || (capture.record.httpStatus == 0 && capture.answerStatus == unauthorised))
        && signatureMark(capture.signature) != Mark::Good;
}

/// It was refused for a signature that is valid by the settings of now.
bool isRejectedOnArrivalAlone(const CaptureSummary& capture, const SignatureResult& now)
{
    return capture.kind != CaptureKind::Malformed && now.verdict == SignatureVerdict::Valid
        && now.verdict != capture.signature.verdict && refusedForSignature(capture);
}

QString signatureAdvice(const SignatureResult& now)
{
    switch (now.verdict) {
    case SignatureVerdict::Mismatch:
    case SignatureVerdict::HeaderMalformed:
    case SignatureVerdict::BodyUnreadable:
    case SignatureVerdict::Stale:
        return VerdictWords::tr("Make the signature fit (the Signature tab says what would explain it), or answer 200 whatever "
                                "the signature says.");
    case SignatureVerdict::HeaderMissing:
        return VerdictWords::tr("Let the sender sign, choose the scheme it signs with in the endpoint's settings, or answer 200 "
                                "whatever the signature says.");
    case SignatureVerdict::ValidEmptySecret:
        return VerdictWords::tr("Enter the endpoint's secret in the sender: its webhook has none.");
    case SignatureVerdict::UnsignedMembers:
        return VerdictWords::tr("Let the sender put nothing beside the payload or, if a proxy does it, let the endpoint accept "
                                "members that are not signed.");
    case SignatureVerdict::RepeatedPayload:
    case SignatureVerdict::WholeBodyInside:
        if (now.scheme == "standard-webhooks")
            return VerdictWords::tr("Let the sender use ids without dots, and a body that is a JSON object: then what is signed can be "
                                    "divided in one way only.");
        return VerdictWords::tr("Nothing is to be done here: somebody who is not the sender made this request of one that was signed.");
    case SignatureVerdict::SecretsUnreadable:
        return VerdictWords::tr("Get the endpoint's secrets back, or set them anew: until they can be read, no signature can be judged.");
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::NoSecret:
    case SignatureVerdict::Valid:
        return VerdictWords::tr("Nothing more is to be done: the next delivery is judged by the endpoint's settings of now.");
    }
    return {};
}

/// Of an answer that is no success for Speckle, and not because of the signature.
QString answerAdvice(const answers::Cause& cause)
{
    switch (cause.cause) {
    case answers::AnswerCause::Script:
        return cause.step > 0
            ? VerdictWords::tr("Nothing is amiss: step %1 of the endpoint's script answers so. Send again for its next step, or "
                               "change the script.").arg(cause.step)
            : VerdictWords::tr("Nothing is amiss: the endpoint's script answers so. Send again for its next step, or change the "
                               "script.");
    case answers::AnswerCause::Disabled:
        return VerdictWords::tr("Enable the endpoint: a disabled one answers 503.");
    case answers::AnswerCause::Held:
        return VerdictWords::tr("Release the endpoint: it was paused because of a loop, and answers 503 until then.");
    case answers::AnswerCause::Closed:
        return VerdictWords::tr("Set the endpoint's secret again, or open its keychain: while secrets cannot be read, it answers 503.");
    case answers::AnswerCause::Own:
    case answers::AnswerCause::Rejected:
        break;
    }
    return VerdictWords::tr("Answer 200, 201, 202 or 204: Speckle takes nothing else for a success. The endpoint's settings say "
                            "what it answers by itself, and to which handler it forwards.");
}

} // namespace

QString markExplained(const CaptureSummary& capture, const SignatureResult& now)
{
    return isRejectedOnArrivalAlone(capture, now) ? VerdictWords::tr("rejected on arrival") : QString();
}

QString arrivalSentence(const CaptureSummary& capture)
{
    if (!capture.now)
        return {};
    const QString then = verdictLabel(capture.signature.verdict);
    return capture.answerStatus == 0
        ? VerdictWords::tr("On arrival it was “%1”.").arg(then)
        : VerdictWords::tr("On arrival it was “%1”, and answered %2.").arg(then).arg(capture.answerStatus);
}

Mark markNow(const CaptureSummary& capture, const SignatureResult& now)
{
    CaptureSummary judgedAnew;
    judgedAnew.kind = capture.kind;
    judgedAnew.record = capture.record;
    judgedAnew.signature = now;
    return markOf(judgedAnew);
}

bool failedByAnswer(const CaptureSummary& capture)
{
    return capture.record.status == SpeckleStatus::Failure && !refusedForSignature(capture);
}

QString signatureClause(const SignatureResult& result)
{
    switch (result.verdict) {
    case SignatureVerdict::NotJudged:
        return VerdictWords::tr("The signature was not judged.");
    case SignatureVerdict::Valid:
        return VerdictWords::tr("The signature is valid.");
    case SignatureVerdict::ValidEmptySecret:
        return VerdictWords::tr("The signature fits the empty secret, which anyone can sign with, so it does not show who sent "
                                "the request.");
    case SignatureVerdict::Mismatch:
        return VerdictWords::tr("The signature fits none of the endpoint's secrets.");
    case SignatureVerdict::HeaderMissing:
        return VerdictWords::tr("The request is not signed: it has no %1 header.").arg(headerOf(result));
    case SignatureVerdict::HeaderMalformed:
        return VerdictWords::tr("The %1 header does not hold one signature written as its scheme asks.").arg(headerOf(result));
    case SignatureVerdict::NoSecret:
        return VerdictWords::tr("The endpoint has no secret, so the signature cannot be judged.");
    case SignatureVerdict::BodyUnreadable:
        return VerdictWords::tr("What was signed is not in the body, so no secret can fit.");
    case SignatureVerdict::Stale:
        return VerdictWords::tr("The signature fits, but the time signed with it is too far from the arrival.");
    case SignatureVerdict::UnsignedMembers:
        return VerdictWords::tr("The signature fits the payload alone: what stands beside it in the body is not signed.");
    case SignatureVerdict::RepeatedPayload:
        return VerdictWords::tr("The signature fits the first payload alone, and more follows that a reader may take for the payload.");
    case SignatureVerdict::WholeBodyInside:
        if (result.scheme == "standard-webhooks")
            return VerdictWords::tr("The signature may be that of another request: this one's body begins with a time and a dot.");
        return VerdictWords::tr("The signature is that of another request, whose whole body was put into this one as its payload.");
    case SignatureVerdict::SecretsUnreadable:
        return VerdictWords::tr("The signature cannot be judged now: the endpoint's secrets cannot be read.");
    }
    return {};
}

QString verdictText(const CaptureSummary& capture, const SignatureResult& now, const QString& cause)
{
    if (capture.kind == CaptureKind::Malformed)
        return refusedText(capture);
    const bool changed = now.verdict != capture.signature.verdict;
    const bool because = refusedForSignature(capture);
    if (isRejectedOnArrivalAlone(capture, now)) {
        return VerdictWords::tr("The signature is valid now. On arrival it was “%1”, so it was answered %2, and Speckle records a "
                                "failure. The next delivery is judged by the settings of now.")
            .arg(verdictLabel(capture.signature.verdict))
            .arg(recordedStatus(capture));
    }
    QStringList sentences{cause};
    if (!cause.isEmpty() && now.verdict == SignatureVerdict::HeaderMissing) // it is signed, by another scheme
        sentences.prepend(VerdictWords::tr("The request has no %1 header.").arg(headerOf(now)));
    else if (cause.isEmpty() || now.verdict != SignatureVerdict::Mismatch) // others say something else than that none fits
        sentences = QStringList{signatureClause(now), cause};
    sentences.removeAll(QString());
    if (changed)
        sentences << VerdictWords::tr("On arrival it was “%1”.").arg(verdictLabel(capture.signature.verdict));
    const QString answer = answerClause(capture, because);
    // The cause first: of a failure that is not the signature's, the answer.
    const bool failed = capture.record.status == SpeckleStatus::Failure;
    if (failedByAnswer(capture))
        sentences.prepend(answer);
    else
        sentences << answer;
    if (changed && failed && signatureMark(now) != Mark::Bad && because && now.verdict != SignatureVerdict::SecretsUnreadable)
        sentences << VerdictWords::tr("The next delivery is judged by the settings of now.");
    return sentences.join(u' ');
}

QString wayToGreen(const CaptureSummary& capture, const SignatureResult& now, const answers::Cause& cause)
{
    if (capture.kind == CaptureKind::Malformed)
        return VerdictWords::tr("The sender must write a request that keeps to HTTP/1.1. Nothing here can make it green.");
    if (capture.record.status != SpeckleStatus::Failure)
        return {};
    switch (capture.record.reason) {
    case SpeckleReason::None:
        break;
    case SpeckleReason::HttpStatus:
        if (refusedForSignature(capture))
            return signatureAdvice(now);
        return answerAdvice(cause);
    case SpeckleReason::Timeout:
        return VerdictWords::tr("Answer at once and work afterwards: Speckle waits 10 seconds for the whole answer, and does "
                                "not try again.");
    case SpeckleReason::AnswerTooLarge:
        return VerdictWords::tr("Answer with a short body, or with none: Speckle does not read it.");
    case SpeckleReason::NetworkError:
        return VerdictWords::tr("Look between sender and receiver: a proxy or firewall that closes connections, or a certificate "
                                "that the sender does not trust.");
    case SpeckleReason::TooManyRedirects:
        return VerdictWords::tr("Give Speckle the final URL: it follows at most 2 redirects.");
    case SpeckleReason::LocalNetworkRefused:
        return VerdictWords::tr("Run the Speckle server with ALLOW_LOCAL_NETWORK=true, or give it a public address.");
    }
    return VerdictWords::tr("Answer 200 within 10 seconds, with a body of at most 500,000 bytes.");
}

} // namespace hookloupe::words
