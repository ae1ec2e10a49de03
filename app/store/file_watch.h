// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/files.h"
#include "store/high_water.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

namespace hookloupe::store {

/// Whether somebody wrote an older file over a store in use (`cp backup store`): SQLite sees nothing of that as long as its log is
/// what it was, and goes on with the pages it remembers. What the file holds without its log only ever grows, as pages come into it
/// by checkpoints; so it is read past SQLite's memory. Thread-safe.
class FileWatch {
public:
    static constexpr std::chrono::milliseconds pause{30};
    explicit FileWatch(const std::string& path);

    /// Reads how far the file got: some 200 µs. False: not as far as it was, or it cannot be read. That may be so for a moment, while
    /// pages come into it; to be asked again after `pause`, until isWrittenOver() or it looks right.
    [[nodiscard]] bool looksRight();
    /// Once seen it stays so.
    [[nodiscard]] bool isWrittenOver() const;

private:
    const std::string m_path;
    const std::optional<FileFound> m_file;
    mutable std::mutex m_mutex;
    HighWater m_reached;
    std::int64_t m_wrongAt = 0; ///< FileFound::changedAt of what looked wrong
    int m_wrong = 0;            ///< times, one after the other
};

} // namespace hookloupe::store
