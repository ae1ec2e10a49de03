// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/bulk.h"

#include <QAbstractTableModel>

#include <vector>

namespace hookloupe::ui {

/// What came of one sending of a bulk, without the bytes.
struct BulkRow {
    CaptureId capture{};      ///< that was sent
    CaptureId stored{};       ///< the replay; 0 = not stored, or not yet
    QString request;          ///< what it was, for a person
    QString answer;
    QString record;           ///< what Speckle would have recorded
    QString detail;           ///< the whole sentence
    int round = 0;
    int status = 0;
    SpeckleStatus speckle = SpeckleStatus::Pending;
    Micros time{};
    bool sent = false;
    bool good = false;
};

/// What came of each sending of a bulk, in the order they ended.
class BulkModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NumberColumn, RequestColumn, AnswerColumn, RecordColumn, TimeColumn, ColumnCount };
    enum Role { SortRole = Qt::UserRole, FailedRole };
    static constexpr std::size_t mostRows = 10'000; ///< those after them are counted, not listed

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// The row it has; -1 if there are too many.
    int add(CaptureId capture, const replay::BulkResult& result, const QString& request);
    void noteStored(int row, CaptureId replay);
    [[nodiscard]] const BulkRow& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QVariant sortValue(const BulkRow& row, int number, Column column);

    std::vector<BulkRow> m_rows;
};

/// All rows as comma-separated values (RFC 4180) with a line of titles; for programs: ids, numbers, no user's number format.
/// A cell that a spreadsheet would take for a formula has an apostrophe in front.
[[nodiscard]] std::string toCsv(const BulkModel& model);

} // namespace hookloupe::ui
