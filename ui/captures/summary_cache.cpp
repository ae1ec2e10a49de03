// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/summary_cache.h"

#include <algorithm>
#include <vector>

namespace hookloupe::ui {

const CaptureSummary* SummaryCache::find(CaptureId id) const
{
    const auto found = m_entries.find(toInt(id));
    if (found == m_entries.end())
        return nullptr;
    found->second.used = ++m_clock;
    return &found->second.summary;
}

void SummaryCache::put(CaptureSummary summary)
{
    if (m_entries.size() >= m_capacity)
        dropOlderHalf();
    Entry& entry = m_entries[toInt(summary.id)];
    entry.summary = std::move(summary);
    entry.expired = false;
    entry.used = ++m_clock;
}

bool SummaryCache::apply(const AnswerReport& report)
{
    const auto found = m_entries.find(toInt(report.capture));
    if (found == m_entries.end())
        return false;
    enter(report, found->second.summary);
    return true;
}

bool SummaryCache::apply(const Annotated& annotated)
{
    const auto found = m_entries.find(toInt(annotated.id));
    if (found == m_entries.end())
        return false;
    found->second.summary.annotation = annotated.annotation;
    return true;
}

bool SummaryCache::apply(const JudgedAnew& judged)
{
    const auto found = m_entries.find(toInt(judged.capture));
    if (found == m_entries.end())
        return false;
    enter(judged, found->second.summary);
    return true;
}

bool SummaryCache::isFresh(CaptureId id) const
{
    const auto found = m_entries.find(toInt(id));
    return found != m_entries.end() && !found->second.expired;
}

void SummaryCache::expire(EndpointId endpoint)
{
    for (auto& [id, entry] : m_entries)
        entry.expired = entry.expired || entry.summary.endpoint == endpoint;
}

void SummaryCache::dropOlderHalf()
{
    std::vector<std::uint64_t> uses;
    uses.reserve(m_entries.size());
    for (const auto& [id, entry] : m_entries)
        uses.push_back(entry.used);
    const auto middle = uses.begin() + static_cast<std::ptrdiff_t>(uses.size() / 2);
    std::nth_element(uses.begin(), middle, uses.end());
    std::erase_if(m_entries, [limit = *middle](const auto& item) { return item.second.used < limit; });
}

} // namespace hookloupe::ui
