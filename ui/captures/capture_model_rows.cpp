// SPDX-License-Identifier: GPL-3.0-or-later
// Which captures are in the model and in what order; what their cells say is in capture_model.cpp.
#include "captures/capture_model.h"

#include <QPointer>

#include <algorithm>
#include <unordered_set>

namespace hookloupe::ui {

namespace {

/// Of a large batch only the newest are kept at hand: the others pass by unseen, and can be read again.
constexpr std::size_t freshRows = 256;

/// Before rows that came last are put to their place.
constexpr std::chrono::milliseconds shortestWait{1'000};

/// More separate ranges than this are removed by a reset: each range makes the views work.
constexpr std::size_t mostRanges = 500;

/// Which ids are in rows, quicker asked a million times than the rows themselves: a bit for each.
class IdSet {
public:
    explicit IdSet(const CaptureRows& rows) : m_rows(rows)
    {
        std::int64_t last = 0;
        for (int row = 0; row < rows.size(); ++row) {
            const std::int64_t id = toInt(rows.at(row));
            m_first = row == 0 ? id : std::min(m_first, id);
            last = std::max(last, id);
        }
        const std::int64_t range = rows.empty() ? 0 : last - m_first + 1;
        constexpr std::int64_t mostBits = 64; // a row; with larger gaps the rows are asked
        if (range / mostBits > rows.size())
            return;
        m_there.resize(static_cast<std::size_t>(range));
        for (int row = 0; row < rows.size(); ++row)
            m_there[static_cast<std::size_t>(toInt(rows.at(row)) - m_first)] = true;
    }

    [[nodiscard]] bool contains(CaptureId id) const
    {
        if (m_there.empty())
            return m_rows.rowOf(id) >= 0;
        const std::int64_t place = toInt(id) - m_first;
        return place >= 0 && place < static_cast<std::int64_t>(m_there.size()) && m_there[static_cast<std::size_t>(place)];
    }

private:
    const CaptureRows& m_rows;
    std::int64_t m_first = 0;
    std::vector<bool> m_there;
};

} // namespace

void CaptureModel::setQuery(const CaptureQuery& query)
{
    CaptureQuery sameOrder = query;
    sameOrder.order = m_query.order;
    sameOrder.descending = m_query.descending;
    if (sameOrder == m_query && m_shown) {
        if (query == m_query)
            reload();
        else
            setOrder(query.order, query.descending);
        return;
    }
    beginResetModel();
    m_query = query;
    m_rows = CaptureRows({}, rowOrder());
    m_heldBack.clear();
    m_wantedBlocks.clear();
    m_blocksOnTheWay.clear();
    m_fetchesOpen = 0;
    ++m_generation;
    m_loading = true; // already while it is reset: nothing is there yet, which is not the same as that there is nothing
    m_reloadAgain = false;
    m_shown = false;
    m_orderAnew.stop();
    endResetModel();
    fetchIds();
}

void CaptureModel::setOrder(CaptureOrder order, bool descending)
{
    if (order == m_query.order && descending == m_query.descending)
        return;
    const bool turned = order == m_query.order && order == CaptureOrder::Arrival && m_shown && !m_loading;
    m_query.order = order;
    m_query.descending = descending;
    m_orderAnew.stop();
    if (turned) {
        CaptureRows rows = m_rows;
        rows.turn();
        rearrange(std::move(rows));
        Q_EMIT loaded();
        return;
    }
    m_reloadAgain = false;
    ++m_generation; // an answer in the old order is of no use
    m_fetchesOpen = 0;
    m_wantedBlocks.clear();
    m_blocksOnTheWay.clear();
    fetchIds();
}

void CaptureModel::sort(int column, Qt::SortOrder order)
{
    const bool known = column >= 0 && column < captureColumnCount;
    setOrder(known ? orderOf(static_cast<CaptureColumn>(column)) : CaptureOrder::Arrival,
             known && order == Qt::DescendingOrder);
}

CaptureOrder CaptureModel::orderOf(CaptureColumn column)
{
    switch (column) {
    case CaptureColumn::Mark:
        return CaptureOrder::Mark;
    case CaptureColumn::Time:
        return CaptureOrder::Arrival;
    case CaptureColumn::Method:
        return CaptureOrder::Method;
    case CaptureColumn::Endpoint:
        return CaptureOrder::Endpoint;
    case CaptureColumn::Event:
        return CaptureOrder::Event;
    case CaptureColumn::Project:
        return CaptureOrder::Project;
    case CaptureColumn::Actor:
        return CaptureOrder::Actor;
    case CaptureColumn::Tags:
        return CaptureOrder::Annotation;
    case CaptureColumn::Summary:
        return CaptureOrder::Summary;
    case CaptureColumn::Signature:
        return CaptureOrder::Signature;
    case CaptureColumn::Answer:
        return CaptureOrder::Answer;
    case CaptureColumn::Record:
        return CaptureOrder::Record;
    case CaptureColumn::Size:
        return CaptureOrder::Size;
    case CaptureColumn::Duration:
        return CaptureOrder::Duration;
    case CaptureColumn::Peer:
        return CaptureOrder::Peer;
    }
    return CaptureOrder::Arrival;
}

CaptureRows::Order CaptureModel::rowOrder() const
{
    if (m_query.order != CaptureOrder::Arrival)
        return CaptureRows::Order::Given;
    return m_query.descending ? CaptureRows::Order::Descending : CaptureRows::Order::Ascending;
}

void CaptureModel::reload()
{
    // The ids on their way may have been read before what is the reason for this call.
    if (m_loading)
        m_reloadAgain = true;
    else
        fetchIds();
}

void CaptureModel::fetchIds()
{
    m_loading = true;
    m_askedAt = std::chrono::steady_clock::now();
    m_source.fetchIds(m_query, [self = QPointer(this), generation = m_generation](auto answer) {
        if (!self || self->m_generation != generation)
            return;
        self->m_loading = false;
        const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now()
                                                                                - self->m_askedAt);
        self->m_orderWait = std::max(shortestWait, took * 10);
        if (answer.ok()) {
            self->adopt(std::move(answer.value()));
            self->m_shown = true;
        }
        const auto heldBack = std::exchange(self->m_heldBack, {});
        self->append(heldBack);
        if (std::exchange(self->m_reloadAgain, false))
            self->fetchIds();
        if (!answer.ok())
            Q_EMIT self->failed(answer.error());
        else if (!self->m_loading)
            Q_EMIT self->loaded();
    });
}

void CaptureModel::adopt(std::vector<CaptureId> ids)
{
    CaptureRows next(std::move(ids), rowOrder());
    // What was committed while the ids were being read is not among them, but it is here already.
    std::vector<CaptureId> late;
    for (const CaptureId id : m_late) {
        if (id > next.newest() && m_rows.rowOf(id) >= 0)
            late.push_back(id);
    }
    m_late.clear();
    next.add(late);
    if (!late.empty() && rowOrder() == CaptureRows::Order::Given)
        m_orderAnew.start(m_orderWait);

    if (m_rows.empty()) {
        const bool any = !next.empty();
        if (any)
            beginResetModel();
        m_rows = std::move(next);
        if (any)
            endResetModel();
        return;
    }
    const IdSet wanted(next);
    removeRowsWhere([&wanted](CaptureId id) { return !wanted.contains(id); });
    const IdSet shown(m_rows);
    std::vector<CaptureId> added;
    for (int row = 0; row < next.size() && m_rows.size() + static_cast<int>(added.size()) < next.size(); ++row) {
        if (!shown.contains(next.at(row)))
            added.push_back(next.at(row));
    }
    std::sort(added.begin(), added.end());
    const bool simple = m_rows.order() == next.order() && next.order() != CaptureRows::Order::Given
        && (added.empty() || added.front() > m_rows.newest());
    if (!simple && !added.empty()) {
        // Those that came back: behind the others first, so that what is chosen stays chosen.
        const int first = m_rows.size();
        beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
        std::vector<CaptureId> all;
        all.reserve(static_cast<std::size_t>(next.size()));
        for (int row = 0; row < first; ++row)
            all.push_back(m_rows.at(row));
        all.insert(all.end(), added.begin(), added.end());
        m_rows = CaptureRows(std::move(all), CaptureRows::Order::Given);
        endInsertRows();
    }
    if (simple)
        appendIds(added);
    else
        rearrange(std::move(next));
}

/// The same captures in other rows.
void CaptureModel::rearrange(CaptureRows rows)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex& old : from)
        to.append(index(rows.rowOf(m_rows.at(old.row())), old.column()));
    m_rows = std::move(rows);
    m_wantedBlocks.clear();
    m_blocksOnTheWay.clear();
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void CaptureModel::append(const std::vector<CaptureSummary>& added)
{
    if (!m_shown) {
        m_heldBack.insert(m_heldBack.end(), added.begin(), added.end());
        return;
    }
    std::vector<CaptureId> ids;
    ids.reserve(added.size());
    for (std::size_t left = added.size(); const CaptureSummary& summary : added) {
        const bool mayBeSeen = left-- <= freshRows;
        if (!m_query.accepts(summary))
            continue;
        const CaptureId last = !ids.empty() ? ids.back() : m_rows.newest();
        if (mayBeSeen)
            m_cache.put(summary);
        if (summary.id > last)
            ids.push_back(summary.id);
    }
    appendIds(ids);
}

