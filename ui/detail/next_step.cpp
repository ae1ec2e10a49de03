// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/next_step.h"

#include "words/verdict_words.h"

#include <QCoreApplication>

namespace hookloupe::ui {

namespace {

using verify::SecretVariant;

constexpr int unauthorised = 401;
constexpr int unavailable = 503;

struct Steps {
    Q_DECLARE_TR_FUNCTIONS(NextStep)
};

enum class Share { Good, Open, Bad };

/// The signature's share in the mark.
Share shareOf(SignatureVerdict verdict)
{
    CaptureSummary alone;
    alone.record.status = SpeckleStatus::Success;
    switch (words::markNow(alone, {verdict, {}, Dialect::None})) {
    case Mark::Good: return Share::Good;
    case Mark::Unjudged: return Share::Open;
    case Mark::Bad: return Share::Bad;
    }
    return Share::Open;
}

QString secretHint(SecretVariant variant)
{
    switch (variant) {
    case SecretVariant::OtherEndpoint:
        return Steps::tr("The secret of another endpoint fits. It becomes this endpoint's first; the ones it has stay.");
    case SecretVariant::Trimmed:
        return Steps::tr("The secret fits without the white space around it. It becomes the endpoint's first; the one with white "
                         "space stays behind it.");
    case SecretVariant::Unquoted:
        return Steps::tr("The secret fits without its quotes. It becomes the endpoint's first; the one with quotes stays behind it.");
    case SecretVariant::AsSaved:
    case SecretVariant::EmptySecret:
    case SecretVariant::WithLf:
    case SecretVariant::WithCrLf:
    case SecretVariant::WithSpace:
    case SecretVariant::Quoted:
    case SecretVariant::Base64Decoded:
    case SecretVariant::HexDecoded:
    case SecretVariant::AsText:
        return Steps::tr("The secret fits as the sender takes it. That becomes the endpoint's first; the ones it has stay.");
    }
    return {};
}

NextStep useScheme(const NextStep& blank, const verify::Scheme& scheme)
{
    NextStep step = blank;
    step.kind = StepKind::UseScheme;
    step.scheme = scheme.name;
    const bool string = scheme.dialect == Dialect::String;
    step.label = string ? Steps::tr("Treat as string dialect") : Steps::tr("Treat as object dialect");
    step.hint = string
        ? Steps::tr("The payload alone was signed, as Speckle 2.11 and earlier do. From now on the endpoint expects that, whatever "
                    "the body looks like.")
        : Steps::tr("The whole body was signed, as Speckle 2.12 and later do. From now on the endpoint expects that, whatever the "
                    "body looks like.");
    return step;
}

NextStep useSenders(const NextStep& blank, const verify::OtherSignature& other)
{
    NextStep step = blank;
    step.kind = StepKind::UseScheme;
    step.scheme = other.scheme->name;
    const QString title = QString::fromUtf8(other.scheme->title.data(), qsizetype(other.scheme->title.size()));
    step.label = Steps::tr("Treat as %1").arg(title);
    step.hint = other.secretFits()
        ? Steps::tr("The request carries a signature of the form %1, and the endpoint's secret fits. From now on the endpoint expects that.")
              .arg(title)
        : Steps::tr("The request carries a signature of the form %1. From now on the endpoint expects that; its secret does not fit yet.")
              .arg(title);
    return step;
}

NextStep openEndpoint(const NextStep& blank, SignatureVerdict verdict)
{
    NextStep step = blank;
    step.kind = StepKind::OpenEndpoint;
    const bool secret = verdict == SignatureVerdict::NoSecret || verdict == SignatureVerdict::ValidEmptySecret;
    step.label = secret ? Steps::tr("Set the secret…") : Steps::tr("Endpoint's settings…");
    if (secret)
        step.page = QStringLiteral("secrets"); // EndpointDialog::secretsPage
    step.hint = secret ? Steps::tr("Opens the endpoint's settings, where the sender's secret is entered.")
                       : Steps::tr("Opens the endpoint's settings, to compare secret and scheme with the sender's.");
    return step;
}

NextStep of(const NextStep& blank, StepKind kind, const QString& label, const QString& hint)
{
    NextStep step = blank;
    step.kind = kind;
    step.label = label;
    step.hint = hint;
    return step;
}

/// What is set anew is the last resort: the secrets are there, perhaps.
void addSecretsBack(const StepFacts& facts, const NextStep& blank, std::vector<NextStep>& steps)
{
    steps.push_back(of(blank, StepKind::ReadSecrets, Steps::tr("Read the secrets again"),
                       Steps::tr("Looks for the endpoint's secrets once more; the keychain may ask for its password.")));
    steps.push_back(of(blank, StepKind::OpenEndpoint, Steps::tr("Set the secret anew…"),
                       Steps::tr("Opens the endpoint's settings. What is entered there replaces the secrets that cannot be read.")));
    steps.back().page = QStringLiteral("secrets"); // EndpointDialog::secretsPage
    for (auto step = steps.end() - 2; step != steps.end(); ++step)
        step->forAnswer = facts.cause.cause == answers::AnswerCause::Closed;
}

/// Seldom the remedy, and the only step that lets strangers in: behind all others, whatever they are.
void addWeakening(const StepFacts& facts, const NextStep& blank, std::vector<NextStep>& steps)
{
    const Endpoint& endpoint = facts.endpoint;
    if (!endpoint.enabled || !endpoint.rejectInvalid || !facts.hasSecrets || shareOf(facts.now.verdict) == Share::Good
        || facts.now.verdict == SignatureVerdict::SecretsUnreadable || facts.capture.answerStatus != unauthorised)
        return;
    steps.push_back(of(blank, StepKind::AnswerOk, Steps::tr("Stop rejecting invalid signatures"),
                       Steps::tr("The endpoint answers 200 from now on, to anyone: signatures are still judged and shown, but no "
                                 "request is refused for its own.")));
    steps.back().weakens = true;
}

void addChanges(const StepFacts& facts, const NextStep& blank, std::vector<NextStep>& steps)
{
    const Remedy* remedy = facts.explanation ? &facts.explanation->remedy : nullptr;
    const bool canUse = remedy && wantsExplanation(facts.now.verdict);
    if (facts.cause.cause == answers::AnswerCause::Script && words::failedByAnswer(facts.capture)) {
        steps.push_back(of(blank, StepKind::OpenEndpoint, Steps::tr("Change the script…"),
                           Steps::tr("Opens the endpoint's answer: a step of its script answered this request.")));
        steps.back().page = QStringLiteral("answerPage"); // AnswerPage::pageName
        steps.back().forAnswer = true;
    }
    if (canUse && remedy->secret) {
        steps.push_back(of(blank, StepKind::UseSecret, Steps::tr("Use the secret that fits"), secretHint(remedy->variant)));
        steps.back().secret = *remedy->secret;
    }
    if (canUse && remedy->scheme)
        steps.push_back(useScheme(blank, *remedy->scheme));
    if (canUse && facts.now.verdict == SignatureVerdict::HeaderMissing && facts.explanation->other && !facts.explanation->other->older)
        steps.push_back(useSenders(blank, *facts.explanation->other));
    if (facts.now.verdict == SignatureVerdict::SecretsUnreadable)
        addSecretsBack(facts, blank, steps);
    const bool lacksSecret = facts.now.verdict == SignatureVerdict::NoSecret;
    if (lacksSecret || facts.now.verdict == SignatureVerdict::ValidEmptySecret)
        steps.push_back(openEndpoint(blank, facts.now.verdict));
    if (!facts.endpoint.enabled && facts.capture.answerStatus == unavailable) {
        steps.push_back(of(blank, StepKind::EnableEndpoint, Steps::tr("Enable the endpoint"),
                           Steps::tr("The endpoint is disabled and answers 503. Enabled, it answers 200.")));
        steps.back().forAnswer = true;
    }
}

bool canCompare(SignatureVerdict verdict)
{
    return verdict == SignatureVerdict::Mismatch || verdict == SignatureVerdict::HeaderMalformed
        || verdict == SignatureVerdict::Stale || verdict == SignatureVerdict::UnsignedMembers
        || verdict == SignatureVerdict::RepeatedPayload || verdict == SignatureVerdict::WholeBodyInside;
}

bool needsOtherSettings(SignatureVerdict verdict)
{
    return verdict == SignatureVerdict::Mismatch || verdict == SignatureVerdict::HeaderMissing
        || verdict == SignatureVerdict::HeaderMalformed;
}

} // namespace

bool wantsExplanation(SignatureVerdict verdict)
{
    switch (verdict) {
    case SignatureVerdict::Mismatch:
    case SignatureVerdict::HeaderMissing: // it may be signed by another scheme
    case SignatureVerdict::HeaderMalformed:
    case SignatureVerdict::BodyUnreadable:
    case SignatureVerdict::NoSecret: return true;
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::Valid:
    case SignatureVerdict::ValidEmptySecret:
    case SignatureVerdict::Stale:
    case SignatureVerdict::UnsignedMembers:
    case SignatureVerdict::RepeatedPayload:
    case SignatureVerdict::WholeBodyInside:
    case SignatureVerdict::SecretsUnreadable: return false;
    }
    return false;
}

std::vector<NextStep> nextSteps(const StepFacts& facts)
{
    std::vector<NextStep> steps;
    if (facts.capture.kind == CaptureKind::Malformed)
        return steps;
    NextStep blank;
    blank.endpoint = facts.capture.endpoint;
    if (facts.endpointCanChange)
        addChanges(facts, blank, steps);
    const bool changes = !steps.empty();
    if (canCompare(facts.now.verdict)) {
        steps.push_back(of(blank, StepKind::ShowSigned, Steps::tr("Show what was signed"),
                           Steps::tr("Opens the Signature tab: expected against received, and the bytes that were signed.")));
    }
    const bool mistaken = facts.explanation && facts.explanation->handlerMistake() && canCompare(facts.now.verdict);
    if (facts.now.verdict == SignatureVerdict::Valid || mistaken) {
        steps.push_back(of(blank, StepKind::CopySample, Steps::tr("Copy handler code"),
                           Steps::tr("Copies this check as a function for your handler, in the language chosen in the Signature tab.")));
        steps.back().scheme = facts.now.scheme;
        steps.back().dialect = facts.now.dialect;
    }
    if (facts.endpointCanChange && !(changes && steps.front().kind == StepKind::UseSecret) && needsOtherSettings(facts.now.verdict))
        steps.push_back(openEndpoint(blank, facts.now.verdict));
    if (facts.endpointCanChange)
        addWeakening(facts, blank, steps);
    return steps;
}

} // namespace hookloupe::ui
