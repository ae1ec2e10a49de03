// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace hookloupe::test {

/// A body made to hurt who shows it.
struct HostileBody {
    std::string name;             ///< "5 MB on one line"
    std::string contentType;
    std::string contentEncoding;  ///< empty = none
    std::string body;

    /// POST `path` with this body; any Host.
    [[nodiscard]] std::string request(const std::string& path) const;
};

/// Markup, terminal escapes, control and bidirectional characters, 5 MB on one line, 10,000 keys, depth 1,000, the recorded
/// 1.2 MB screenshot, a decompression bomb (1 GiB), a PNG head of 20,000 × 20,000 px, numbers by the hundred thousand,
/// strings within strings, and 16 MiB of noise.
[[nodiscard]] std::vector<HostileBody> hostileBodies();

/// Ten times that and more, each of nearly the most that a request may have, for benchmarks: bytes that are no UTF-8 as a text
/// and in JSON, a multipart part of 30 million header lines, nothing but line feeds, a hundred and more large pictures.
[[nodiscard]] std::vector<std::string> heavyBodyNames();
[[nodiscard]] HostileBody heavyBody(const std::string& name);

} // namespace hookloupe::test
