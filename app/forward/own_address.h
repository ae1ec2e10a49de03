// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/web_url.h"
#include "server/capture_server.h"

#include <cstdint>
#include <string_view>

namespace hookloupe::forward {

/// Whether a connection to that host and port would be taken by this program, which listens at `listening` (port 0: nowhere): what
/// is passed on there comes back, whatever its path. `host` is an address in any spelling, "localhost" or a name below it; for other
/// names no resolver is asked: false. Where it listens on every address (0.0.0.0, ::) the machine's own ones are read from the system.
[[nodiscard]] bool isOwnAddress(std::string_view host, std::uint16_t port, const server::ListenAddress& listening);
/// The same of a URL, of whatever scheme and path; a unix socket is none.
[[nodiscard]] bool isOwnAddress(const client::WebUrl& url, const server::ListenAddress& listening);
/// The same of a URL as it is written; false if it is none.
[[nodiscard]] bool isOwnAddress(std::string_view url, const server::ListenAddress& listening);

} // namespace hookloupe::forward
