// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/autopsy.h"

#include "base/text.h"
#include "verify/body_variants.h"
#include "verify/secret_variants.h"
#include "verify/signature_candidates.h"
#include "verify/signing.h"

#include <algorithm>
#include <span>

namespace hookloupe::verify {

namespace {

constexpr std::size_t largestAlteredBody = 8 * 1024 * 1024;
constexpr std::size_t mostHmacs = 4'000;
constexpr std::size_t mostHashedBytes = 512 * 1024 * 1024;
constexpr std::size_t mostOtherContents = 500;

/// A key with its HMAC contexts, one for each algorithm that the received signature's length allows.
struct ArmedKey {
    SecretVariant variant;
    std::size_t secretIndex;
    std::vector<crypto::Hmac> hmacs;
};

class Search {
public:
    Search(const Scheme& scheme, const Evidence& evidence, const ReceivedSignature& received,
           const std::function<bool()>& cancelled)
        : m_scheme(scheme), m_body(coveredBody(scheme, evidence.content)),
          m_lead(signedLead(scheme, received)), m_hasLead(!m_lead.empty()),
          m_leadKnown(received.seconds.has_value() || !scheme.tolerance),
          m_candidates(signatureCandidates(scheme, received.value)), m_cancelled(cancelled)
    {
        for (const SignatureCandidate& candidate : m_candidates) {
            if (std::ranges::find(m_algorithms, candidate.algorithm) == m_algorithms.end())
                m_algorithms.push_back(candidate.algorithm);
        }
    }

    Autopsy run(const std::vector<std::string>& secrets, const Elsewhere& elsewhere)
    {
        if (m_candidates.empty())
            return {};
        arm(keysToTry(m_scheme, secrets, elsewhere.otherSecrets));
        const bool altered = m_body.content.size() <= largestAlteredBody;
        const std::span<const BodyVariant> bodies = bodyVariants().first(altered ? bodyVariants().size() : 1);
        const std::span<ArmedKey> all(m_keys);
        const auto firstAltered = std::ranges::find_if(
            m_keys, [](const ArmedKey& key) { return key.variant != SecretVariant::AsSaved; });
        const std::span<ArmedKey> asSaved(m_keys.begin(), firstAltered);
        const std::span<ArmedKey> others(firstAltered, m_keys.end());

        // Likeliest first: one mistake alone, then another request's signature, then two mistakes at once.
        tryBodies(bodies, asSaved, true);
        if (!done())
            tryBodies(bodies.first(1), others, false);
        if (!done())
            tryOtherContents(elsewhere.otherContents, asSaved);
        if (!done())
            tryBodies(bodies.subspan(1), others, false);
        return std::move(m_autopsy);
    }

private:
    void arm(std::vector<KeyTry> tries)
    {
        for (KeyTry& each : tries) {
            ArmedKey key{each.variant, each.secretIndex, {}};
            for (const crypto::HashAlgorithm algorithm : m_algorithms)
                key.hmacs.emplace_back(algorithm, each.key);
            crypto::wipe(each.key);
            m_keys.push_back(std::move(key));
        }
    }

    [[nodiscard]] bool done() const { return m_stopped || !m_autopsy.matches.empty(); }

    // `remember`: bodies with the bytes of an earlier one are left out, in this call and in all later ones.
    void tryBodies(std::span<const BodyVariant> variants, std::span<ArmedKey> keys, bool remember)
    {
        for (const BodyVariant variant : variants) {
            if (m_stopped || keys.empty())
                return;
            const bool alone = variant == BodyVariant::BodyAlone;
            if (alone ? !m_hasLead : !m_leadKnown)
                continue;
            if (std::ranges::find(m_repetitions, variant) != m_repetitions.end())
                continue;
            const auto bytes = makeBody(variant, m_body);
            if (!bytes || (remember && isRepetition(variant, *bytes, alone)))
                continue;
            tryKeys(variant, alone ? std::string_view() : m_lead, *bytes, keys, 0);
        }
    }

