// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/remedy.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "verify/secret_variants.h"
#include "verify/signing.h"
#include "words/signature_words.h"

#include <algorithm>

namespace hookloupe::ui {

namespace {

using verify::BodyVariant;
using verify::SecretVariant;

bool fits(const verify::Scheme& scheme, const verify::Evidence& evidence, const std::vector<std::string>& secrets)
{
    return verify::verdict(scheme, evidence, secrets).verdict == SignatureVerdict::Valid;
}

/// The secret that stands for a key under the scheme.
std::string secretOf(const verify::Scheme& scheme, const std::string& key)
{
    switch (scheme.key) {
    case verify::KeyForm::Utf8: return key;
    case verify::KeyForm::WhsecBase64: return "whsec_" + toBase64(key);
    }
    return key;
}

void tryKeys(const verify::Scheme& scheme, const verify::Evidence& evidence, const std::vector<std::string>& own,
             const verify::Elsewhere& elsewhere, const verify::Attempt& match, Remedy& remedy)
{
    for (verify::KeyTry& each : verify::keysToTry(scheme, own, elsewhere.otherSecrets)) {
        const bool tried = each.variant == match.secret && each.secretIndex == match.secretIndex;
        if (tried && !remedy.secret && !verify::isEmptyKey(each.key)) {
            std::string secret = secretOf(scheme, each.key);
            if (fits(scheme, evidence, {secret})) {
                remedy.secret = secret;
                remedy.variant = each.variant;
            }
            crypto::wipe(secret);
        }
        crypto::wipe(each.key);
    }
}

Remedy remedyOf(const verify::Scheme& scheme, const verify::Evidence& evidence, const std::vector<std::string>& own,
                const verify::Elsewhere& elsewhere, const verify::Autopsy& autopsy)
{
    Remedy remedy;
    if (own.empty()) {
        const auto check = verify::check(scheme, evidence, elsewhere.otherSecrets);
        if (check.result.verdict == SignatureVerdict::Valid)
            remedy.secret = elsewhere.otherSecrets[*check.secret];
        return remedy;
    }
    for (const verify::Attempt& match : autopsy.matches) {
        if (remedy.secret || remedy.scheme)
            break;
        if (match.body == BodyVariant::AsScheme && match.secret != SecretVariant::AsSaved)
            tryKeys(scheme, evidence, own, elsewhere, match, remedy);
        if (scheme.covered != verify::Covered::SpeckleBody || match.secret != SecretVariant::AsSaved)
            continue;
        for (const char* name : {"speckle-object", "speckle-string"}) {
            const verify::Scheme* other = verify::findScheme(name);
            if (other != &scheme && fits(*other, evidence, own))
                remedy.scheme = other;
        }
    }
    return remedy;
}

} // namespace

QString Explanation::cause() const
{
    if (other)
        return words::otherSignatureSentence(*other);
    return autopsy.matches.empty() ? QString() : words::causeSentence(autopsy.matches.front());
}

bool Explanation::handlerMistake() const
{
    return std::ranges::any_of(autopsy.matches, [](const verify::Attempt& match) {
        switch (match.body) {
        case BodyVariant::OtherDialectWhole:
        case BodyVariant::OtherDialectInner:
        case BodyVariant::Compact:
        case BodyVariant::Spaced:
        case BodyVariant::SortedKeys:
        case BodyVariant::SortedKeysCompact:
        case BodyVariant::EscapedNonAscii:
        case BodyVariant::EscapedNonAsciiSpaced:
        case BodyVariant::EscapedNonAsciiSorted:
        case BodyVariant::EscapedNonAsciiSortedCompact:
        case BodyVariant::BodyAlone: return true;
        case BodyVariant::AsScheme:
        case BodyVariant::TrailingLf:
        case BodyVariant::TrailingCrLf:
        case BodyVariant::WithoutTrailingNewline:
        case BodyVariant::WithBom:
        case BodyVariant::WithoutBom:
        case BodyVariant::Empty:
        case BodyVariant::OtherCapture: return false;
        }
        return false;
    });
}

Explanation explain(const verify::Scheme& scheme, const verify::Evidence& evidence, const std::vector<std::string>& own,
                    const verify::Elsewhere& elsewhere, const std::function<bool()>& cancelled)
{
    Explanation explanation;
    explanation.autopsy = verify::autopsy(scheme, evidence, own, elsewhere, cancelled);
    explanation.remedy = remedyOf(scheme, evidence, own, elsewhere, explanation.autopsy);
    explanation.other = verify::otherSignature(scheme, evidence, own);
    return explanation;
}

} // namespace hookloupe::ui
