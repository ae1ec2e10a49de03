// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hookloupe {

/// Why a store may not do all that it says, see session/store_trust.h.
enum class TrustReason {
    None,     ///< nothing is held
    Unknown,  ///< not known on this machine: made elsewhere, or by a version that kept no record
    Copied,   ///< a copy of a file that is known and still there
    Changed,  ///< known, but something else than this program changed it
    Salvaged, ///< known, but it was damaged, and what was read of it is not what was left there
};

/// A handler, as somebody who is asked about it has to know it.
struct TrustTarget {
    enum class Place { ThisMachine, Socket /**< of this machine */, Elsewhere };

    std::string url;
    Place place = Place::ThisMachine;
    bool credentials = true;              ///< Authorization, Cookie and signatures go along

    bool operator==(const TrustTarget&) const = default;
};

/// Requests that a file brought with it, for one target of an endpoint.
struct HeldRequests {
    std::string target;
    std::int64_t requests = 0;

    bool operator==(const HeldRequests&) const = default;
};

/// What of an endpoint is held until the user agrees.
struct HeldEndpoint {
    EndpointId endpoint = catchAllEndpoint;
    bool forward = false;                 ///< nothing is passed on
    bool answer = false;                  ///< 200 OK is answered instead of its answer
    std::vector<HeldRequests> waiting{};  ///< in the file; for targets that the endpoint has

    [[nodiscard]] bool holdsForwarding() const { return forward || !waiting.empty(); }
    bool operator==(const HeldEndpoint&) const = default;
};

struct HeldStore {
    TrustReason reason = TrustReason::None;
    std::string knownPath{};              ///< Copied: of the file that is known
    std::vector<HeldEndpoint> endpoints{};
    bool drafts = false;                  ///< edited requests beside the store, with the addresses they were to go to

    [[nodiscard]] bool any() const { return drafts || !endpoints.empty(); }
    bool operator==(const HeldStore&) const = default;
};

/// What the user agrees to.
struct TrustConsent {
    std::vector<EndpointId> forwards{};   ///< endpoints that may pass on, with what waits for their targets
    std::vector<EndpointId> answers{};    ///< endpoints that may answer as they say
    bool drafts = false;
};
/// To all of it.
[[nodiscard]] inline TrustConsent consentToAll(const HeldStore& held)
{
    TrustConsent consent;
    for (const HeldEndpoint& one : held.endpoints) {
        if (one.holdsForwarding())
            consent.forwards.push_back(one.endpoint);
        if (one.answer)
            consent.answers.push_back(one.endpoint);
    }
    consent.drafts = held.drafts;
    return consent;
}

} // namespace hookloupe
