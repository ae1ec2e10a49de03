// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace hookloupe::http {

/// What a connection speaks that cannot be HTTP/1.1, told by the first byte that it sent: a whole sentence with what to do, or
/// nothing if a request may still begin so. Such a sender may send no line end and wait for an answer of its own protocol.
/// `behindEmptyLines`: two empty lines came before, as in front of PROXY protocol version 2.
[[nodiscard]] std::string_view foreignByFirstByte(char first, bool behindEmptyLines);

/// The same by the first line, without its end.
[[nodiscard]] std::string_view foreignByFirstLine(std::string_view line);

} // namespace hookloupe::http
