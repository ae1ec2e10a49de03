// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "detail/detail_context.h"
#include "widgets/fact_grid.h"

#include <QWidget>

class QStackedWidget;
class QTabWidget;

namespace hookloupe::ui {

class BytesPane;
class PayloadText;
class PlainTextLabel;
class TextTable;

/// What came back of a replay: status, times, what Speckle would record, and the answer's body, fields and bytes.
class AnswerView : public QWidget {
    Q_OBJECT

public:
    explicit AnswerView(QWidget* parent = nullptr);

    void showNothing(const QString& message);
    void showDelivery(const Delivery& delivery);

private:
    void showAnswer(const std::string& answer);

    QStackedWidget* m_stack;
    PlainTextLabel* m_message;
    FactGrid::Fact m_came;
    FactGrid::Fact m_sentTo;
    FactGrid::Fact m_times;
    FactGrid::Fact m_record;
    FactGrid::Fact m_reason;
    QTabWidget* m_tabs;
    PayloadText* m_body;
    TextTable* m_fields;
    BytesPane* m_bytes;
    std::unique_ptr<LazyPart<Readable>> m_reading;
};

/// "name 0.1 ms · connected 0.3 ms · first byte 12 ms · all 12 ms"
[[nodiscard]] QString timingWords(const DeliveryTimings& timings);

} // namespace hookloupe::ui
