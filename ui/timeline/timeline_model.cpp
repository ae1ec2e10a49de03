// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_model.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace hookloupe::ui {

namespace {

constexpr std::uint32_t everySlot = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t noSlot = everySlot - 1;

std::int64_t micros(UtcTime time)
{
    return time.time_since_epoch().count();
}

UtcTime utc(std::int64_t time)
{
    return UtcTime(Micros(time));
}

bool earlier(const CaptureMoment& a, const CaptureMoment& b)
{
    return std::tuple(a.time, toInt(a.id)) < std::tuple(b.time, toInt(b.id));
}

/// Captures are committed nearly in the order they came: the few late ones are sorted by themselves and merged in.
void sortByTime(std::vector<CaptureMoment>& moments)
{
    if (std::is_sorted(moments.begin(), moments.end(), earlier))
        return;
    std::vector<CaptureMoment> inOrder;
    std::vector<CaptureMoment> late;
    inOrder.reserve(moments.size());
    for (const CaptureMoment& moment : moments)
        (inOrder.empty() || !earlier(moment, inOrder.back()) ? inOrder : late).push_back(moment);
    std::sort(late.begin(), late.end(), earlier);
    std::merge(inOrder.begin(), inOrder.end(), late.begin(), late.end(), moments.begin(), earlier);
}

} // namespace

void TimelineColumns::insert(std::vector<CaptureMoment> moments)
{
    if (moments.empty())
        return;
    for (const CaptureMoment& moment : moments)
        newestId = std::max(newestId, toInt(moment.id));
    sortByTime(moments);

    // What is later than the first of them moves over; mostly nothing is.
    const auto kept = static_cast<std::size_t>(
        std::upper_bound(times.begin(), times.end(), micros(moments.front().time)) - times.begin());
    const auto tail = static_cast<std::ptrdiff_t>(kept);
    const std::vector<std::int64_t> laterTimes(times.begin() + tail, times.end());
    const std::vector<std::int64_t> laterIds(ids.begin() + tail, ids.end());
    const std::vector<std::uint32_t> laterPlaces(places.begin() + tail, places.end());
    times.resize(kept);
    ids.resize(kept);
    places.resize(kept);
    if (kept == 0) { // all at once
        times.reserve(moments.size());
        ids.reserve(moments.size());
        places.reserve(moments.size());
    }
    std::size_t old = 0;
    const auto moveUpTo = [&](std::int64_t time) {
        for (; old < laterTimes.size() && laterTimes[old] <= time; ++old) {
            times.push_back(laterTimes[old]);
            ids.push_back(laterIds[old]);
            places.push_back(laterPlaces[old]);
        }
    };
    for (const CaptureMoment& moment : moments) {
        moveUpTo(micros(moment.time));
        std::uint32_t slot = slotOf(moment.endpoint);
        if (slot == noSlot) {
            slot = static_cast<std::uint32_t>(endpoints.size());
            endpoints.push_back(moment.endpoint);
        }
        times.push_back(micros(moment.time));
        ids.push_back(toInt(moment.id));
        places.push_back(slot * 4 + static_cast<std::uint32_t>(moment.mark));
    }
    moveUpTo(std::numeric_limits<std::int64_t>::max());
}

std::uint32_t TimelineColumns::slotOf(std::optional<EndpointId> endpoint) const
{
    if (!endpoint)
        return everySlot;
    const auto found = std::find(endpoints.begin(), endpoints.end(), *endpoint);
    return found == endpoints.end() ? noSlot : static_cast<std::uint32_t>(found - endpoints.begin());
}

std::size_t TimelineColumns::indexFrom(UtcTime time) const
{
    return static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), micros(time)) - times.begin());
}

bool TimelineColumns::matches(std::size_t index, std::uint32_t slot) const
{
    return slot == everySlot || places[index] >> 2 == slot;
}

TimelineColumns columnsOf(std::vector<CaptureMoment> moments)
{
    TimelineColumns columns;
    columns.insert(std::move(moments));
    return columns;
}

TimelineModel::TimelineModel(QObject* parent) : QObject(parent) {}

void TimelineModel::adopt(TimelineColumns columns)
{
    m_columns = std::move(columns);
    m_open.clear();
    Q_EMIT changed();
}

