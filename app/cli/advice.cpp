// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/advice.h"

#include "cli/command.h"
#include "words/signature_words.h"

namespace hookloupe::cli {

namespace {

/// The signature is right, and the body holds more than what it covers.
bool fitsAPart(SignatureVerdict verdict)
{
    return verdict == SignatureVerdict::UnsignedMembers || verdict == SignatureVerdict::RepeatedPayload
           || verdict == SignatureVerdict::WholeBodyInside;
}

/// Of a request that is not signed for the scheme asked for.
QString unsignedAdvice(const verify::Scheme& scheme, const SignatureResult& result, const verify::Evidence& evidence,
                       const std::vector<std::string>& secrets)
{
    const auto other = verify::otherSignature(scheme, evidence, secrets);
    if (!other)
        return words::verdictSentence(result);
    const QString sentence = words::otherSignatureSentence(*other);
    return other->older ? sentence : sentence + QLatin1Char(' ') + text("Judge it with --scheme %1.").arg(shown(other->scheme->name));
}

} // namespace

bool needsAutopsy(SignatureVerdict verdict)
{
    switch (verdict) {
    case SignatureVerdict::Mismatch:
    case SignatureVerdict::HeaderMalformed: // a foreign prefix or encoding may be all that is wrong
    case SignatureVerdict::BodyUnreadable:  // it may be the signature of another captured body
    case SignatureVerdict::HeaderMissing:   // another scheme's header may be there
    case SignatureVerdict::UnsignedMembers: // what is named stands in the body
    case SignatureVerdict::RepeatedPayload:
    case SignatureVerdict::WholeBodyInside:
        return true;
    case SignatureVerdict::Stale:
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::Valid:
    case SignatureVerdict::ValidEmptySecret:
    case SignatureVerdict::NoSecret:
    case SignatureVerdict::SecretsUnreadable:
        return false;
    }
    return false;
}

QString adviceWithoutAutopsy(const SignatureResult& result)
{
    switch (result.verdict) {
    case SignatureVerdict::HeaderMalformed:
    case SignatureVerdict::BodyUnreadable:
    case SignatureVerdict::HeaderMissing:
    case SignatureVerdict::Stale:
    case SignatureVerdict::UnsignedMembers:
    case SignatureVerdict::RepeatedPayload:
    case SignatureVerdict::WholeBodyInside:
        return words::verdictSentence(result);
    case SignatureVerdict::Mismatch:
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::Valid:
    case SignatureVerdict::ValidEmptySecret:
    case SignatureVerdict::NoSecret:
    case SignatureVerdict::SecretsUnreadable:
        return {};
    }
    return {};
}

QString adviceFor(const verify::Scheme& scheme, const SignatureResult& result, const verify::Evidence& evidence,
                  const std::vector<std::string>& secrets, const verify::Elsewhere& elsewhere)
{
    if (!needsAutopsy(result.verdict))
        return adviceWithoutAutopsy(result);
    if (result.verdict == SignatureVerdict::HeaderMissing)
        return unsignedAdvice(scheme, result, evidence, secrets);
    if (fitsAPart(result.verdict)) {
        const QString named = words::coverageSentence(verify::check(scheme, evidence, secrets).coverage);
        return named.isEmpty() ? words::verdictSentence(result) : named;
    }
    const verify::Autopsy found = verify::autopsy(scheme, evidence, secrets, elsewhere);
    if (!found.matches.empty()) {
        const QString sentence = words::adviceSentence(found.matches.front(), scheme);
        const bool redirected = result.verdict == SignatureVerdict::BodyUnreadable; // the way out is in the verdict's words
        return redirected ? words::verdictSentence(result) + QLatin1Char(' ') + sentence : sentence;
    }
    if (result.verdict != SignatureVerdict::Mismatch)
        return words::verdictSentence(result);
    return text("None of the ordinary mistakes explains this signature: the sender uses another secret, or the body was "
                "changed on its way.");
}

QString leftOutAdvice(const verify::Scheme& scheme, const verify::Evidence& evidence, const std::string& leftOut,
                      const std::vector<std::string>& secrets)
{
    if (leftOut.empty())
        return {};
    const std::string body = std::string(evidence.content) + leftOut;
    const verify::Evidence longer{evidence.headers, body, evidence.now};
    const auto sentence = text("The signature fits if the bytes that were left out belong to the body: Content-Length must be %1 "
                               "then.").arg(body.size());
    const SignatureVerdict verdict = verify::verdict(scheme, longer, secrets).verdict;
    switch (verdict) {
    case SignatureVerdict::Valid:
    case SignatureVerdict::ValidEmptySecret:
    case SignatureVerdict::Stale:
    case SignatureVerdict::UnsignedMembers:
        return sentence;
    case SignatureVerdict::Mismatch: {
        const verify::Autopsy found = verify::autopsy(scheme, longer, secrets);
        return found.matches.empty() ? QString()
                                     : sentence + QLatin1Char(' ') + words::adviceSentence(found.matches.front(), scheme);
    }
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::HeaderMissing:
    case SignatureVerdict::HeaderMalformed:
    case SignatureVerdict::NoSecret:
    case SignatureVerdict::SecretsUnreadable:
    case SignatureVerdict::BodyUnreadable:
    case SignatureVerdict::RepeatedPayload:
    case SignatureVerdict::WholeBodyInside:
        break;
    }
    return {};
}

} // namespace hookloupe::cli
