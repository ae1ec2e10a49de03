// SPDX-License-Identifier: GPL-3.0-or-later
// The first byte chooses the page size that the database says, the rest is a write-ahead log; its start is read as a
// "-shm" file, too. Most checksums are put right, or no frame of a changed log would be whole.
#include "wal/log_rewrite.h"
#include "wal/wal_index.h"

#include <cstdint>
#include <cstdlib>

using namespace hookloupe::wal;

namespace {

ReadBytes reader(const std::string& bytes)
{
    return [&bytes](std::uint64_t offset, std::size_t count) {
        return offset < bytes.size() ? bytes.substr(static_cast<std::size_t>(offset), count) : std::string();
    };
}

void check(bool good)
{
    if (!good)
        std::abort();
}

void lookAt(const std::string& log, std::uint32_t pageSize)
{
    const LogScan scan = scanLog(reader(log), log.size(), pageSize);
    std::int64_t last = 0;
    std::size_t committed = 0;
    for (std::size_t i = 0; i < scan.whole.size(); ++i) {
        check(scan.whole[i].number > last && scan.whole[i].page > 0);
        last = scan.whole[i].number;
        if (scan.whole[i].committed > 0)
            committed = i + 1;
    }
    check(scan.firstBad == 0 || scan.played < scan.firstBad);
    std::string anew;
    check(rewriteLog(reader(log), scan, [&](std::string_view bytes) {
        anew += bytes;
        return true;
    }));
    check(anew.empty() == (committed == 0));
    if (anew.empty())
        return;
    const LogScan again = scanLog(reader(anew), anew.size(), pageSize);
    check(again.headerGood && !again.damaged() && again.firstBad == 0);
    check(again.whole.size() == committed && again.played == static_cast<std::int64_t>(committed));
}

/// Each frame but those whose page number is odd in its highest bit goes on from the one before.
std::string withChecksums(std::string log, std::uint32_t pageSize)
{
    if (log.size() < logHeaderBytes)
        return log;
    const auto put = [&](std::size_t at, Checksum sum) {
        std::string bytes;
        appendBigEndian(bytes, sum.first);
        appendBigEndian(bytes, sum.second);
        log.replace(at, 8, bytes);
    };
    Checksum sum = checksum(std::string_view(log).substr(0, 24), {}, ByteOrder::Little);
    put(24, sum);
    for (std::size_t at = logHeaderBytes; at + frameHeaderBytes + pageSize <= log.size(); at += frameHeaderBytes + pageSize) {
        const std::string_view frame(log.data() + at, frameHeaderBytes + pageSize);
        if (frame[0] & 1)
            continue;
        sum = checksum(frame.substr(frameHeaderBytes), checksum(frame.substr(0, 8), sum, ByteOrder::Little), ByteOrder::Little);
        put(at + 16, sum);
    }
    return log;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const std::uint32_t pageSize = 512u << data[0] % 3;
    const std::string log(reinterpret_cast<const char*>(data) + 1, size - 1);
    lookAt(log, pageSize);
    lookAt(withChecksums(log, pageSize), pageSize);
    if (const auto index = readWalIndex(log))
        check(index->salts.size() == 8);
    return 0;
}
