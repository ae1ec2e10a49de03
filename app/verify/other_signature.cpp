// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/other_signature.h"

#include "base/text.h"

namespace hookloupe::verify {

namespace {

/// Sent beside the present one, to handlers that know no other. No scheme of the registry: a SHA-1 is not to be taken.
constexpr Scheme gitHubSha1{
    .name = "github",
    .title = "GitHub",
    .header = "X-Hub-Signature",
    .algorithm = crypto::HashAlgorithm::Sha1,
    .prefix = "sha1=",
    .source = "https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers",
};

} // namespace

bool OtherSignature::secretFits() const
{
    switch (verdict) {
    case SignatureVerdict::Valid:
    case SignatureVerdict::ValidEmptySecret:
    case SignatureVerdict::Stale:
    case SignatureVerdict::UnsignedMembers:
    case SignatureVerdict::RepeatedPayload:
    case SignatureVerdict::WholeBodyInside: return true;
    case SignatureVerdict::NotJudged:
    case SignatureVerdict::Mismatch:
    case SignatureVerdict::HeaderMissing:
    case SignatureVerdict::HeaderMalformed:
    case SignatureVerdict::NoSecret:
    case SignatureVerdict::SecretsUnreadable:
    case SignatureVerdict::BodyUnreadable: return false;
    }
    return false;
}

std::optional<OtherSignature> otherSignature(const Scheme& judged, const Evidence& evidence, const std::vector<std::string>& secrets)
{
    if (secrets.empty() || http::headerValue(evidence.headers, judged.header))
        return std::nullopt;
    std::optional<OtherSignature> found;
    const auto look = [&](const Scheme& form, bool older) {
        if ((found && found->secretFits()) || !http::headerValue(evidence.headers, form.header))
            return;
        const OtherSignature one{findScheme(form.name), form.header, older, verdict(form, evidence, secrets).verdict};
        if (!found || one.secretFits())
            found = one;
    };
    for (const Scheme& scheme : schemes()) {
        // Of schemes with one header the first stands for all: the others are for those who know.
        if (!scheme.dialect && !equalsIgnoreCase(scheme.header, judged.header))
            look(scheme, false);
    }
    look(gitHubSha1, true);
    return found;
}

} // namespace hookloupe::verify