void TimelineModel::append(const std::vector<CaptureSummary>& added)
{
    std::vector<CaptureMoment> moments;
    moments.reserve(added.size());
    for (const CaptureSummary& summary : added) {
        if (summary.outcome == AnswerOutcome::Open)
            m_open.insert_or_assign(toInt(summary.id), OpenAnswer{summary.kind, signatureNow(summary).verdict});
        if (toInt(summary.id) > m_columns.newestId)
            moments.push_back({summary.id, summary.arrivedAt, summary.endpoint, markOf(summary)});
    }
    if (moments.empty())
        return;
    m_columns.insert(std::move(moments));
    Q_EMIT changed();
}

std::vector<CaptureId> TimelineModel::applyReports(const std::vector<AnswerReport>& reports)
{
    std::vector<CaptureId> unknown;
    std::unordered_map<std::int64_t, Mark> marks;
    for (const AnswerReport& report : reports) {
        const auto open = m_open.find(toInt(report.capture));
        if (open == m_open.end()) {
            unknown.push_back(report.capture);
            continue;
        }
        CaptureSummary judged;
        judged.kind = open->second.kind;
        judged.signature.verdict = open->second.verdict;
        judged.record = report.record;
        marks.emplace(open->first, markOf(judged));
        m_open.erase(open);
    }
    mark(marks);
    return unknown;
}

void TimelineModel::setMarks(const std::vector<CaptureSummary>& summaries)
{
    std::unordered_map<std::int64_t, Mark> marks;
    for (const CaptureSummary& summary : summaries)
        marks.emplace(toInt(summary.id), markOf(summary));
    mark(marks);
}

void TimelineModel::applyVerdicts(const std::vector<JudgedAnew>& anew)
{
    std::unordered_map<std::int64_t, Mark> marks;
    for (const JudgedAnew& judged : anew) {
        if (const auto open = m_open.find(toInt(judged.capture)); open != m_open.end())
            open->second.verdict = judged.now.verdict;
        marks.insert_or_assign(toInt(judged.capture), judged.mark);
    }
    mark(marks);
}

void TimelineModel::mark(const std::unordered_map<std::int64_t, Mark>& marks)
{
    // Reports concern the newest captures: from the end, until all are found.
    std::size_t left = marks.size();
    bool changedAny = false;
    for (std::size_t i = m_columns.ids.size(); i > 0 && left > 0; --i) {
        const auto found = marks.find(m_columns.ids[i - 1]);
        if (found == marks.end())
            continue;
        --left;
        const std::uint32_t place = (m_columns.places[i - 1] & ~3U) | static_cast<std::uint32_t>(found->second);
        changedAny = changedAny || place != m_columns.places[i - 1];
        m_columns.places[i - 1] = place;
    }
    if (changedAny)
        Q_EMIT changed();
}

std::optional<TimeSpan> TimelineModel::extent(std::optional<EndpointId> endpoint) const
{
    const auto first = firstFrom(UtcTime::min(), endpoint);
    const auto last = lastBefore(UtcTime::max(), endpoint);
    if (!first || !last)
        return std::nullopt;
    return TimeSpan{*first, *last + Micros(1)};
}

std::vector<MarkCounts> TimelineModel::bars(UtcTime from, Micros width, int count,
                                            std::optional<EndpointId> endpoint) const
{
    std::vector<MarkCounts> bars(static_cast<std::size_t>(std::max(count, 0)), MarkCounts{});
    const std::uint32_t slot = m_columns.slotOf(endpoint);
    const std::vector<std::int64_t>& times = m_columns.times;
    std::size_t index = m_columns.indexFrom(from);
    for (MarkCounts& bar : bars) {
        from += width;
        const auto start = times.begin() + static_cast<std::ptrdiff_t>(index);
        const auto end = static_cast<std::size_t>(std::lower_bound(start, times.end(), micros(from)) - times.begin());
        std::array<int, 4> counts{}; // a fourth one for other endpoints': no branch in the loop
        if (slot == everySlot) {
            for (; index < end; ++index)
                ++counts[m_columns.places[index] & 3U];
        } else {
            for (; index < end; ++index) {
                const std::uint32_t place = m_columns.places[index];
                ++counts[place >> 2 == slot ? place & 3U : 3U];
            }
        }
        bar = {counts[0], counts[1], counts[2]};
    }
    return bars;
}

