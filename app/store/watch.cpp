// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/watch.h"

#include <limits>

namespace hookloupe::store {

namespace {

std::optional<FileIdentity> identityAt(const std::string& path)
{
    const auto found = fileAt(path);
    return found ? std::optional(found->identity) : std::nullopt;
}

} // namespace

std::optional<std::int64_t> StoreWatch::Beside::bytes() const
{
    if (!identity)
        return std::numeric_limits<std::int64_t>::max();
    const auto found = fileAt(path);
    return found && found->identity == *identity ? std::optional(found->bytes) : std::nullopt;
}

void StoreWatch::Beside::remove() const
{
    std::error_code ignored;
    if (identity && identityAt(path) == identity)
        std::filesystem::remove(toPath(path), ignored);
}

StoreWatch::StoreWatch(std::string path, FilePin file, const FileFound& found)
    : m_path(std::move(path)), m_file(std::move(file)), m_log{m_path + "-wal", identityAt(m_path + "-wal")},
      m_shared{m_path + "-shm", identityAt(m_path + "-shm")}, m_bytes(found.bytes), m_changedAt(found.changedAt)
{
}

Result<StoreWatch> StoreWatch::on(const std::string& path)
{
    auto pin = FilePin::on(path);
    const auto file = fileAt(path);
    if (!pin || !file || file->identity != pin->identity())
        return Error{ErrorCode::NotFound, path};
    return StoreWatch(path, std::move(*pin), *file);
}

Fate StoreWatch::look()
{
    m_grew = false;
    m_written = false;
    const auto file = fileAt(m_path);
    if (!file || file->identity != m_file.identity()) {
        if (!m_file.pathNow().empty())
            return Fate::Moved;
        return file ? Fate::Replaced : Fate::Deleted;
    }
    const auto logBytes = m_log.bytes();
    if (!logBytes || !m_shared.bytes())
        return Fate::LogGone;
    if (file->bytes < std::min(m_bytes, m_rewritten.value_or(m_bytes)) || *logBytes < m_leastLog)
        return Fate::CutShort;
    if (file->bytes < m_bytes)
        m_rewritten.reset(); // as it was expected
    m_grew = file->bytes > m_bytes;
    m_bytes = file->bytes;
    m_written = file->changedAt != m_changedAt;
    m_changedAt = file->changedAt;
    return Fate::InPlace;
}

void StoreWatch::sweep() const
{
    if (identityAt(m_path) == m_file.identity())
        return;
    m_log.remove();
    m_shared.remove();
}

} // namespace hookloupe::store
