// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/deliveries_tab.h"

#include "detail/delivery_view.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"
#include "words/delivery_words.h"
#include "words/error_words.h"
#include "words/record_words.h"

#include <QItemSelectionModel>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int rowsShown = 6; ///< more scroll
constexpr std::chrono::milliseconds betweenReads{500};

QString attemptWords(const Delivery& delivery)
{
    const QString number = QLocale().toString(delivery.attempt);
    return delivery.mayRepeat ? DeliveriesTab::tr("%1, may repeat", "number of the attempt").arg(number) : number;
}

} // namespace

DeliveriesTab::DeliveriesTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    m_table = new TextTable({tr("Sent"), tr("To"), tr("What came"), tr("Time"), tr("Speckle"), tr("Attempt")}, content);
    m_table->setAccessibleName(tr("Deliveries of this request"));
    column->addWidget(m_table);
    m_compared = new PlainTextLabel(content);
    m_compared->setAccessibleName(tr("The two answers compared"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_compared, 1);
    m_again = new QPushButton(tr("Pass on again"), content);
    m_again->setToolTip(plainToolTip(tr("Puts the request into the queue of the chosen rows' handlers once more; one that waits there is not put there twice, but tried at once")));
    row->addWidget(m_again, 0, Qt::AlignRight | Qt::AlignTop);
    column->addLayout(row);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (const auto context = m_shown.lock())
            Q_EMIT againWanted(context->capture().summary, chosenForwards());
    });
    m_sides = new QSplitter(Qt::Horizontal, content);
    m_sides->setChildrenCollapsible(false);
    m_sides->setHandleWidth(12);
    m_left = new DeliveryView(m_sides);
    m_right = new DeliveryView(m_sides);
    column->addWidget(m_sides, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DeliveriesTab::showChosen);
    m_soon.setSingleShot(true);
    m_soon.setInterval(betweenReads);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        const auto context = m_shown.lock();
        if (context && isCurrent(context.get()) && m_deliveries.empty())
            read();
    });
    setContent(content);
}

QString DeliveriesTab::title() const
{
    return tr("Deliveries");
}

QString DeliveriesTab::emptyText() const
{
    return tr("Select a capture to see where it was passed on to and what came back.");
}

void DeliveriesTab::fill(const ContextPtr& context)
{
    m_shown = context;
    read();
}

void DeliveriesTab::drop()
{
    m_deliveries.clear();
    m_table->setRows({});
    m_left->clear();
    m_right->clear();
}

void DeliveriesTab::deliveriesChanged(const std::vector<CaptureId>& captures)
{
    const auto context = m_shown.lock();
    if (!context || !isCurrent(context.get()))
        return;
    if (std::find(captures.begin(), captures.end(), context->capture().summary.id) != captures.end())
        read();
}

void DeliveriesTab::queuesChanged()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void DeliveriesTab::setCanSendAgain(bool can)
{
    m_canSendAgain = can;
}

std::vector<Delivery> DeliveriesTab::chosenForwards() const
{
    std::vector<Delivery> chosen;
    for (const int row : m_table->selectedRows()) {
        const auto at = static_cast<std::size_t>(row);
        if (at < m_deliveries.size() && m_deliveries[at].purpose == DeliveryPurpose::Forward)
            chosen.push_back(m_deliveries[at]);
    }
    return chosen;
}

void DeliveriesTab::read()
{
    const auto context = m_shown.lock();
    const auto& provider = context->others().deliveries;
    auto deliveries = provider ? provider(context->capture().summary.id) : Result<std::vector<Delivery>>(std::vector<Delivery>());
    if (!deliveries)
        return showMessage(words::errorSentence(deliveries.error()));
    if (deliveries->empty()) {
        m_deliveries.clear();
        if (const QString why = m_whyNotSent ? m_whyNotSent(context->capture().summary) : QString(); !why.isEmpty())
            return showMessage(why);
        return showMessage(tr("This request was not passed on, and does not wait for it. An endpoint passes requests on to the handlers in its "
                              "dialog, under Forwarding; what waits for a handler is in the forwarding queue, in the Endpoints menu."));
    }
    const auto chosen = m_table->selectedRows();
    m_deliveries = std::move(deliveries).value();
    std::vector<QStringList> rows;
    for (const Delivery& delivery : m_deliveries)
        rows.push_back({timeWords(delivery.startedAt, utcNow()), shownText(delivery.url), words::deliveryLabel(delivery),
                        durationWords(delivery.timings.total), words::recordLabel(delivery.record), attemptWords(delivery)});
    m_table->setRows(std::move(rows));
    m_table->fitHeight(rowsShown);
    if (chosen.empty())
        m_table->setCurrentIndex(m_table->model()->index(static_cast<int>(m_deliveries.size()) - 1, 0));
    for (const int row : chosen)
        m_table->selectionModel()->select(m_table->model()->index(row, 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
    showContent();
    showChosen();
}

void DeliveriesTab::showChosen()
{
    const auto context = m_shown.lock();
    auto rows = m_table->selectedRows();
    std::sort(rows.begin(), rows.end());
    std::erase_if(rows, [this](int row) { return row < 0 || row >= static_cast<int>(m_deliveries.size()); });
    const auto at = [this](int row) -> const Delivery& { return m_deliveries[static_cast<std::size_t>(row)]; };
    const bool two = rows.size() == 2;
    m_again->setVisible(m_canSendAgain && context && !chosenForwards().empty());
    const bool second = two && m_right->isHidden();
    m_left->setVisible(!rows.empty() && context);
    m_right->setVisible(two && context);
    if (second)
        m_sides->setSizes({1'000, 1'000}); // shares
    if (rows.empty() || !context)
        return m_compared->setText({});
    const std::string& captured = context->capture().contentSha256;
    m_left->showDelivery(at(rows.front()), captured);
    if (two)
        m_right->showDelivery(at(rows.back()), captured);
    if (m_deliveries.size() < 2)
        m_compared->setText({});
    else if (!two)
        m_compared->setText(tr("Select two rows to compare their answers side by side."));
    else if (at(rows.front()).answer == at(rows.back()).answer)
        m_compared->setText(tr("Both answers are the same, byte for byte."));
    else if (at(rows.front()).status == at(rows.back()).status)
        m_compared->setText(tr("The answers have the same status and differ in their bytes."));
    else
        m_compared->setText(tr("The answers differ: %1 and %2.").arg(words::deliveryLabel(at(rows.front())),
                                                                      words::deliveryLabel(at(rows.back()))));
}

} // namespace hookloupe::ui
