// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/web_page_quota.h"

#include <algorithm>

namespace hookloupe::server {

namespace {

constexpr std::chrono::minutes minute{1};

} // namespace

bool WebPageQuota::takes(std::size_t perMinute, SteadyTime now)
{
    const auto full = static_cast<double>(perMinute);
    const double minutes = m_at ? std::chrono::duration<double, std::ratio<60>>(now - *m_at).count() : 0;
    m_left = m_at ? std::min(full, m_left + minutes * full) : full;
    m_at = now;
    return m_left > 0;
}

bool WebPageQuota::isToBeShown(SteadyTime now)
{
    if (m_shown && now - *m_shown < minute)
        return false;
    m_shown = now;
    return true;
}

} // namespace hookloupe::server
