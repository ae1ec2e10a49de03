// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "store/sqlite.h"

#include <optional>
#include <vector>

namespace hookloupe::store {

/// The table of endpoints. Errors as in store.h.
[[nodiscard]] Result<std::vector<Endpoint>> readEndpoints(Connection& connection);
[[nodiscard]] Result<Endpoint> saveEndpoint(Connection& connection, Endpoint endpoint);
[[nodiscard]] Status removeEndpoint(Connection& connection, EndpointId id);
/// As Store::restoreEndpoint().
[[nodiscard]] Status restoreEndpoint(Connection& connection, const Endpoint& endpoint);
/// Writes an endpoint with the id it has, in place of one that has it already.
[[nodiscard]] Status putEndpoint(Connection& connection, const Endpoint& endpoint);

/// As Store::guardedEndpoints(). They are a text in `meta`: a number in each line.
[[nodiscard]] Result<std::optional<std::vector<EndpointId>>> readGuarded(Connection& connection);
[[nodiscard]] Status writeGuarded(Connection& connection, const std::vector<EndpointId>& endpoints);

} // namespace hookloupe::store
