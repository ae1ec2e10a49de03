// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wal/bytes.h"
#include "wal/checksum.h"

#include <vector>

namespace hookloupe::wal {

inline constexpr std::size_t logHeaderBytes = 32;
inline constexpr std::size_t frameHeaderBytes = 24;

/// What the first 32 bytes of a write-ahead log say, https://sqlite.org/walformat.html.
struct LogHeader {
    ByteOrder order = ByteOrder::Little;
    std::uint32_t pageSize = 0;
    std::string salts; ///< 8 bytes, the same in each frame until the log is begun anew
};

/// A page as some transaction left it.
struct LogFrame {
    std::int64_t number = 0;    ///< in the log, from 1
    std::uint32_t page = 0;
    std::uint32_t committed = 0; ///< pages of the database after the transaction that ends here; 0: it goes on

    bool operator==(const LogFrame&) const = default;
};

/// What is in a log. Each frame's checksum goes on from that of the frame before, which stands beside it: so a frame behind
/// a damaged one can still be told to be whole.
struct LogScan {
    std::uint64_t bytes = 0;
    bool headerGood = false;
    LogHeader header;               ///< if it is not good: as the frames tell, else empty
    std::int64_t played = 0;        ///< frames that SQLite reads: up to the last commit in front of `firstBad`
    std::int64_t firstBad = 0;      ///< number of the first frame that SQLite does not take; 0: none
    std::vector<LogFrame> whole;    ///< all frames of the log's own generation that are as they were written
    std::int64_t commitsBehind = 0; ///< whole ones at or behind `firstBad` that end a transaction

    /// Whether there was more in it than SQLite reads. Not of a log that a killed program left: that has at its end frames
    /// which no commit follows, or those of an earlier generation.
    [[nodiscard]] bool damaged() const { return bytes > 0 && (!headerGood || commitsBehind > 0); }
};

/// Reads a log of `size` bytes, frame by frame: once, four times if its header is damaged. `pageSize` is what the database
/// says, for that case: a power of two from 512 to 65536. Any bytes will do.
[[nodiscard]] LogScan scanLog(const ReadBytes& read, std::uint64_t size, std::uint32_t pageSize);

} // namespace hookloupe::wal
