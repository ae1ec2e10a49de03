// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/reserve.h"

#include <algorithm>

namespace hookloupe::store {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t least = 1024 * 1024;

/// Not a file of the user's that happens to have this name.
bool isReserve(const std::string& path)
{
    std::error_code code;
    if (!fs::is_regular_file(fs::symlink_status(toPath(path), code)) || fileSize(path) > Reserve::most)
        return false;
    const std::string start = readPart(path, 0, 4096);
    return std::all_of(start.begin(), start.end(), [](char c) { return c == '\0'; });
}

} // namespace

Reserve::Reserve(const std::string& store) : m_path(store + ".reserve")
{
    std::error_code ignored;
    if (isReserve(m_path))
        fs::remove(toPath(m_path), ignored);
}

Reserve::~Reserve()
{
    (void)giveUp();
}

void Reserve::make()
{
    const std::int64_t room = freeSpaceFor(m_path).value_or(0) + m_bytes;
    const std::int64_t wanted = std::min(most, room / 4) / least * least;
    if (wanted < least || wanted < 2 * m_bytes)
        return;
    (void)giveUp();
    if (!allocateFile(m_path, wanted))
        return;
    const auto made = fileAt(m_path);
    m_file = made ? std::optional(made->identity) : std::nullopt;
    m_bytes = wanted;
}

bool Reserve::giveUp()
{
    if (m_bytes == 0)
        return false;
    const auto there = fileAt(m_path);
    std::error_code ignored;
    const bool gone = there && m_file == there->identity && fs::remove(toPath(m_path), ignored);
    m_bytes = 0;
    m_file.reset();
    return gone;
}

} // namespace hookloupe::store
