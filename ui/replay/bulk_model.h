// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/bulk.h"

#include <QAbstractTableModel>

#include <vector>

namespace hookloupe::ui {

/// What came of each sending of a bulk, in the order they ended.
class BulkModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NumberColumn, RequestColumn, AnswerColumn, RecordColumn, TimeColumn, ColumnCount };
    static constexpr std::size_t mostRows = 10'000; ///< those after them are counted, not listed

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    void add(const replay::BulkResult& result, const QString& request);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString number;
        QString request;
        QString answer;
        QString record;
        QString time;
        QString detail;  ///< the whole sentence, for the tooltip
    };
    std::vector<Row> m_rows;
};

} // namespace hookloupe::ui
