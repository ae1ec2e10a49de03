// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/verify.h"

#include "verify/signing.h"

#include <algorithm>
#include <array>

namespace hookloupe::verify {

namespace {

/// The HMAC contexts of one thread. Setting one up costs more than signing a short body with it.
class KeyRing {
public:
    crypto::Hmac& contextFor(crypto::HashAlgorithm algorithm, std::string_view key)
    {
        for (Slot& slot : m_slots) {
            if (slot.hmac && slot.algorithm == algorithm && slot.key == key)
                return *slot.hmac;
        }
        Slot& slot = m_slots[m_next];
        m_next = (m_next + 1) % m_slots.size();
        crypto::wipe(slot.key);
        slot.algorithm = algorithm;
        slot.key = key;
        return slot.hmac.emplace(algorithm, key);
    }

private:
    struct Slot {
        crypto::HashAlgorithm algorithm = crypto::HashAlgorithm::Sha256;
        std::string key;
        std::optional<crypto::Hmac> hmac;

        Slot() = default;
        Slot(const Slot&) = delete;
        Slot& operator=(const Slot&) = delete;
        ~Slot() { crypto::wipe(key); }
    };
    std::array<Slot, 64>
        m_slots; ///< replaced in turn; more secrets than this are checked all the same, only slower
    std::size_t m_next = 0;
};

std::string sign(const Scheme& scheme, std::string_view key, std::string_view lead, std::string_view body)
{
    thread_local KeyRing ring;
    return ring.contextFor(scheme.algorithm, key).sign({lead, body});
}

bool anyEqual(const std::vector<std::string>& macs, std::string_view expected)
{
    bool equal = false;
    for (const std::string& mac : macs)
        equal = crypto::equalConstantTime(mac, expected) || equal;
    return equal;
}

bool isStale(const Scheme& scheme, const ReceivedSignature& received, UtcTime now)
{
    if (!scheme.tolerance || !received.seconds)
        return false;
    const auto age = now - UtcTime(std::chrono::seconds(*received.seconds));
    return age > *scheme.tolerance || age < -*scheme.tolerance;
}

struct Match {
    std::size_t secret = 0;
    bool emptyKey = false;
};

std::optional<Match> matchingSecret(const Scheme& scheme, const std::vector<std::string>& secrets,
                                    const ReceivedSignature& received, std::string_view body)
{
    const std::string lead = signedLead(scheme, received);
    for (std::size_t i = 0; i < secrets.size(); ++i) {
        std::optional<std::string> key = keyOf(scheme, secrets[i]);
        if (!key)
            continue;
        const bool matches = anyEqual(received.macs, sign(scheme, *key, lead, body));
        const bool emptyKey = isEmptyKey(*key);
        crypto::wipe(*key);
        if (matches)
            return Match{i, emptyKey};
    }
    return std::nullopt;
}

struct Judgement {
    SignatureVerdict verdict = SignatureVerdict::NotJudged;
    std::optional<std::size_t> secret{};
    Coverage coverage{};
};

/// What a signature that fits is worth, by what it covers. The empty key signs for nobody, so what it leaves out does not matter.
SignatureVerdict worthOf(const Coverage& coverage, bool emptyKey)
{
    if (coverage.repeatedPayload || coverage.unreadable)
        return SignatureVerdict::RepeatedPayload;
    if (coverage.wholeBodyInside || coverage.timeInFront)
        return SignatureVerdict::WholeBodyInside;
    if (emptyKey)
        return SignatureVerdict::ValidEmptySecret;
    return coverage.unsignedMembers > 0 ? SignatureVerdict::UnsignedMembers : SignatureVerdict::Valid;
}

Judgement judge(const Scheme& scheme, const Evidence& evidence, const std::vector<std::string>& secrets,
                const ReceivedSignature& received, const CoveredBody& body)
{
    if (secrets.empty())
        return {SignatureVerdict::NoSecret};
    if (received.state == HeaderState::Missing)
        return {SignatureVerdict::HeaderMissing};
    if (received.state == HeaderState::Malformed)
        return {SignatureVerdict::HeaderMalformed};
    if (!body.readable)
        return {SignatureVerdict::BodyUnreadable};
    const auto match = matchingSecret(scheme, secrets, received, body.bytes());
    if (!match) {
        // The GET that follows a redirect carries the signature of a body that stayed behind: no secret could
        // fit.
        const bool bodyLeftBehind = scheme.covered == Covered::SpeckleBody && evidence.content.empty();
        return {bodyLeftBehind ? SignatureVerdict::BodyUnreadable : SignatureVerdict::Mismatch};
    }
    if (isStale(scheme, received, evidence.now))
        return {SignatureVerdict::Stale, match->secret};
    Coverage coverage = coverageOf(scheme, body);
    return {worthOf(coverage, match->emptyKey), match->secret, std::move(coverage)};
}

} // namespace

SignatureResult verdict(const Scheme& scheme, const Evidence& evidence,
                        const std::vector<std::string>& secrets)
{
    const ReceivedSignature received = readSignature(scheme, evidence.headers);
    const CoveredBody body = coveredBody(scheme, evidence.content);
    return {judge(scheme, evidence, secrets, received, body).verdict, std::string(scheme.name), body.dialect};
}

Check check(const Scheme& scheme, const Evidence& evidence, const std::vector<std::string>& secrets)
{
    const ReceivedSignature received = readSignature(scheme, evidence.headers);
    const CoveredBody body = coveredBody(scheme, evidence.content);
    Check check;
    Judgement judged = judge(scheme, evidence, secrets, received, body);
    check.result = {judged.verdict, std::string(scheme.name), body.dialect};
    check.secret = judged.secret;
    check.coverage = std::move(judged.coverage);
    check.received = received.value;
    const bool timestampMissing = scheme.tolerance && received.timestamp.empty();
    if (!body.readable || timestampMissing)
        return check;
    const std::string lead = signedLead(scheme, received);
    check.signedBytes.append(lead).append(body.bytes());
    const std::size_t compared = check.secret.value_or(0);
    if (std::optional<std::string> key = secrets.empty() ? std::nullopt : keyOf(scheme, secrets[compared])) {
        check.expected = headerForm(scheme, sign(scheme, *key, lead, body.bytes()), received.timestamp);
        crypto::wipe(*key);
    }
    return check;
}

} // namespace hookloupe::verify
