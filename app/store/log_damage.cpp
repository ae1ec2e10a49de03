// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/log_damage.h"

#include "store/files.h"
#include "store/schema.h"
#include "wal/log_rewrite.h"
#include "wal/wal_index.h"

#include <algorithm>
#include <fstream>
#include <memory>

namespace hookloupe::store {

namespace {

constexpr std::uint64_t pageSizeAt = 16; // https://sqlite.org/fileformat2.html section 1.3

/// As the database's header says, or as ours are.
std::uint32_t pageSizeOf(const std::string& path)
{
    const std::string bytes = readPart(path, pageSizeAt, 2);
    if (bytes.size() < 2)
        return pageBytes;
    const std::uint32_t stored = std::uint32_t{static_cast<unsigned char>(bytes[0])} << 8 | static_cast<unsigned char>(bytes[1]);
    const std::uint32_t size = stored == 1 ? 65536 : stored;
    return size >= 512 && (size & (size - 1)) == 0 ? size : pageBytes;
}

wal::ReadBytes readerOf(const std::string& path)
{
    auto file = std::make_shared<std::ifstream>(toPath(path), std::ios::binary);
    return [file](std::uint64_t offset, std::size_t count) {
        std::string bytes(count, '\0');
        file->clear();
        file->seekg(static_cast<std::streamoff>(offset));
        file->read(bytes.data(), static_cast<std::streamsize>(count));
        bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file->gcount(), 0)));
        return bytes;
    };
}

struct LogState {
    wal::LogScan scan;
    std::int64_t missing = 0; ///< pages that were committed and are neither in the log nor in the database
};

LogState lookAtLog(const std::string& path)
{
    const std::string log = path + "-wal";
    const std::int64_t bytes = fileSize(log);
    LogState state;
    if (bytes > 0)
        state.scan = wal::scanLog(readerOf(log), static_cast<std::uint64_t>(bytes), pageSizeOf(path));
    if (fileSize(path + "-shm") < static_cast<std::int64_t>(wal::walIndexHeaderBytes))
        return state;
    // The index outlives a killed program, as the log does.
    const auto index = wal::readWalIndex(readPart(path + "-shm", 0, wal::walIndexHeaderBytes));
    if (index && (bytes == 0 || (state.scan.headerGood && index->salts == state.scan.header.salts))) {
        const std::int64_t there = std::max(state.scan.whole.empty() ? 0 : state.scan.whole.back().number, index->copied);
        state.missing = std::max<std::int64_t>(index->frames - there, 0);
    }
    return state;
}

} // namespace

std::optional<std::string> findLogDamage(const std::string& path)
{
    const auto [scan, missing] = lookAtLog(path);
    if (scan.damaged() && !scan.headerGood)
        return "the write-ahead log has no readable header";
    if (scan.damaged())
        return "page " + std::to_string(scan.firstBad) + " of the write-ahead log is damaged";
    if (missing > 0)
        return std::to_string(missing) + " pages are missing at the end of the write-ahead log";
    return std::nullopt;
}

Result<LogRepair> repairLog(const std::string& path, const std::string& copy)
{
    const auto [scan, missing] = lookAtLog(path);
    LogRepair repair{scan.damaged() || missing > 0, false, missing > 0};
    if (!repair.damaged || scan.whole.empty())
        return repair;
    const std::string target = copy + "-wal";
    if (auto created = createPrivateFile(target, {}); !created)
        return created.error();
    std::ofstream out(toPath(target), std::ios::binary | std::ios::app);
    const bool written = wal::rewriteLog(readerOf(path + "-wal"), scan, [&out](std::string_view bytes) {
        return out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).good();
    });
    if (!written || !out.flush()) {
        std::error_code ignored;
        const bool full = std::filesystem::space(toPath(target).parent_path(), ignored).available < 1024 * 1024;
        return Error{full ? ErrorCode::DiskFull : ErrorCode::Failed, target + ": could not be written"};
    }
    repair.anyLeft = fileSize(target) > 0;
    return repair;
}

} // namespace hookloupe::store