    bool isRepetition(BodyVariant variant, std::string_view bytes, bool alone)
    {
        if (alone)
            return false; // signed without the lead: another text than all others
        std::string hash = crypto::digest(crypto::HashAlgorithm::Sha256, bytes);
        if (std::ranges::find(m_seen, hash) != m_seen.end()) {
            m_repetitions.push_back(variant);
            return true;
        }
        m_seen.push_back(std::move(hash));
        return false;
    }

    void tryOtherContents(const std::vector<std::string>& contents, std::span<ArmedKey> keys)
    {
        for (std::size_t i = 0; i < std::min(contents.size(), mostOtherContents) && !m_stopped && m_leadKnown;
             ++i) {
            const CoveredBody other = coveredBody(m_scheme, contents[i]);
            if (other.readable && other.content != m_body.content)
                tryKeys(BodyVariant::OtherCapture, m_lead, other.bytes(), keys, i);
        }
    }

    void tryKeys(BodyVariant body, std::string_view lead, std::string_view bytes, std::span<ArmedKey> keys,
                 std::size_t contentIndex)
    {
        for (ArmedKey& key : keys) {
            for (std::size_t i = 0; i < m_algorithms.size(); ++i) {
                m_hashed += bytes.size();
                if (++m_hmacs > mostHmacs || m_hashed > mostHashedBytes || (m_cancelled && m_cancelled())) {
                    m_stopped = true;
                    return;
                }
                Attempt attempt{.body = body,
                                .secret = key.variant,
                                .algorithm = m_algorithms[i],
                                .secretIndex = key.secretIndex,
                                .contentIndex = contentIndex};
                judge(attempt, key.hmacs[i].sign({lead, bytes}));
            }
        }
    }

    void judge(Attempt attempt, std::string_view mac)
    {
        const auto ofAlgorithm = [&](const SignatureCandidate& candidate) {
            return candidate.algorithm == attempt.algorithm;
        };
        auto candidate = std::ranges::find_if(m_candidates, [&](const SignatureCandidate& each) {
            return ofAlgorithm(each) && crypto::equalConstantTime(each.mac, mac);
        });
        attempt.matches = candidate != m_candidates.end();
        if (!attempt.matches)
            candidate = std::ranges::find_if(m_candidates, ofAlgorithm);
        attempt.encoding = candidate->encoding;
        m_autopsy.attempts.push_back(attempt);
        m_autopsy.expected.push_back(m_scheme.encoding == Encoding::Hex ? toHex(mac) : toBase64(mac));
        if (attempt.matches)
            m_autopsy.matches.push_back(attempt);
    }

    const Scheme& m_scheme;
    const CoveredBody m_body;
    const std::string m_lead;
    const bool m_hasLead;
    const bool m_leadKnown; ///< false: the timestamp that the scheme signs is missing
    const std::vector<SignatureCandidate> m_candidates;
    const std::function<bool()>& m_cancelled;
    std::vector<crypto::HashAlgorithm> m_algorithms;
    std::vector<ArmedKey> m_keys;
    std::vector<std::string> m_seen; ///< SHA-256 of the bodies tried
    std::vector<BodyVariant> m_repetitions;
    std::size_t m_hmacs = 0;
    std::size_t m_hashed = 0;
    bool m_stopped = false;
    Autopsy m_autopsy;
};

} // namespace

Autopsy autopsy(const Scheme& scheme, const Evidence& evidence, const std::vector<std::string>& secrets,
                const Elsewhere& elsewhere, const std::function<bool()>& cancelled)
{
    const ReceivedSignature received = readSignature(scheme, evidence.headers);
    if (secrets.empty() || received.state == HeaderState::Missing)
        return {};
    return Search(scheme, evidence, received, cancelled).run(secrets, elsewhere);
}

} // namespace hookloupe::verify
