// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/timeline_model.h"

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

TimelineModel::TimelineModel(QObject* parent) : QObject(parent) {}

void TimelineModel::setMoments(std::vector<CaptureMoment> moments)
{
    m_times.clear();
    m_ids.clear();
    m_places.clear();
    m_slots.clear();
    m_open.clear();
    m_newestId = 0;
    insert(std::move(moments));
    Q_EMIT changed();
}

void TimelineModel::append(const std::vector<CaptureSummary>& added)
{
    std::vector<CaptureMoment> moments;
    moments.reserve(added.size());
    for (const CaptureSummary& summary : added) {
        if (summary.outcome == AnswerOutcome::Open)
            m_open.insert_or_assign(toInt(summary.id), OpenAnswer{summary.kind, summary.signature.verdict});
        if (toInt(summary.id) > m_newestId)
            moments.push_back({summary.id, summary.arrivedAt, summary.endpoint, markOf(summary)});
    }
    if (moments.empty())
        return;
    insert(std::move(moments));
    Q_EMIT changed();
}

void TimelineModel::insert(std::vector<CaptureMoment> moments)
{
    if (moments.empty())
        return;
    for (const CaptureMoment& moment : moments)
        m_newestId = std::max(m_newestId, toInt(moment.id));
    sortByTime(moments);

    // What is later than the first of them moves over; mostly nothing is.
    const auto kept = static_cast<std::size_t>(
        std::upper_bound(m_times.begin(), m_times.end(), micros(moments.front().time)) - m_times.begin());
    const auto tail = static_cast<std::ptrdiff_t>(kept);
    const std::vector<std::int64_t> times(m_times.begin() + tail, m_times.end());
    const std::vector<std::int64_t> ids(m_ids.begin() + tail, m_ids.end());
    const std::vector<std::uint32_t> places(m_places.begin() + tail, m_places.end());
    m_times.resize(kept);
    m_ids.resize(kept);
    m_places.resize(kept);
    if (kept == 0) { // all at once
        m_times.reserve(moments.size());
        m_ids.reserve(moments.size());
        m_places.reserve(moments.size());
    }
    std::size_t old = 0;
    const auto moveUpTo = [&](std::int64_t time) {
        for (; old < times.size() && times[old] <= time; ++old) {
            m_times.push_back(times[old]);
            m_ids.push_back(ids[old]);
            m_places.push_back(places[old]);
        }
    };
    for (const CaptureMoment& moment : moments) {
        moveUpTo(micros(moment.time));
        m_times.push_back(micros(moment.time));
        m_ids.push_back(toInt(moment.id));
        m_places.push_back(slotFor(moment.endpoint) * 4 + static_cast<std::uint32_t>(moment.mark));
    }
    moveUpTo(std::numeric_limits<std::int64_t>::max());
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

void TimelineModel::mark(const std::unordered_map<std::int64_t, Mark>& marks)
{
    // Reports concern the newest captures: from the end, until all are found.
    std::size_t left = marks.size();
    bool changedAny = false;
    for (std::size_t i = m_ids.size(); i > 0 && left > 0; --i) {
        const auto found = marks.find(m_ids[i - 1]);
        if (found == marks.end())
            continue;
        --left;
        const std::uint32_t place = (m_places[i - 1] & ~3U) | static_cast<std::uint32_t>(found->second);
        changedAny = changedAny || place != m_places[i - 1];
        m_places[i - 1] = place;
    }
    if (changedAny)
        Q_EMIT changed();
}

/// The slot of an endpoint; `noSlot` if no capture is there.
std::uint32_t TimelineModel::slotOf(std::optional<EndpointId> endpoint) const
{
    if (!endpoint)
        return everySlot;
    const auto found = std::find(m_slots.begin(), m_slots.end(), *endpoint);
    return found == m_slots.end() ? noSlot : static_cast<std::uint32_t>(found - m_slots.begin());
}

std::uint32_t TimelineModel::slotFor(EndpointId endpoint)
{
    const std::uint32_t known = slotOf(endpoint);
    if (known != noSlot)
        return known;
    m_slots.push_back(endpoint);
    return static_cast<std::uint32_t>(m_slots.size() - 1);
}

std::size_t TimelineModel::indexFrom(UtcTime time) const
{
    return static_cast<std::size_t>(std::lower_bound(m_times.begin(), m_times.end(), micros(time)) - m_times.begin());
}

bool TimelineModel::matches(std::size_t index, std::uint32_t slot) const
{
    return slot == everySlot || m_places[index] >> 2 == slot;
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
    const std::uint32_t slot = slotOf(endpoint);
    std::size_t index = indexFrom(from);
    for (MarkCounts& bar : bars) {
        from += width;
        const auto start = m_times.begin() + static_cast<std::ptrdiff_t>(index);
        const auto end = static_cast<std::size_t>(std::lower_bound(start, m_times.end(), micros(from)) - m_times.begin());
        std::array<int, 4> counts{}; // a fourth one for other endpoints': no branch in the loop
        if (slot == everySlot) {
            for (; index < end; ++index)
                ++counts[m_places[index] & 3U];
        } else {
            for (; index < end; ++index) {
                const std::uint32_t place = m_places[index];
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
    const std::uint32_t slot = slotOf(endpoint);
    const std::int64_t until = micros(span.until);
    for (std::size_t i = indexFrom(span.from); i < m_times.size() && m_times[i] < until && ids.size() < most; ++i) {
        if (matches(i, slot) && (!mark || (m_places[i] & 3U) == static_cast<std::uint32_t>(*mark)))
            ids.push_back(CaptureId{m_ids[i]});
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
    const std::uint32_t slot = slotOf(endpoint);
    std::size_t i = indexFrom(time);
    while (i < m_times.size() && !matches(i, slot))
        ++i;
    return i < m_times.size() ? std::optional(utc(m_times[i])) : std::nullopt;
}

std::optional<UtcTime> TimelineModel::lastBefore(UtcTime time, std::optional<EndpointId> endpoint) const
{
    const std::uint32_t slot = slotOf(endpoint);
    std::size_t i = indexFrom(time);
    while (i > 0 && !matches(i - 1, slot))
        --i;
    return i > 0 ? std::optional(utc(m_times[i - 1])) : std::nullopt;
}

std::optional<UtcTime> TimelineModel::timeOf(CaptureId id) const
{
    const auto found = std::find(m_ids.rbegin(), m_ids.rend(), toInt(id)); // mostly one of the newest
    if (found == m_ids.rend())
        return std::nullopt;
    return utc(m_times[static_cast<std::size_t>(m_ids.rend() - found) - 1]);
}

std::vector<EndpointActivity> TimelineModel::activity(const std::unordered_map<std::int64_t, std::int64_t>& seen,
                                                      UtcTime from, Micros width, int count) const
{
    std::vector<EndpointActivity> all;
    std::vector<std::int64_t> lastSeen;
    for (const EndpointId endpoint : m_slots) {
        all.push_back({endpoint, {}, 0, std::vector<MarkCounts>(static_cast<std::size_t>(count), MarkCounts{})});
        const auto known = seen.find(toInt(endpoint));
        lastSeen.push_back(known == seen.end() ? 0 : known->second);
    }
    for (std::size_t i = 0; i < m_ids.size(); ++i) {
        const std::uint32_t slot = m_places[i] >> 2;
        all[slot].unread += m_ids[i] > lastSeen[slot] ? 1 : 0;
        all[slot].newest = std::max(all[slot].newest, CaptureId{m_ids[i]});
    }
    std::size_t i = indexFrom(from);
    for (std::size_t bar = 0; bar < static_cast<std::size_t>(count); ++bar) {
        from += width;
        for (; i < m_times.size() && m_times[i] < micros(from); ++i)
            ++all[m_places[i] >> 2].lately[bar][m_places[i] & 3U];
    }
    return all;
}

} // namespace hookloupe::ui
