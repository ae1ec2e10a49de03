// SPDX-License-Identifier: GPL-3.0-or-later
#include "wal/checksum.h"

#include "wal/bytes.h"

namespace hookloupe::wal {

namespace {

template <auto wordAt>
Checksum sum(std::string_view bytes, Checksum seed)
{
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        seed.first += wordAt(bytes, at) + seed.second;
        seed.second += wordAt(bytes, at + 4) + seed.first;
    }
    return seed;
}

} // namespace

Checksum checksum(std::string_view bytes, Checksum seed, ByteOrder order)
{
    return order == ByteOrder::Little ? sum<littleEndian>(bytes, seed) : sum<bigEndian>(bytes, seed);
}

} // namespace hookloupe::wal
