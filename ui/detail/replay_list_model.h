// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <vector>

namespace hookloupe::ui {

/// The replays of a capture, the newest first, without their bytes.
class ReplayListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { SentColumn, ToColumn, AnswerColumn, RecordColumn, TimeColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setReplays(std::vector<Delivery> newestFirst);
    void prepend(Delivery newest);
    /// Those before all that are listed, newest first.
    void appendOlder(std::vector<Delivery> older);
    void noteStored(int row, CaptureId replay);
    [[nodiscard]] const Delivery& at(int row) const { return m_replays[static_cast<std::size_t>(row)]; }
    [[nodiscard]] int rowOf(CaptureId replay) const; ///< -1 = not listed

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<Delivery> m_replays;
};

} // namespace hookloupe::ui
