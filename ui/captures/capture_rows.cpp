// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_rows.h"

#include <algorithm>

namespace hookloupe::ui {

CaptureRows::CaptureRows(std::vector<CaptureId> ids, Order order) : m_order(order), m_ids(std::move(ids))
{
    if (m_order == Order::Descending)
        std::reverse(m_ids.begin(), m_ids.end());
    if (m_ids.empty())
        return;
    m_newest = m_order == Order::Given ? *std::max_element(m_ids.begin(), m_ids.end()) : m_ids.back();
}

std::size_t CaptureRows::placeOf(int row) const
{
    const auto place = static_cast<std::size_t>(row);
    return m_order == Order::Descending ? m_ids.size() - 1 - place : place;
}

/// Ids have few gaps, so an array from the smallest to the largest is the smallest index and the quickest. With large
/// gaps (long stretches were deleted) it costs 4 bytes an id that is gone.
void CaptureRows::indexAll() const
{
    m_indexed = true;
    m_index.clear();
    if (m_ids.empty())
        return;
    const auto [smallest, largest] = std::minmax_element(m_ids.begin(), m_ids.end());
    m_smallest = toInt(*smallest);
    m_index.assign(static_cast<std::size_t>(toInt(*largest) - m_smallest) + 1, -1);
    for (std::size_t row = 0; row < m_ids.size(); ++row)
        m_index[static_cast<std::size_t>(toInt(m_ids[row]) - m_smallest)] = static_cast<std::int32_t>(row);
}

int CaptureRows::rowOf(CaptureId id) const
{
    if (m_order == Order::Given) {
        if (!m_indexed)
            indexAll();
        const std::int64_t place = toInt(id) - m_smallest;
        return place < 0 || place >= static_cast<std::int64_t>(m_index.size()) ? -1
                                                                               : m_index[static_cast<std::size_t>(place)];
    }
    const auto found = std::lower_bound(m_ids.begin(), m_ids.end(), id);
    if (found == m_ids.end() || *found != id)
        return -1;
    const int place = static_cast<int>(found - m_ids.begin());
    return m_order == Order::Descending ? size() - 1 - place : place;
}

void CaptureRows::add(const std::vector<CaptureId>& ids)
{
    if (ids.empty())
        return;
    if (m_indexed && !m_index.empty()) {
        m_index.resize(static_cast<std::size_t>(toInt(ids.back()) - m_smallest) + 1, -1);
        for (std::size_t i = 0; i < ids.size(); ++i)
            m_index[static_cast<std::size_t>(toInt(ids[i]) - m_smallest)] = static_cast<std::int32_t>(m_ids.size() + i);
    } else {
        m_indexed = false;
    }
    m_ids.insert(m_ids.end(), ids.begin(), ids.end());
    m_newest = ids.back();
}

std::vector<std::pair<int, int>> CaptureRows::rangesOf(const std::function<bool(CaptureId)>& gone) const
{
    std::vector<std::pair<int, int>> ranges;
    for (int row = 0; row < size(); ++row) {
        if (!gone(at(row)))
            continue;
        if (!ranges.empty() && ranges.back().second == row - 1)
            ranges.back().second = row;
        else
            ranges.emplace_back(row, row);
    }
    return ranges;
}

void CaptureRows::removeRange(int first, int last)
{
    const auto [low, high] = std::minmax({placeOf(first), placeOf(last)}); // a list: values, not references
    m_ids.erase(m_ids.begin() + static_cast<std::ptrdiff_t>(low), m_ids.begin() + static_cast<std::ptrdiff_t>(high) + 1);
    m_indexed = false;
}

void CaptureRows::removeWhere(const std::function<bool(CaptureId)>& gone)
{
    std::erase_if(m_ids, gone);
    m_indexed = false;
}

void CaptureRows::turn()
{
    m_order = m_order == Order::Ascending ? Order::Descending : Order::Ascending;
}

} // namespace hookloupe::ui
