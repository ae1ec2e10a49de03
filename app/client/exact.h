// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/deliver.h"

#include <string_view>

namespace hookloupe::client {

// The pieces of an exact delivery, for who keeps a Wire of its own: deliver() puts them together over a new connection.

/// What is known before it is sent. The URL's path is the one that the request line names.
[[nodiscard]] Delivery begunExact(const WebUrl& url, std::string_view head, std::string_view body);
/// The bytes and limits of a Shipment in Mode::Exact.
[[nodiscard]] WireRequest exactRequest(Shipment shipment);
/// With what came of it.
[[nodiscard]] Delivery endedExact(Delivery begun, const Outcome& outcome);

} // namespace hookloupe::client
