// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::simulate {

/// Names of fields that give somebody else's rights or prove who sent it: Authorization, Proxy-Authorization, Cookie, and the
/// signature of every scheme known. Each once.
[[nodiscard]] std::vector<std::string> credentialNames();

/// Those of them that stand in a head, as written there; each once, in their order.
[[nodiscard]] std::vector<std::string> credentialFields(std::string_view head);

/// The head without these fields; every other byte stays.
[[nodiscard]] std::string withoutFields(std::string_view head, const std::vector<std::string>& names);

} // namespace hookloupe::simulate
