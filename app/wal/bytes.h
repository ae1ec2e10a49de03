// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace hookloupe::wal {

/// Hands over at most `count` bytes of a file from `offset`; fewer at its end.
using ReadBytes = std::function<std::string(std::uint64_t offset, std::size_t count)>;

/// Four bytes, the most significant first. `at` + 4 must not be beyond the end.
[[nodiscard]] constexpr std::uint32_t bigEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

[[nodiscard]] constexpr std::uint32_t littleEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i > 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return value;
}

inline void appendBigEndian(std::string& bytes, std::uint32_t value)
{
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(value >> shift & 0xff);
}

} // namespace hookloupe::wal
