// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/signing.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hookloupe::verify {

/// What of a body a signature does not cover. Only Speckle's string dialect leaves anything out: it signs the payload alone,
/// so whoever has one signed request can write what he likes beside it. And Standard Webhooks' `id.timestamp.body` can be divided
/// elsewhere.
struct Coverage {
    std::vector<std::string> unsignedNames{}; ///< of the members beside the payload, decoded, in order; at most `mostNamed`
    std::size_t unsignedMembers = 0;        ///< all of them
    bool repeatedPayload = false;  ///< a further member of that name, in any case (Go and .NET read names so)
    bool unreadable = false;       ///< the body is no JSON object to its end, so each reader may see something else in it
    bool wholeBodyInside = false;  ///< what is signed is a body of its own, which was signed whole: it has a payload, or is no object
    bool timeInFront = false;      ///< the body begins with a time and a dot: an id with a dot, that time and the rest are signed so, too

    static constexpr std::size_t mostNamed = 8;

    [[nodiscard]] bool all() const
    {
        return unsignedMembers == 0 && !repeatedPayload && !unreadable && !wholeBodyInside && !timeInFront;
    }
    bool operator==(const Coverage&) const = default;
};

/// Linear: the payload is read once. Pure; any thread.
[[nodiscard]] Coverage coverageOf(const Scheme& scheme, const CoveredBody& body);

} // namespace hookloupe::verify
