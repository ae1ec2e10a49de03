// SPDX-License-Identifier: GPL-3.0-or-later
#include "wal/log_scan.h"

#include <optional>
#include <utility>

namespace hookloupe::wal {

namespace {

constexpr std::uint32_t magicLittle = 0x377f0682;
constexpr std::uint32_t magicBig = 0x377f0683;
constexpr std::uint32_t formatVersion = 3007000;
constexpr std::size_t saltsAt = 16;       // of the header
constexpr std::size_t headerSumAt = 24;
constexpr std::size_t frameSaltsAt = 8;   // of a frame
constexpr std::size_t frameSumAt = 16;
constexpr std::size_t saltBytes = 8;

constexpr bool isPageSize(std::uint32_t size)
{
    return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

Checksum storedSum(std::string_view bytes, std::size_t at)
{
    return {bigEndian(bytes, at), bigEndian(bytes, at + 4)};
}

std::optional<LogHeader> goodHeader(std::string_view bytes)
{
    if (bytes.size() < logHeaderBytes)
        return std::nullopt;
    const std::uint32_t magic = bigEndian(bytes, 0);
    if ((magic != magicLittle && magic != magicBig) || bigEndian(bytes, 4) != formatVersion)
        return std::nullopt;
    const LogHeader header{magic == magicBig ? ByteOrder::Big : ByteOrder::Little, bigEndian(bytes, 8),
                           std::string(bytes.substr(saltsAt, saltBytes))};
    const bool whole = checksum(bytes.substr(0, headerSumAt), {}, header.order) == storedSum(bytes, headerSumAt);
    return whole && isPageSize(header.pageSize) ? std::optional(header) : std::nullopt;
}

template <typename Handler>
void eachFrame(const ReadBytes& read, std::uint64_t size, std::uint32_t pageSize, Handler handle)
{
    const std::size_t frameBytes = frameHeaderBytes + pageSize;
    std::uint64_t at = logHeaderBytes;
    for (std::int64_t number = 1; at + frameBytes <= size; ++number, at += frameBytes) {
        const std::string frame = read(at, frameBytes);
        if (frame.size() < frameBytes)
            return;
        handle(number, std::string_view(frame));
    }
}

Checksum sumOf(std::string_view frame, Checksum seed, ByteOrder order)
{
    return checksum(frame.substr(frameHeaderBytes), checksum(frame.substr(0, frameSaltsAt), seed, order), order);
}

/// What stands in the place of the header's checksum, from which the first frame's goes on.
Checksum sumOfHeader(std::string_view start)
{
    return start.size() >= logHeaderBytes ? storedSum(start, headerSumAt) : Checksum{};
}

/// Of the frames that go on from the one before: the first salt grows by one each time a log is begun anew. Empty if no
/// frame does.
std::string newestSalts(const ReadBytes& read, std::uint64_t size, std::uint32_t pageSize, ByteOrder order,
                        Checksum before)
{
    std::string newest;
    eachFrame(read, size, pageSize, [&](std::int64_t, std::string_view frame) {
        const Checksum stored = storedSum(frame, frameSumAt);
        const std::string_view salts = frame.substr(frameSaltsAt, saltBytes);
        const bool newer = newest.empty() || static_cast<std::int32_t>(bigEndian(salts, 0) - bigEndian(newest, 0)) > 0;
        if (newer && sumOf(frame, before, order) == stored)
            newest = salts;
        before = stored;
    });
    return newest;
}

class FrameWalk {
public:
    FrameWalk(LogHeader header, Checksum before) : m_stored(before), m_computed(before)
    {
        m_scan.header = std::move(header);
    }

    void take(std::int64_t number, std::string_view frame)
    {
        const LogFrame now{number, bigEndian(frame, 0), bigEndian(frame, 4)};
        const bool salted = frame.substr(frameSaltsAt, saltBytes) == m_scan.header.salts;
        const Checksum stored = storedSum(frame, frameSumAt);
        Checksum computed = sumOf(frame, m_stored, m_scan.header.order);
        const bool inChain = computed == stored;
        bool provesLast = false;
        if (!inChain && !(m_computed == m_stored)) {
            // Of the frame before only the checksum may be damaged: then this one goes on from what it should be.
            const Checksum other = sumOf(frame, m_computed, m_scan.header.order);
            provesLast = other == stored;
            computed = provesLast ? other : computed;
        }
        sqliteTakes(now, inChain && salted && now.page > 0);
        // The checksum does not cover the salts: they, too, may be what is damaged.
        const bool ours = salted || ((inChain || provesLast) && m_lastIsOurs);
        if (ours && provesLast)
            add(m_last);
        if (ours && (inChain || provesLast))
            add(now);
        m_lastIsOurs = ours;
        m_last = now;
        m_stored = stored;
        m_computed = computed;
    }

    [[nodiscard]] LogScan result() && { return std::move(m_scan); }

private:
    void sqliteTakes(const LogFrame& frame, bool good)
    {
        if (m_scan.firstBad > 0)
            return;
        if (!good)
            m_scan.firstBad = frame.number;
        else if (frame.committed > 0)
            m_scan.played = frame.number;
    }

    void add(const LogFrame& frame)
    {
        if (frame.page == 0 || (!m_scan.whole.empty() && m_scan.whole.back().number >= frame.number))
            return;
        m_scan.whole.push_back(frame);
        if (m_scan.firstBad > 0 && frame.committed > 0)
            ++m_scan.commitsBehind;
    }

    LogScan m_scan;
    Checksum m_stored;         ///< what stands beside the frame before
    Checksum m_computed;       ///< what should stand there, going on from the one before it
    LogFrame m_last;
    bool m_lastIsOurs = true;  ///< it is of this generation, as far as can be told
};

LogScan walk(const ReadBytes& read, std::uint64_t size, const LogHeader& header, Checksum before)
{
    FrameWalk frames(header, before);
    eachFrame(read, size, header.pageSize,
              [&](std::int64_t number, std::string_view frame) { frames.take(number, frame); });
    return std::move(frames).result();
}

} // namespace

LogScan scanLog(const ReadBytes& read, std::uint64_t size, std::uint32_t pageSize)
{
    const std::string start = read(0, logHeaderBytes);
    const Checksum before = sumOfHeader(start);
    LogScan scan;
    if (const auto header = goodHeader(start)) {
        scan = walk(read, size, *header, before);
        scan.headerGood = true;
    } else {
        for (const ByteOrder order : {ByteOrder::Little, ByteOrder::Big}) {
            const std::string salts = newestSalts(read, size, pageSize, order, before);
            LogScan other = salts.empty() ? LogScan{} : walk(read, size, {order, pageSize, salts}, before);
            if (other.whole.size() > scan.whole.size())
                scan = std::move(other);
        }
        scan.played = scan.firstBad = 0; // SQLite takes nothing of it
    }
    scan.bytes = size;
    return scan;
}

} // namespace hookloupe::wal
