// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "capture/capture.h"
#include "store/rows.h"
#include "store/sqlite.h"

#include <string>
#include <vector>

namespace hookloupe::store {

/// Bodies over this size are kept in files of the folder "<store>.bodies": a row of 64 MiB would be written
/// twice (log and file) and kept in memory by SQLite. Bytes.
inline constexpr std::size_t largeBody = 8 * 1024 * 1024;

/// The files of one store's large bodies, named "<capture id>.body" and "<capture id>.dechunked".
class BodyFiles {
public:
    explicit BodyFiles(const std::string& storePath) : m_folder(storePath + ".bodies") {}

    [[nodiscard]] const std::string& folder() const { return m_folder; }

    /// Writes the large parts of a capture to the disk before its row is committed. DiskFull,
    /// PermissionDenied, Failed.
    [[nodiscard]] Result<InFiles> write(const Capture& capture) const;
    /// Reads what the row left out. NotFound if a file is missing.
    [[nodiscard]] Status read(BodyRow& row) const;
    void remove(CaptureId id) const;
    void removeAll() const;
    /// Removes files without a row: a program was killed between writing the file and committing the row, or
    /// between deleting the row and the file.
    void removeOrphans(Connection& connection) const;
    /// Moves them into another folder instead. Fails at the first that could not be moved, or if it cannot be told which
    /// have a row.
    [[nodiscard]] Status moveOrphans(Connection& connection, const std::string& folder) const;
    /// Moves the folder with all that is in it. False if there is nothing.
    [[nodiscard]] Result<bool> moveAll(const std::string& folder) const;
    /// The same files in another folder as well: linked, or copied where that is not possible.
    [[nodiscard]] Status linkAll(const std::string& folder) const;
    [[nodiscard]] std::int64_t totalBytes() const;

private:
    [[nodiscard]] std::string pathOf(CaptureId id, std::string_view part) const;
    std::string m_folder;
};

} // namespace hookloupe::store
