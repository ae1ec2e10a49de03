// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/row_search.h"

#include <algorithm>

namespace hookloupe::store {

namespace {

// A page that cannot be read hides the rows of ids unknown, so the search goes on one id at a time; not without end, as a
// damaged number may claim that there are 2^60 of them.
constexpr std::int64_t mostErrorsInARow = 2'000'000;
// Where nothing is damaged a look-up takes some microseconds and says nothing. So many at both ends of a gap, as many spread
// between, and this many in all.
constexpr std::int64_t gapProbes = 5'000;
constexpr std::int64_t mostProbes = 2'000'000;

enum class Found { Rows, Nothing, Damage, Stop };

class Search {
public:
    Search(Statement& from, std::int64_t last, const RowHandler& handler)
        : m_from(from), m_last(last), m_handler(handler)
    {
    }

    void run(const std::vector<std::int64_t>& known)
    {
        if (!everyGap())
            return;
        for (const std::int64_t id : known) {
            if (id >= 1 && id <= m_last && !m_seen.contains(id) && rowsFrom(id) == Found::Stop)
                return;
        }
    }

private:
    /// False: stopped.
    bool everyGap()
    {
        std::int64_t errors = 0;
        for (std::int64_t id = m_seen.nextUnseen(1); id <= m_last && errors < mostErrorsInARow;) {
            const Found found = rowsFrom(id);
            if (found == Found::Stop)
                return false;
            errors = found == Found::Damage ? errors + 1 : 0;
            id = found == Found::Nothing ? afterNothingAt(id) : m_seen.nextUnseen(id + 1);
        }
        return true;
    }

    std::int64_t afterNothingAt(std::int64_t id)
    {
        const std::int64_t end = m_seen.gapEnd(id, m_last);
        if (end != m_gapEnd) {
            m_gapEnd = end;
            m_probesHere = 0;
        }
        ++m_probesHere;
        ++m_probes;
        const std::int64_t left = end - id - 1;
        if (m_probesHere == gapProbes)
            m_stride = std::max<std::int64_t>((left - gapProbes) / gapProbes, 1);
        const bool spread = m_probesHere >= gapProbes && left > gapProbes;
        const std::int64_t next = m_probes > mostProbes ? end : id + (spread ? std::min(m_stride, left - gapProbes) : 1);
        return m_seen.nextUnseen(next);
    }

    /// Reads on from an id until a row comes that was there before: damaged links between pages may lead back without end.
    Found rowsFrom(std::int64_t id)
    {
        m_from.bind(1, id);
        Found found = Found::Nothing;
        for (;;) {
            const auto row = m_from.step();
            const bool foreign = row && *row && !m_handler.belongs(m_from);
            if (!row || foreign)
                found = found == Found::Rows ? found : Found::Damage;
            if (!row || !*row || foreign)
                break;
            const std::int64_t here = m_from.number(0);
            if (here < 1 || here > m_last || !m_seen.insert(here))
                break;
            found = Found::Rows;
            if (!m_handler.take(m_from)) {
                found = Found::Stop;
                break;
            }
        }
        m_from.reset();
        return found;
    }

    Statement& m_from;
    const std::int64_t m_last;
    const RowHandler& m_handler;
    SeenIds m_seen;
    std::int64_t m_probes = 0;     ///< that found nothing
    std::int64_t m_gapEnd = 0;     ///< of the gap that was probed last
    std::int64_t m_probesHere = 0;
    std::int64_t m_stride = 1;
};

} // namespace

bool SeenIds::insert(std::int64_t id)
{
    auto after = m_ranges.upper_bound(id);
    const auto before = after == m_ranges.begin() ? m_ranges.end() : std::prev(after);
    if (before != m_ranges.end() && before->second >= id)
        return false;
    const bool joinsAfter = after != m_ranges.end() && after->first - 1 == id;
    const std::int64_t last = joinsAfter ? after->second : id;
    if (joinsAfter)
        m_ranges.erase(after);
    if (before != m_ranges.end() && before->second + 1 == id)
        before->second = last;
    else
        m_ranges.emplace(id, last);
    return true;
}

bool SeenIds::contains(std::int64_t id) const
{
    return nextUnseen(id) != id;
}

std::int64_t SeenIds::gapEnd(std::int64_t id, std::int64_t last) const
{
    const auto after = m_ranges.upper_bound(id);
    return after == m_ranges.end() ? last + 1 : after->first;
}

std::int64_t SeenIds::nextUnseen(std::int64_t id) const
{
    const auto after = m_ranges.upper_bound(id);
    if (after == m_ranges.begin() || std::prev(after)->second < id)
        return id;
    return std::prev(after)->second + 1;
}

void forEachReadableRow(Statement& from, std::int64_t last, const std::vector<std::int64_t>& known,
                        const RowHandler& handler)
{
    Search(from, last, handler).run(known);
}

} // namespace hookloupe::store
