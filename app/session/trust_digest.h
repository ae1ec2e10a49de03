// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "capture/trust.h"
#include "store/reader.h"
#include "store/store.h"

#include <string>
#include <vector>

namespace hookloupe::session {

// Digests of what a store may do: hex of a SHA-256. Two that are equal do the same to the same requests.

/// Of where an endpoint passes on what it accepts, and of what it accepts; empty if it has no target.
[[nodiscard]] std::string forwardDigest(const Endpoint& endpoint);
/// Of what it answers, and to what; empty if that is 200 OK.
[[nodiscard]] std::string answerDigest(const Endpoint& endpoint);
[[nodiscard]] std::string queueDigest(const store::InboxTarget& queue);
/// Of what waits in the inbox, with the requests themselves: every byte of the first 10,000 of them, up to 32 MiB.
[[nodiscard]] Result<std::string> inboxDigest(const store::Store& store, const store::Reader& reader);

/// Targets of a forwarding's text; none if it can't be read.
[[nodiscard]] std::vector<std::string> targetsIn(const std::string& forwarding);
[[nodiscard]] std::vector<TrustTarget> trustTargetsIn(const std::string& forwarding);
/// Whether two texts mean the same: a dialog writes them in its own way.
[[nodiscard]] bool meansSameForwarding(const std::string& a, const std::string& b);
[[nodiscard]] bool meansSameAnswer(const std::string& a, const std::string& b);

} // namespace hookloupe::session
