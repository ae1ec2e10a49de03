// SPDX-License-Identifier: GPL-3.0-or-later
#include "wal/wal_index.h"

#include "wal/checksum.h"

#include <bit>

namespace hookloupe::wal {

namespace {
// The header stands there twice, the copy last written first.
constexpr std::size_t copyBytes = 48;
constexpr std::size_t initialisedAt = 12;
constexpr std::size_t framesAt = 16;
constexpr std::size_t saltsAt = 32;
constexpr std::size_t sumAt = 40;
constexpr std::size_t copiedAt = 96;
constexpr std::uint32_t formatVersion = 3007000;

constexpr ByteOrder native = std::endian::native == std::endian::little ? ByteOrder::Little : ByteOrder::Big;

std::uint32_t number(std::string_view bytes, std::size_t at)
{
    return native == ByteOrder::Little ? littleEndian(bytes, at) : bigEndian(bytes, at);
}

} // namespace

std::optional<WalIndex> readWalIndex(std::string_view bytes)
{
    if (bytes.size() < walIndexHeaderBytes || bytes.substr(0, copyBytes) != bytes.substr(copyBytes, copyBytes))
        return std::nullopt;
    const bool ours = number(bytes, 0) == formatVersion && bytes[initialisedAt] == 1;
    const Checksum stored{number(bytes, sumAt), number(bytes, sumAt + 4)};
    if (!ours || !(checksum(bytes.substr(0, sumAt), {}, native) == stored))
        return std::nullopt;
    return WalIndex{number(bytes, framesAt), number(bytes, copiedAt), std::string(bytes.substr(saltsAt, 8))};
}

} // namespace hookloupe::wal