std::vector<CaptureId> TimelineModel::capturesIn(const TimeSpan& span, std::optional<EndpointId> endpoint,
                                                 std::optional<Mark> mark, std::size_t most) const
{
    std::vector<CaptureId> ids;
    const std::uint32_t slot = m_columns.slotOf(endpoint);
    const std::int64_t until = micros(span.until);
    const std::vector<std::int64_t>& times = m_columns.times;
    for (std::size_t i = m_columns.indexFrom(span.from); i < times.size() && times[i] < until && ids.size() < most; ++i) {
        const bool wanted = !mark || (m_columns.places[i] & 3U) == static_cast<std::uint32_t>(*mark);
        if (wanted && m_columns.matches(i, slot))
            ids.push_back(CaptureId{m_columns.ids[i]});
    }
    return ids;
}

std::optional<CaptureId> TimelineModel::nearest(const TimeSpan& span, UtcTime time, std::optional<EndpointId> endpoint) const
{
    const auto after = firstFrom(std::max(time, span.from), endpoint);
    const auto before = lastBefore(std::min(time, span.until), endpoint);
    const bool afterFits = after && span.contains(*after);
    const bool beforeFits = before && span.contains(*before);
    if (!afterFits && !beforeFits)
        return std::nullopt;
    const bool takeAfter = afterFits && (!beforeFits || *after - time <= time - *before);
    const UtcTime taken = takeAfter ? *after : *before;
    return capturesIn({taken, taken + Micros(1)}, endpoint, std::nullopt, 1).front();
}

std::optional<UtcTime> TimelineModel::firstFrom(UtcTime time, std::optional<EndpointId> endpoint) const
{
    const std::uint32_t slot = m_columns.slotOf(endpoint);
    std::size_t i = m_columns.indexFrom(time);
    while (i < m_columns.times.size() && !m_columns.matches(i, slot))
        ++i;
    return i < m_columns.times.size() ? std::optional(utc(m_columns.times[i])) : std::nullopt;
}

std::optional<UtcTime> TimelineModel::lastBefore(UtcTime time, std::optional<EndpointId> endpoint) const
{
    const std::uint32_t slot = m_columns.slotOf(endpoint);
    std::size_t i = m_columns.indexFrom(time);
    while (i > 0 && !m_columns.matches(i - 1, slot))
        --i;
    return i > 0 ? std::optional(utc(m_columns.times[i - 1])) : std::nullopt;
}

std::optional<UtcTime> TimelineModel::timeOf(CaptureId id) const
{
    const auto found = std::find(m_columns.ids.rbegin(), m_columns.ids.rend(), toInt(id)); // mostly one of the newest
    if (found == m_columns.ids.rend())
        return std::nullopt;
    return utc(m_columns.times[static_cast<std::size_t>(m_columns.ids.rend() - found) - 1]);
}

std::vector<EndpointActivity> TimelineModel::activity(const std::unordered_map<std::int64_t, std::int64_t>& seen,
                                                      UtcTime from, Micros width, int count) const
{
    std::vector<EndpointActivity> all;
    std::vector<std::int64_t> lastSeen;
    for (const EndpointId endpoint : m_columns.endpoints) {
        all.push_back({endpoint, {}, 0, std::vector<MarkCounts>(static_cast<std::size_t>(count), MarkCounts{})});
        const auto known = seen.find(toInt(endpoint));
        lastSeen.push_back(known == seen.end() ? 0 : known->second);
    }
    for (std::size_t i = 0; i < m_columns.ids.size(); ++i) {
        const std::uint32_t slot = m_columns.places[i] >> 2;
        all[slot].unread += m_columns.ids[i] > lastSeen[slot] ? 1 : 0;
        all[slot].newest = std::max(all[slot].newest, CaptureId{m_columns.ids[i]});
    }
    std::size_t i = m_columns.indexFrom(from);
    for (std::size_t bar = 0; bar < static_cast<std::size_t>(count); ++bar) {
        from += width;
        for (; i < m_columns.times.size() && m_columns.times[i] < micros(from); ++i)
            ++all[m_columns.places[i] >> 2].lately[bar][m_columns.places[i] & 3U];
    }
    return all;
}

} // namespace hookloupe::ui
