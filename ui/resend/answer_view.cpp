// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/answer_view.h"

#include "detail/payload_text.h"
#include "http/answer_reader.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/bytes_pane.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"
#include "words/delivery_words.h"
#include "words/record_words.h"

#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr std::size_t readAtOnce = 64 * 1024;

} // namespace

QString timingWords(const DeliveryTimings& timings)
{
    QStringList parts;
    const auto add = [&parts](const QString& what, const std::optional<Micros>& time) {
        if (time)
            parts << AnswerView::tr("%1 %2", "what, after how long").arg(what, durationWords(*time));
    };
    add(AnswerView::tr("name"), timings.name);
    add(AnswerView::tr("connected"), timings.connected);
    add(AnswerView::tr("encrypted"), timings.encrypted);
    add(AnswerView::tr("first byte"), timings.firstByte);
    add(AnswerView::tr("all"), timings.total);
    return parts.join(QStringLiteral(" · "));
}

AnswerView::AnswerView(QWidget* parent)
    : QWidget(parent), m_stack(new QStackedWidget(this)), m_message(new PlainTextLabel(m_stack))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_stack);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMargin(24);
    auto* page = new QWidget(m_stack);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 6, 0, 0);
    auto* facts = new FactGrid(page);
    column->addWidget(facts);
    m_came = facts->add(tr("Answer"));
    m_sentTo = facts->add(tr("Sent to"));
    m_times = facts->add(tr("Times"));
    m_record = facts->add(tr("Speckle records"));
    m_reason = facts->add(tr("The reason it hides"));
    m_tabs = new QTabWidget(page);
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Answer"));
    m_body = new PayloadText(m_tabs);
    m_fields = new TextTable({tr("Name"), tr("Value")}, m_tabs);
    m_fields->setAccessibleName(tr("Fields of the answer"));
    m_fields->setCodeColumn(1);
    m_bytes = new BytesPane(tr("Answer"), m_tabs);
    m_tabs->addTab(m_body, tr("Body"));
    m_tabs->addTab(m_fields, tr("Headers"));
    m_tabs->addTab(m_bytes, tr("Bytes"));
    column->addWidget(m_tabs, 1);
    m_stack->addWidget(m_message);
    m_stack->addWidget(page);
    showNothing({});
}

void AnswerView::showNothing(const QString& message)
{
    m_reading.reset();
    m_message->setText(message);
    m_stack->setCurrentIndex(0);
}

void AnswerView::showDelivery(const Delivery& delivery)
{
    QString came = words::deliverySentence(delivery);
    if (delivery.redirects > 0)
        came += u' ' + (delivery.redirects == 1 ? tr("One redirect was followed.")
                                                : tr("%n redirects were followed.", nullptr, delivery.redirects));
    m_came.show(came);
    m_sentTo.show(shownText(delivery.url));
    m_times.show(timingWords(delivery.timings));
    m_record.show(words::recordStatus(delivery.record));
    m_reason.show(words::recordReasonSentence(delivery.record));
    showAnswer(delivery.answer);
    m_stack->setCurrentIndex(1);
}

void AnswerView::showAnswer(const std::string& answer)
{
    m_reading.reset();
    m_body->clear();
    m_tabs->setVisible(!answer.empty());
    http::AnswerReader reader;
    (void)reader.feed(answer);
    reader.end();
    auto read = std::make_shared<const http::ReceivedAnswer>(reader.take());
    std::vector<QStringList> rows;
    for (const http::Header& header : read->headers)
        rows.push_back({shown(header.name), shown(header.value)});
    m_fields->setRows(std::move(rows));
    m_bytes->setBytes(std::make_shared<const std::string>(answer));
    m_reading = std::make_unique<LazyPart<Readable>>(answer.size() < readAtOnce ? Cost::Cheap : Cost::Dear, [read] {
        auto document = std::make_shared<const decode::Document>(decode::decode(read->headers, read->content()));
        auto pretty = std::make_shared<const decode::PrettyText>(decode::prettyLayout(*document));
        return std::make_shared<const Readable>(Readable{std::move(document), std::move(pretty), {}});
    });
    m_reading->whenReady(this, [this](const std::shared_ptr<const Readable>& readable) { m_body->setReadable(*readable); });
}

} // namespace hookloupe::ui
