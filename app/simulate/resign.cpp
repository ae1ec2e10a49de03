// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/resign.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "crypto/random.h"
#include "simulate/head_lines.h"
#include "verify/signing.h"

namespace hookloupe::simulate {

namespace {

constexpr std::size_t idBytes = 16;

std::string secondsText(UtcTime time)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count());
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
    crypto::wipe(*key);
    if (mac.empty())
        return Error{ErrorCode::Unsupported, "this system's OpenSSL refuses the algorithm"};
    lines.setOnly(scheme.header, verify::headerForm(scheme, mac, timestamp));
    lines.setEach("Content-Length", std::to_string(content.size()));
    return lines.text();
}

std::string withLength(std::string_view head, std::size_t contentBytes)
{
    HeadLines lines(head);
    lines.setEach("Content-Length", std::to_string(contentBytes));
    return lines.text();
}

} // namespace hookloupe::simulate
