// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hookloupe::http {

enum class PortRule { Optional, Required };

/// `uri-host [":" port]` of RFC 9110 section 7.2 with a host that is not empty: a registered name, an IPv4 address, or an
/// IPv6 or future address in brackets (RFC 3986 section 3.2.2). A port is at most 65535; "host:" counts as without one.
[[nodiscard]] bool isHostAndPort(std::string_view text, PortRule rule = PortRule::Optional);

} // namespace hookloupe::http
