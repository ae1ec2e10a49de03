// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/replay_list_model.h"

#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/delivery_words.h"
#include "words/record_words.h"

#include <algorithm>

namespace hookloupe::ui {

void ReplayListModel::setReplays(std::vector<Delivery> newestFirst)
{
    beginResetModel();
    m_replays = std::move(newestFirst);
    endResetModel();
}

void ReplayListModel::prepend(Delivery newest)
{
    beginInsertRows({}, 0, 0);
    m_replays.insert(m_replays.begin(), std::move(newest));
    endInsertRows();
}

void ReplayListModel::appendOlder(std::vector<Delivery> older)
{
    if (older.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(older.size()) - 1);
    m_replays.insert(m_replays.end(), std::make_move_iterator(older.begin()), std::make_move_iterator(older.end()));
    endInsertRows();
}

void ReplayListModel::noteStored(int row, CaptureId replay)
{
    m_replays[static_cast<std::size_t>(row)].capture = replay;
}

int ReplayListModel::rowOf(CaptureId replay) const
{
    const auto found = std::find_if(m_replays.begin(), m_replays.end(), [&](const Delivery& one) { return one.capture == replay; });
    return found == m_replays.end() ? -1 : static_cast<int>(found - m_replays.begin());
}

int ReplayListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_replays.size());
}

int ReplayListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReplayListModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Delivery& replay = at(index.row());
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == ToColumn ? shownText(replay.url) : words::deliverySentence(replay));
    if (role == Qt::TextAlignmentRole && index.column() == TimeColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case SentColumn: return timeWords(replay.startedAt, utcNow());
    case ToColumn: return shownText(replay.url);
    case AnswerColumn: return words::deliveryLabel(replay);
    case RecordColumn: return words::recordLabel(replay.record);
    case TimeColumn: return durationWords(replay.timings.total);
    case ColumnCount: break;
    }
    return {};
}

QVariant ReplayListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case SentColumn: return tr("Sent");
    case ToColumn: return tr("To");
    case AnswerColumn: return tr("Answer");
    case RecordColumn: return tr("Speckle records");
    case TimeColumn: return tr("Time");
    case ColumnCount: break;
    }
    return {};
}

} // namespace hookloupe::ui