void CaptureModel::appendIds(const std::vector<CaptureId>& ids)
{
    if (ids.empty())
        return;
    const bool atEnd = m_rows.order() != CaptureRows::Order::Descending;
    const int first = atEnd ? m_rows.size() : 0;
    beginInsertRows({}, first, first + static_cast<int>(ids.size()) - 1);
    m_rows.add(ids);
    if (!atEnd) { // rows move, so blocks mean other rows now
        m_wantedBlocks.clear();
        m_blocksOnTheWay.clear();
    }
    endInsertRows();
    if (m_loading)
        m_late.insert(m_late.end(), ids.begin(), ids.end());
    if (m_rows.order() == CaptureRows::Order::Given && !m_orderAnew.isActive())
        m_orderAnew.start(m_orderWait);
}

void CaptureModel::removeIds(const std::vector<CaptureId>& ids)
{
    std::unordered_set<std::int64_t> gone;
    for (const CaptureId id : ids) {
        gone.insert(toInt(id));
        m_cache.remove(id);
    }
    removeRowsWhere([&gone](CaptureId id) { return gone.contains(toInt(id)); });
}

void CaptureModel::removeRowsWhere(const std::function<bool(CaptureId)>& gone)
{
    const auto ranges = m_rows.rangesOf(gone); // ascending
    if (ranges.empty())
        return;
    m_wantedBlocks.clear(); // rows move, so blocks mean other rows now
    m_blocksOnTheWay.clear();
    if (ranges.size() > mostRanges) {
        beginResetModel();
        m_rows.removeWhere(gone);
        endResetModel();
        return;
    }
    for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
        beginRemoveRows({}, range->first, range->second);
        m_rows.removeRange(range->first, range->second);
        endRemoveRows();
    }
}

} // namespace hookloupe::ui
