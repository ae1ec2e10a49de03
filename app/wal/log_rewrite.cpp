// SPDX-License-Identifier: GPL-3.0-or-later
#include "wal/log_rewrite.h"

namespace hookloupe::wal {

namespace {

void appendSum(std::string& bytes, Checksum sum)
{
    appendBigEndian(bytes, sum.first);
    appendBigEndian(bytes, sum.second);
}

} // namespace

bool rewriteLog(const ReadBytes& read, const LogScan& scan, const WriteBytes& write)
{
    constexpr std::uint32_t magic = 0x377f0682; // its last bit: the order of bytes
    constexpr std::uint32_t formatVersion = 3007000;
    std::size_t count = scan.whole.size();
    while (count > 0 && scan.whole[count - 1].committed == 0)
        --count;
    if (count == 0)
        return true;
    const LogHeader& header = scan.header;
    std::string bytes;
    appendBigEndian(bytes, magic | (header.order == ByteOrder::Big ? 1u : 0u));
    appendBigEndian(bytes, formatVersion);
    appendBigEndian(bytes, header.pageSize);
    appendBigEndian(bytes, 0); // how often it was begun anew: nobody reads that
    bytes += header.salts;
    Checksum sum = checksum(bytes, {}, header.order);
    appendSum(bytes, sum);
    if (!write(bytes))
        return false;
    const std::size_t frameBytes = frameHeaderBytes + header.pageSize;
    for (std::size_t i = 0; i < count; ++i) {
        const auto before = static_cast<std::uint64_t>(scan.whole[i].number - 1);
        const std::string frame = read(logHeaderBytes + before * frameBytes, frameBytes);
        if (frame.size() < frameBytes)
            return false;
        bytes = frame.substr(0, 8); // the page's number, and whether a transaction ends
        const std::string_view page = std::string_view(frame).substr(frameHeaderBytes);
        sum = checksum(page, checksum(bytes, sum, header.order), header.order);
        bytes += header.salts;
        appendSum(bytes, sum);
        bytes += page;
        if (!write(bytes))
            return false;
    }
    return true;
}

} // namespace hookloupe::wal
