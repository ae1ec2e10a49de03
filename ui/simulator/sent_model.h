// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"

#include <QAbstractTableModel>
#include <QString>

#include <deque>
#include <vector>

namespace hookloupe::ui {

/// A made-up event that was sent, and what came of it.
struct SentEvent {
    QString event;
    QString trouble{};     ///< why it was not sent; empty: it was
    Delivery delivery{};
    bool good = false;
    bool speckles = false; ///< an event of Speckle: what it would record is of interest
};

/// The last of them, oldest first. Bounded in rows and in the bytes of answers: of many, those that failed stay longest.
class SentModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Sent, Event, Answer, Record, Time, ColumnCount };
    static constexpr int mostRows = 500;
    static constexpr std::size_t mostAnswerBytes = 32 * 1024 * 1024;

    using QAbstractTableModel::QAbstractTableModel;

    void add(std::vector<SentEvent> events);
    [[nodiscard]] const SentEvent& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void forgetOne();
    void forgetAnswers();

    std::deque<SentEvent> m_rows;
    std::size_t m_answerBytes = 0;
};

} // namespace hookloupe::ui
