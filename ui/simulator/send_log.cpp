// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/send_log.h"

#include "detail/delivery_view.h"
#include "widgets/plain_text_label.h"
#include "words/delivery_words.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::ui {

namespace {

constexpr auto pause = 50ms;          ///< between two changes of the table, however many events there are
constexpr std::size_t kindsShown = 6; ///< of answers, the most frequent ones

} // namespace

SendLog::SendLog(QWidget* parent)
    : QWidget(parent), m_model(new SentModel(this)), m_counts(new PlainTextLabel(this)), m_table(new QTableView(this)),
      m_delivery(new DeliveryView(this)), m_trouble(new PlainTextLabel(this))
{
    m_counts->setAccessibleName(tr("How the sending gets on"));
    m_counts->setText(tr("Press Send to see what comes back."));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Events that were sent"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setSectionResizeMode(SentModel::Event, QHeaderView::Stretch);
    for (const auto& [column, text] : {std::pair{SentModel::Sent, u"00:00:00.000"_s}, {SentModel::Answer, u"timed out"_s},
                                       {SentModel::Record, u"2 Webhook called"_s}, {SentModel::Time, u"999 ms"_s}})
        m_table->setColumnWidth(column, m_table->fontMetrics().horizontalAdvance(text) + 16);
    m_trouble->setAccessibleName(tr("Why it was not sent"));
    m_trouble->hide();
    m_delivery->clear();

    auto* below = new QWidget(this);
    auto* column = new QVBoxLayout(below);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_trouble);
    column->addWidget(m_delivery, 1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_table);
    split->addWidget(below);
    split->setChildrenCollapsible(false);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setSizes({m_table->verticalHeader()->defaultSectionSize() * 6, 400});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->addWidget(m_counts);
    layout->addWidget(split, 1);

    m_soon.setSingleShot(true);
    m_soon.setInterval(pause);
    connect(&m_soon, &QTimer::timeout, this, &SendLog::flush);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SendLog::showChosen);
}

void SendLog::begin(std::int64_t total)
{
    flush();
    m_total = total;
    m_done = m_failed = 0;
    m_answers.clear();
    m_since.start();
    if (m_model->rowCount() > 0) // what is sent now is of interest, whatever was looked at before
        m_table->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
    showCounts();
}

void SendLog::end()
{
    flush();
}

void SendLog::add(SentEvent event)
{
    ++m_done;
    m_failed += event.good ? 0 : 1;
    ++m_answers[event.trouble.isEmpty() ? words::deliveryLabel(event.delivery) : tr("not sent")];
    m_waiting.push_back(std::move(event));
    if (m_waiting.size() > std::size_t(SentModel::mostRows))
        m_waiting.erase(m_waiting.begin());
    if (m_total <= 1)
        flush();
    else if (!m_soon.isActive())
        m_soon.start();
}

void SendLog::flush()
{
    m_soon.stop();
    if (m_waiting.empty())
        return;
    const QModelIndex current = m_table->currentIndex();
    const bool follows = !current.isValid() || current.row() == m_model->rowCount() - 1;
    m_model->add(std::exchange(m_waiting, {}));
    if (follows) {
        m_table->setCurrentIndex(m_model->index(m_model->rowCount() - 1, 0));
        m_table->scrollToBottom();
    }
    showCounts();
}

void SendLog::showCounts()
{
    const QLocale locale;
    QString text = tr("%1 of %2 sent", "counters").arg(locale.toString(m_done), locale.toString(std::max(m_total, m_done)));
    if (m_total > 1 && m_done > 1 && m_since.elapsed() > 0)
        text += u" · "_s + tr("%1 a second").arg(locale.toString(double(m_done) * 1000.0 / double(m_since.elapsed()), 'f', 1));
    if (m_failed > 0)
        text += u" · "_s + (m_failed == 1 ? tr("one failure") : tr("%n failures", nullptr, static_cast<int>(m_failed)));
    std::vector<std::pair<QString, std::int64_t>> kinds(m_answers.begin(), m_answers.end());
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    for (std::size_t i = 0; i < std::min(kinds.size(), kindsShown) && m_total > 1; ++i)
        text += u" · "_s + tr("%1: %2", "answer: how often").arg(kinds[i].first, locale.toString(kinds[i].second));
    m_counts->setText(text);
}

void SendLog::showChosen()
{
    const auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return;
    const SentEvent& one = m_model->at(rows.front().row());
    m_trouble->setText(one.trouble);
    m_trouble->setVisible(!one.trouble.isEmpty());
    if (one.trouble.isEmpty())
        m_delivery->showDelivery(one.delivery);
    else
        m_delivery->clear();
}

} // namespace hookloupe::ui
