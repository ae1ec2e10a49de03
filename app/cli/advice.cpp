// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/advice.h"

#include "cli/command.h"
#include "words/signature_words.h"

namespace hookloupe::cli {

QString adviceFor(const verify::Scheme& scheme, const SignatureResult& result, const verify::Evidence& evidence,
                  const std::vector<std::string>& secrets, const verify::Elsewhere& elsewhere)
{
    switch (result.verdict) {
    case SignatureVerdict::Mismatch:
    case SignatureVerdict::HeaderMalformed: // a foreign prefix or encoding may be all that is wrong
    case SignatureVerdict::BodyUnreadable:  // it may be the signature of another captured body
        break;
    case SignatureVerdict::HeaderMissing:
    case SignatureVerdict::Stale:
        return words::verdictSentence(result);
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::Valid:
    case SignatureVerdict::ValidEmptySecret:
    case SignatureVerdict::NoSecret:
        return {};
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

} // namespace hookloupe::cli
