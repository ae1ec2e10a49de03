// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/refusal.h"

#include <cstddef>
#include <string>
#include <vector>

namespace hookloupe::test {

/// What a client sends on a fresh connection with the product's default limits, and what must come of it. Legal curiosities
/// are among them: a gate that refuses everything is not strict but broken.
struct HostileRequest {
    std::string name;
    std::string bytes;      ///< everything the client sends
    std::size_t consumed = 0; ///< bytes that belong to taken requests and to the refused one, up to the byte that shows the fault
    int taken = 0;          ///< requests to be taken, in order; each is answered, none may be taken beyond them
    Refusal refusal = Refusal::None; ///< of what follows the taken ones
    int status = 200;       ///< of the refusal's answer; 200 if there is none
    bool closes = false;    ///< the connection must be closed after the last answer
};

/// Targets that start with this must never be seen as a request: they are hidden in bodies or behind a fault.
inline constexpr const char* smuggledTarget = "/smuggled";

/// More than 110 inputs. None of them is larger than 128 KiB; none waits for a deadline.
[[nodiscard]] std::vector<HostileRequest> hostileRequests();

} // namespace hookloupe::test
