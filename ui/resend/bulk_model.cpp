// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/bulk_model.h"

#include "style/colours.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/delivery_words.h"
#include "words/error_words.h"
#include "words/record_words.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

namespace hookloupe::ui {

namespace {

std::string csvCell(std::string cell)
{
    if (!cell.empty() && std::string_view("=+-@\t\r").find(cell.front()) != std::string_view::npos)
        cell.insert(0, 1, '\'');
    if (cell.find_first_of(",\"\r\n") == std::string::npos)
        return cell;
    std::string quoted = "\"";
    for (const char c : cell)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace

void BulkModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

int BulkModel::add(CaptureId capture, const replay::BulkResult& result, const QString& request)
{
    if (m_rows.size() == mostRows)
        return -1;
    const int row = rowCount();
    beginInsertRows({}, row, row);
    BulkRow added;
    added.capture = capture;
    added.request = request;
    added.round = result.round;
    added.good = result.good;
    added.sent = !result.error;
    if (result.error) {
        added.answer = tr("not sent");
        added.detail = words::errorSentence(*result.error);
    } else {
        const Delivery& delivery = result.delivery;
        added.answer = words::deliveryLabel(delivery);
        added.record = words::recordLabel(delivery.record);
        added.detail = words::deliverySentence(delivery);
        added.status = delivery.status;
        added.speckle = delivery.record.status;
        added.time = delivery.timings.total;
    }
    m_rows.push_back(std::move(added));
    endInsertRows();
    return row;
}

void BulkModel::noteStored(int row, CaptureId replay)
{
    if (row < 0 || row >= rowCount())
        return;
    m_rows[static_cast<std::size_t>(row)].stored = replay;
    Q_EMIT dataChanged(index(row, 0), index(row, 0));
}

int BulkModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int BulkModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BulkModel::sortValue(const BulkRow& row, int number, Column column)
{
    switch (column) {
    case NumberColumn: return number;
    case RequestColumn: return row.request;
    case AnswerColumn: return row.sent ? row.status * 2 + (row.good ? 0 : 1) : -1;
    case RecordColumn: return int(row.speckle);
    case TimeColumn: return qint64(row.time.count());
    case ColumnCount: break;
    }
    return {};
}

QVariant BulkModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const BulkRow& row = at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::ToolTipRole)
        return plainToolTip(row.detail);
    if (role == SortRole)
        return sortValue(row, index.row(), column);
    if (role == FailedRole)
        return !row.good;
    if (role == Qt::TextAlignmentRole && (column == NumberColumn || column == TimeColumn))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ForegroundRole && !row.good && (column == AnswerColumn || column == RecordColumn))
        return coloursFor(QGuiApplication::palette()).bad;
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case NumberColumn: return QLocale().toString(index.row() + 1);
    case RequestColumn: return row.request;
    case AnswerColumn: return row.answer;
    case RecordColumn: return row.record;
    case TimeColumn: return row.sent ? durationWords(row.time) : QString();
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

std::string toCsv(const BulkModel& model)
{
    std::string csv = "number,capture,replay,round,request,status,speckle_status,time_ms,good,detail\r\n";
    for (int i = 0; i < model.rowCount(); ++i) {
        const BulkRow& row = model.at(i);
        const auto id = [](CaptureId one) { return toInt(one) == 0 ? std::string() : std::to_string(toInt(one)); };
        csv += std::to_string(i + 1) + ',' + id(row.capture) + ',' + id(row.stored) + ',' + std::to_string(row.round + 1) + ','
             + csvCell(row.request.toStdString()) + ',' + (row.status == 0 ? std::string() : std::to_string(row.status)) + ','
             + (row.sent ? std::to_string(int(row.speckle)) : std::string()) + ','
             + (row.sent ? QString::number(double(row.time.count()) / 1000, 'f', 3).toStdString() : std::string()) + ','
             + (row.good ? "yes" : "no") + ',' + csvCell(row.detail.toStdString()) + "\r\n";
    }
    return csv;
}

} // namespace hookloupe::ui
