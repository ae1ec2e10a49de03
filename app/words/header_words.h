// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace hookloupe::words {

/// What a request field of this name (any case) is for, in one sentence; empty if it is not a known one. Known are those of
/// HTTP that senders of webhooks use, those proxies and tunnels add, and those of every provider in verify's registry.
[[nodiscard]] QString headerMeaning(std::string_view name);

} // namespace hookloupe::words
