// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/bulk_model.h"

#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/delivery_words.h"
#include "words/error_words.h"
#include "words/record_words.h"

namespace hookloupe::ui {

void BulkModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void BulkModel::add(const replay::BulkResult& result, const QString& request)
{
    if (m_rows.size() == mostRows)
        return;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    Row added;
    added.number = QString::number(row + 1);
    added.request = request;
    if (result.error) {
        added.answer = tr("not sent");
        added.detail = words::errorSentence(*result.error);
    } else {
        added.answer = words::deliveryLabel(result.delivery);
        added.record = words::recordLabel(result.delivery.record);
        added.time = durationWords(result.delivery.timings.total);
        added.detail = words::deliverySentence(result.delivery);
    }
    m_rows.push_back(std::move(added));
    endInsertRows();
}

int BulkModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BulkModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BulkModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::ToolTipRole)
        return plainToolTip(row.detail);
    if (role == Qt::TextAlignmentRole && (index.column() == NumberColumn || index.column() == TimeColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(index.column())) {
    case NumberColumn: return row.number;
    case RequestColumn: return row.request;
    case AnswerColumn: return row.answer;
    case RecordColumn: return row.record;
    case TimeColumn: return row.time;
    case ColumnCount: break;
    }
    return {};
}

QVariant BulkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case NumberColumn: return tr("Number");
    case RequestColumn: return tr("Request");
    case AnswerColumn: return tr("Answer");
    case RecordColumn: return tr("Speckle records");
    case TimeColumn: return tr("Time");
    case ColumnCount: break;
    }
    return {};
}

} // namespace hookloupe::ui
