// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/file_watch.h"

#include "store/sqlite.h"

namespace hookloupe::store {

namespace {

constexpr int timesToBelieve = 4; // of the very same file, with pauses in between

std::optional<HighWater> reachedIn(const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Immutable); // it takes no lock, and drops none of this program
    if (!connection)
        return std::nullopt;
    const auto reached = readHighWater(*connection);
    return reached ? std::optional(*reached) : std::nullopt;
}

} // namespace

FileWatch::FileWatch(const std::string& path) : m_path(path), m_file(fileAt(path))
{
    if (const auto reached = reachedIn(path))
        m_reached = *reached;
}

bool FileWatch::looksRight()
{
    const std::lock_guard lock(m_mutex);
    const auto now = fileAt(m_path);
    if (!now || !m_file || now->identity != m_file->identity)
        return true; // it has another name: StoreWatch sees that
    const auto there = reachedIn(m_path);
    if (there && !there->isBehind(m_reached)) {
        m_reached = *there;
        m_wrong = m_wrong < timesToBelieve ? 0 : m_wrong;
        return true;
    }
    if (m_wrong < timesToBelieve) {
        m_wrong = now->changedAt == m_wrongAt ? m_wrong + 1 : 1;
        m_wrongAt = now->changedAt;
    }
    return false;
}

bool FileWatch::isWrittenOver() const
{
    const std::lock_guard lock(m_mutex);
    return m_wrong >= timesToBelieve;
}

} // namespace hookloupe::store
