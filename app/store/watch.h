// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/files.h"
#include "store/store.h"

#include <algorithm>
#include <optional>
#include <string>

namespace hookloupe::store {

/// Whether the files of a store in use are still those at its path: SQLite writes on into one that has no name any more.
/// One thread at a time.
class StoreWatch {
public:
    /// To be made while a connection has the store's log open. NotFound if the file is gone by then.
    [[nodiscard]] static Result<StoreWatch> on(const std::string& path);

    [[nodiscard]] const std::string& path() const { return m_path; }
    /// What became of them. Some microseconds, to be asked before and after each commit.
    [[nodiscard]] Fate look();
    /// Where the file is now, if it has a name still.
    [[nodiscard]] std::string fileNow() const { return m_file.pathNow(); }
    [[nodiscard]] const FileIdentity& file() const { return m_file.identity(); }

    /// Where one grows, it is not to get smaller: so much is in the log now (0: not known), in bytes.
    void logHolds(std::int64_t bytes) { m_leastLog = bytes; }
    /// The file may get as small as that, as it was rewritten: bytes.
    void fileMayShrinkTo(std::int64_t bytes) { m_rewritten = bytes; }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; } ///< of the file, when it was last looked at
    /// Whether the file was larger at the last look() than at the one before.
    [[nodiscard]] bool grew() const { return m_grew; }
    /// Whether anybody wrote into the file between the last look() and the one before.
    [[nodiscard]] bool wasWritten() const { return m_written; }
    /// What comes after so many bytes was appended by another program, and goes with the next checkpoint.
    void fileHolds(std::int64_t bytes) { m_bytes = std::min(m_bytes, bytes); }

    /// Removes the log's files of a store that is not at its path any more, which SQLite leaves there: they would be played
    /// into the next one. To be called after every connection was closed.
    void sweep() const;

private:
    /// A file beside the store.
    struct Beside {
        std::string path;
        std::optional<FileIdentity> identity; ///< none: there was no such file
        [[nodiscard]] std::optional<std::int64_t> bytes() const; ///< nothing if it is gone, or another one
        void remove() const;
    };

    StoreWatch(std::string path, FilePin file, const FileFound& found);

    std::string m_path;
    FilePin m_file;
    Beside m_log;
    Beside m_shared;
    std::int64_t m_bytes;                        ///< of the file, when it was last looked at
    std::optional<std::int64_t> m_rewritten{};   ///< it may get as small as that
    std::int64_t m_leastLog = 0;
    std::int64_t m_changedAt;                    ///< FileFound::changedAt, likewise
    bool m_grew = false;
    bool m_written = false;
};

} // namespace hookloupe::store
