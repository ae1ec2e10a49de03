// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulator/sent_model.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <cstdint>
#include <map>

class QSplitter;
class QTableView;

namespace hookloupe::ui {

class DeliveryView;
class PlainTextLabel;

/// What came of the events that were sent: counters of the last sending, a row for each event, and of the chosen one the
/// answer. The newest is chosen until the user chooses another one.
class SendLog : public QWidget {
    Q_OBJECT

public:
    explicit SendLog(QWidget* parent = nullptr);

    void begin(std::int64_t total);   ///< of events that follow
    void add(SentEvent event);        ///< shown soon
    void end();                       ///< all of them are shown now

private:
    void flush();
    void showCounts();
    void showChosen();

    SentModel* m_model;
    PlainTextLabel* m_counts;
    QTableView* m_table;
    DeliveryView* m_delivery;
    PlainTextLabel* m_trouble;
    QTimer m_soon;
    std::vector<SentEvent> m_waiting;
    std::map<QString, std::int64_t> m_answers;  ///< of this sending: how many of each kind
    std::int64_t m_total = 0;
    std::int64_t m_done = 0;
    std::int64_t m_failed = 0;
    QElapsedTimer m_since;
};

} // namespace hookloupe::ui
