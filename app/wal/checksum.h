// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace hookloupe::wal {

/// The running checksum of a write-ahead log, https://sqlite.org/walformat.html section 4.1.
struct Checksum {
    std::uint32_t first = 0;
    std::uint32_t second = 0;

    bool operator==(const Checksum&) const = default;
};

/// In which order the words were read that a log's checksums are of. It says so in its first four bytes.
enum class ByteOrder { Little, Big };

/// Goes on from `seed`. Of bytes beyond a multiple of 8 nothing is counted.
[[nodiscard]] Checksum checksum(std::string_view bytes, Checksum seed, ByteOrder order);

} // namespace hookloupe::wal
