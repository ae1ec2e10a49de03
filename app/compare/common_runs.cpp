// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/common_runs.h"

#include <algorithm>
#include <optional>

namespace hookloupe::compare {

namespace {

using Tokens = std::span<const std::uint64_t>;
/// How far each diagonal was reached with `d` differences; diagonal k stands at [d + k].
using Frontier = std::vector<std::int32_t>;

constexpr std::size_t askEvery = 64; ///< rounds between two questions whether to give up

class Search {
public:
    Search(Tokens before, Tokens after, const RunLimits& limits, const Cancelled& cancelled)
        : m_before(before), m_after(after), m_limits(limits), m_cancelled(cancelled)
    {
    }

    /// The matching pairs' runs, or nothing beyond the limits.
    std::optional<std::vector<Run>> run()
    {
        const auto most = std::min(m_limits.differences, m_before.size() + m_after.size());
        for (std::size_t d = 0; d <= most; ++d) {
            if (m_steps > m_limits.steps || (d % askEvery == 0 && m_cancelled && m_cancelled()))
                return std::nullopt;
            if (advance(static_cast<std::int32_t>(d)))
                return walkBack(static_cast<std::int32_t>(d));
        }
        return std::nullopt;
    }

private:
    /// True when the ends of both were reached.
    bool advance(std::int32_t d)
    {
        Frontier reached(static_cast<std::size_t>(2 * d + 1), -1);
        const auto n = static_cast<std::int32_t>(m_before.size());
        const auto m = static_cast<std::int32_t>(m_after.size());
        bool done = false;
        for (std::int32_t k = -d; k <= d && !done; k += 2) {
            std::int32_t x = d == 0 ? 0 : start(d, k);
            while (x < n && x - k < m && x - k >= 0
                   && m_before[static_cast<std::size_t>(x)] == m_after[static_cast<std::size_t>(x - k)]) {
                ++x;
                ++m_steps;
            }
            ++m_steps;
            reached[static_cast<std::size_t>(d + k)] = x;
            done = x >= n && x - k >= m;
        }
        m_trace.push_back(std::move(reached));
        return done;
    }

    /// The frontier of d - 1 on diagonal k, or -1 beyond its ends.
    std::int32_t reachedBefore(std::int32_t d, std::int32_t k) const
    {
        if (k < -(d - 1) || k > d - 1)
            return -1;
        return m_trace[static_cast<std::size_t>(d - 1)][static_cast<std::size_t>(d - 1 + k)];
    }

    bool cameFromAbove(std::int32_t d, std::int32_t k) const
    {
        return k == -d || (k != d && reachedBefore(d, k - 1) < reachedBefore(d, k + 1));
    }

    std::int32_t start(std::int32_t d, std::int32_t k) const
    {
        return cameFromAbove(d, k) ? reachedBefore(d, k + 1) : reachedBefore(d, k - 1) + 1;
    }

    std::vector<Run> walkBack(std::int32_t d) const
    {
        std::vector<Run> runs;
        auto x = static_cast<std::int32_t>(m_before.size());
        auto y = static_cast<std::int32_t>(m_after.size());
        for (; d >= 0; --d) {
            const std::int32_t k = x - y;
            const std::int32_t from = d == 0 ? 0 : start(d, k);
            if (x > from)
                runs.push_back({static_cast<std::size_t>(from), static_cast<std::size_t>(from - k),
                                static_cast<std::size_t>(x - from)});
            if (d == 0)
                break;
            const bool above = cameFromAbove(d, k);
            x = above ? from : from - 1;
            y = above ? from - k - 1 : from - k;
        }
        std::reverse(runs.begin(), runs.end());
        return runs;
    }

    Tokens m_before;
    Tokens m_after;
    const RunLimits& m_limits;
    const Cancelled& m_cancelled;
    std::vector<Frontier> m_trace;
    std::size_t m_steps = 0;
};

void append(std::vector<Run>& runs, const Run& run)
{
    if (run.length == 0)
        return;
    if (!runs.empty() && runs.back().before + runs.back().length == run.before
        && runs.back().after + runs.back().length == run.after)
        runs.back().length += run.length;
    else
        runs.push_back(run);
}

} // namespace

std::vector<Run> commonRuns(Tokens before, Tokens after, const RunLimits& limits, const Cancelled& cancelled)
{
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    std::size_t tail = 0;
    while (tail < shorter - head && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;

    std::vector<Run> runs;
    append(runs, {0, 0, head});
    const Tokens beforeMiddle = before.subspan(head, before.size() - head - tail);
    const Tokens afterMiddle = after.subspan(head, after.size() - head - tail);
    if (!beforeMiddle.empty() && !afterMiddle.empty()) {
        const auto middle = Search(beforeMiddle, afterMiddle, limits, cancelled).run();
        for (const Run& run : middle.value_or(std::vector<Run>()))
            append(runs, {run.before + head, run.after + head, run.length});
    }
    append(runs, {before.size() - tail, after.size() - tail, tail});
    return runs;
}

} // namespace hookloupe::compare
