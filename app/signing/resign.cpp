// SPDX-License-Identifier: GPL-3.0-or-later
#include "signing/resign.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "crypto/random.h"
#include "signing/head_lines.h"
#include "signing/provider.h"
#include "verify/signing.h"

#include <algorithm>

namespace hookloupe::signing {

namespace {

constexpr std::size_t idBytes = 16;

std::string secondsText(UtcTime time)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count());
}

/// Of the provider that signs by this scheme, if it signs a second time; empty if it does not.
std::string_view secondSignatureOf(const verify::Scheme& scheme)
{
    for (const Provider& provider : providers()) {
        if (provider.scheme().name == scheme.name)
            return provider.secondSignature;
    }
    return {};
}

bool isSignedBy(const verify::Scheme& scheme, const HeadLines& lines)
{
    return lines.value(scheme.header).has_value();
}

} // namespace

Result<std::string> resigned(const verify::Scheme& scheme, std::string_view head, std::string_view content,
                             std::string_view secret, UtcTime now)
{
    const verify::CoveredBody covered = verify::coveredBody(scheme, content);
    if (!covered.readable)
        return Error{ErrorCode::InvalidInput, "payload"};
    auto key = verify::keyOf(scheme, secret);
    if (!key)
        return Error{ErrorCode::InvalidInput, "secret for " + std::string(scheme.title)};

    HeadLines lines(head);
    verify::ReceivedSignature sent; // what the receiver will read, for the bytes it signs in front of the body
    const std::string timestamp = secondsText(now);
    sent.timestamp = timestamp;
    std::string id;
    if (!scheme.idHeader.empty()) {
        id = toHex(crypto::randomBytes(idBytes));
        if (id.empty())
            return Error{ErrorCode::Failed, "random bytes"};
        sent.id = id.insert(0, "msg_"); // as the spec's own examples begin
        lines.setOnly(scheme.idHeader, id);
    }
    if (!scheme.timestampHeader.empty())
        lines.setOnly(scheme.timestampHeader, timestamp);

    const std::string lead = verify::signedLead(scheme, sent);
    const std::string mac = crypto::Hmac(scheme.algorithm, *key).sign({lead, covered.bytes()});
    const std::string_view second = secondSignatureOf(scheme);
    const bool signsTwice = !second.empty() && lines.value(second);
    const std::string secondMac = signsTwice ? crypto::Hmac(crypto::HashAlgorithm::Sha1, *key).sign({lead, covered.bytes()}) : "";
    crypto::wipe(*key);
    if (mac.empty() || (signsTwice && secondMac.empty()))
        return Error{ErrorCode::Unsupported, "this system's OpenSSL refuses the algorithm"};
    if (signsTwice)
        lines.setOnly(second, "sha1=" + toHex(secondMac));
    lines.setOnly(scheme.header, verify::headerForm(scheme, mac, timestamp));
    lines.setEach("Content-Length", std::to_string(content.size()));
    return lines.text();
}

const verify::Scheme* ownScheme(const SignatureResult& judged, std::string_view head, std::string_view endpointScheme)
{
    const HeadLines lines(head);
    const verify::Scheme* const judgedBy = verify::findScheme(judged.scheme);
    const verify::Scheme* const known = judgedBy ? judgedBy : verify::findScheme(endpointScheme);
    if (known && isSignedBy(*known, lines))
        return known;
    const auto all = verify::schemes();
    const auto other = std::find_if(all.begin(), all.end(), [&](const verify::Scheme& one) { return isSignedBy(one, lines); });
    return other == all.end() ? known : &*other;
}

std::string withoutSignature(const verify::Scheme& scheme, std::string_view head)
{
    HeadLines lines(head);
    for (const std::string_view name : {scheme.header, secondSignatureOf(scheme), scheme.timestampHeader, scheme.idHeader}) {
        if (!name.empty())
            lines.remove(name);
    }
    return lines.text();
}

std::string withLength(std::string_view head, std::size_t contentBytes)
{
    HeadLines lines(head);
    lines.setEach("Content-Length", std::to_string(contentBytes));
    return lines.text();
}

} // namespace hookloupe::signing
