// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue/inbox_model.h"

#include "style/short_words.h"

#include <QIODevice>
#include <QLocale>
#include <QMimeData>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {
constexpr auto rowsType = "application/x-hookloupe-inbox-positions";
}

InboxModel::InboxModel(Read read, QObject* parent) : QAbstractTableModel(parent), m_read(std::move(read)), m_ask(this)
{
    m_ask.setSingleShot(true);
    m_ask.setInterval(0);
    connect(&m_ask, &QTimer::timeout, this, &InboxModel::ask);
}

void InboxModel::refresh()
{
    const std::size_t limit = std::max(m_items.size(), page);
    const auto now = m_read(0, limit);
    m_more = false; // nobody who is told of a change is to fetch in the middle of it
    std::size_t row = 0; // everything above is as it is now
    for (auto next = now.begin(); next != now.end() || row < m_items.size();) {
        const auto old = m_items.begin() + static_cast<std::ptrdiff_t>(row);
        const bool atEnd = row == m_items.size();
        if (!atEnd && (next == now.end() || old->position < next->position)) {
            const auto end = next == now.end() ? m_items.end() : std::find_if(old, m_items.end(), [&](const InboxItem& item) {
                return item.position >= next->position;
            });
            beginRemoveRows({}, static_cast<int>(row), static_cast<int>(end - m_items.begin()) - 1);
            m_items.erase(old, end);
            endRemoveRows();
        } else if (atEnd || next->position < old->position) {
            const auto end = atEnd ? now.end() : std::find_if(next, now.end(), [&](const InboxItem& item) {
                return item.position >= old->position;
            });
            const auto count = static_cast<std::size_t>(end - next);
            beginInsertRows({}, static_cast<int>(row), static_cast<int>(row + count) - 1);
            m_items.insert(old, next, end);
            endInsertRows();
            row += count;
            next = end;
        } else {
            if (*old != *next) {
                *old = *next;
                Q_EMIT dataChanged(index(static_cast<int>(row), 0), index(static_cast<int>(row), Attempts));
            }
            ++row;
            ++next;
        }
    }
    m_more = now.size() == limit;
}

void InboxModel::setSummaries(const std::vector<CaptureSummary>& summaries)
{
    for (const CaptureSummary& summary : summaries) {
        m_asked.erase(summary.id);
        m_summaries.put(summary);
    }
    if (!m_items.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Event));
}

void InboxModel::ask()
{
    std::vector<CaptureId> ids;
    for (const CaptureId id : std::exchange(m_missing, {})) {
        if (m_asked.insert(id).second)
            ids.push_back(id);
    }
    if (!ids.empty())
        Q_EMIT summariesWanted(ids);
}

int InboxModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int InboxModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : Attempts + 1;
}

QString InboxModel::text(const InboxItem& item, int column) const
{
    if (column == Target)
        return shownText(item.target);
    if (column == Attempts) {
        const QString attempts = QLocale().toString(item.attempts);
        return item.begun && item.attempts > 0 ? tr("%1, may repeat").arg(attempts) : attempts;
    }
    const CaptureSummary* capture = m_summaries.find(item.capture);
    if (!capture) {
        m_missing.insert(item.capture);
        m_ask.start();
        return column == Arrived ? u"…"_s : QString();
    }
    if (column == Arrived)
        return timeWords(capture->arrivedAt, utcNow());
    if (column == Request)
        return tr("%1 %2", "method and path").arg(shownText(capture->method, 20), shownText(capture->target, 120));
    return shownText(capture->event.wireName);
}

QVariant InboxModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return text(m_items[static_cast<std::size_t>(index.row())], index.column());
}

QVariant InboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Arrived"), tr("Request"), tr("Event"), tr("Target"), tr("Attempts")}.value(section);
}

bool InboxModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_more;
}

void InboxModel::fetchMore(const QModelIndex& parent)
{
    if (parent.isValid() || !m_more)
        return;
    const auto next = m_read(m_items.empty() ? 0 : m_items.back().position, page);
    m_more = false;
    if (next.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(next.size()) - 1);
    m_items.insert(m_items.end(), next.begin(), next.end());
    endInsertRows();
    m_more = next.size() == page;
}

Qt::ItemFlags InboxModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::ItemIsDropEnabled; // between the rows
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList InboxModel::mimeTypes() const
{
    return {QLatin1StringView(rowsType)};
}

QMimeData* InboxModel::mimeData(const QModelIndexList& indexes) const
{
    QByteArray positions;
    QDataStream out(&positions, QIODevice::WriteOnly);
    for (const QModelIndex& index : indexes) {
        if (index.column() == 0)
            out << qint64(m_items[static_cast<std::size_t>(index.row())].position);
    }
    auto* data = new QMimeData; // the view's
    data->setData(QLatin1StringView(rowsType), positions);
    return data;
}

bool InboxModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent)
{
    Q_UNUSED(column)
    if (action != Qt::MoveAction || !data->hasFormat(QLatin1StringView(rowsType)))
        return false;
    std::vector<int> rows; // those that are still there
    QDataStream in(data->data(QLatin1StringView(rowsType)));
    while (!in.atEnd()) {
        qint64 position = 0;
        in >> position;
        const auto found = std::lower_bound(m_items.begin(), m_items.end(), position,
                                            [](const InboxItem& item, qint64 wanted) { return item.position < wanted; });
        if (found != m_items.end() && found->position == position)
            rows.push_back(static_cast<int>(found - m_items.begin()));
    }
    std::sort(rows.begin(), rows.end());
    const int before = parent.isValid() ? parent.row() : row < 0 ? rowCount() : row;
    if (!rows.empty())
        Q_EMIT moveWanted(rows, before);
    return false; // the view removes nothing
}

std::vector<int> movedRows(int count, const std::vector<int>& rows, int before)
{
    std::vector<int> order;
    order.reserve(static_cast<std::size_t>(count));
    const auto addOthers = [&](int from, int to) {
        for (int row = from; row < to; ++row) {
            if (!std::binary_search(rows.begin(), rows.end(), row))
                order.push_back(row);
        }
    };
    addOthers(0, before);
    order.insert(order.end(), rows.begin(), rows.end());
    addOthers(before, count);
    return order;
}

} // namespace hookloupe::ui
