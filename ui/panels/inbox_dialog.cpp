// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/inbox_dialog.h"

#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/plain_text_label.h"
#include "widgets/text_table.h"
#include "words/delivery_words.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int queuesShown = 5; ///< rows

QString countWords(std::int64_t count)
{
    const auto n = static_cast<int>(std::min<std::int64_t>(count, 1'000'000'000));
    return n == 1 ? InboxDialog::tr("One request waits to be passed on.")
                  : InboxDialog::tr("%n requests wait to be passed on.", nullptr, n);
}

} // namespace

QString queueWords(const forward::QueueStatus& queue)
{
    switch (queue.state) {
    case forward::QueueState::Idle:
        return InboxDialog::tr("nothing waits");
    case forward::QueueState::Sending:
        return queue.downSince ? InboxDialog::tr("tries again") : InboxDialog::tr("is being sent");
    case forward::QueueState::Pacing:
        return InboxDialog::tr("waits for its turn, as the pace says");
    case forward::QueueState::Down: {
        const QString fault = words::faultLabel(queue.fault);
        const QString since = queue.downSince ? timeWords(*queue.downSince, utcNow()) : QString();
        return InboxDialog::tr("down since %1: %2; tried again by itself").arg(since, fault);
    }
    case forward::QueueState::Held:
        return InboxDialog::tr("held by you");
    case forward::QueueState::NotATarget:
        return InboxDialog::tr("no target of its endpoint any more: kept, not sent");
    case forward::QueueState::StoreFailed:
        return InboxDialog::tr("the store could not be read or written; tried again");
    }
    return {};
}

InboxDialog::InboxDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Forwarding queue"));
    auto* column = new QVBoxLayout(this);
    m_summary = new PlainTextLabel(this);
    column->addWidget(m_summary);

    m_queues = new TextTable({tr("Target"), tr("Endpoint"), tr("Waiting"), tr("State")}, this);
    m_queues->setAccessibleName(tr("Targets"));
    column->addWidget(m_queues);
    auto* queueButtons = new QHBoxLayout;
    m_retry = new QPushButton(tr("&Retry now"), this);
    m_hold = new QPushButton(tr("&Hold"), this);
    queueButtons->addWidget(m_retry);
    queueButtons->addWidget(m_hold);
    queueButtons->addStretch(1);
    column->addLayout(queueButtons);

    m_items = new TextTable({tr("Arrived"), tr("Request"), tr("Event"), tr("Target"), tr("Attempts")}, this);
    m_items->setAccessibleName(tr("Requests that wait, in the order of delivery"));
    column->addWidget(m_items, 1);
    auto* itemButtons = new QHBoxLayout;
    m_first = new QPushButton(tr("Deliver &first"), this);
    m_up = new QPushButton(tr("&Up"), this);
    m_down = new QPushButton(tr("&Down"), this);
    m_skip = new QPushButton(tr("&Skip"), this);
    m_clear = new QPushButton(tr("C&lear the queue…"), this);
    for (QPushButton* button : {m_first, m_up, m_down, m_skip})
        itemButtons->addWidget(button);
    itemButtons->addStretch(1);
    itemButtons->addWidget(m_clear);
    column->addLayout(itemButtons);
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    column->addWidget(close);
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setAutoDefault(false);

    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_retry, &QPushButton::clicked, this, &InboxDialog::retryWanted);
    connect(m_hold, &QPushButton::clicked, this, [this] { Q_EMIT holdWanted(!m_content.held); });
    connect(m_skip, &QPushButton::clicked, this, [this] { Q_EMIT skipWanted(selectedPositions()); });
    connect(m_clear, &QPushButton::clicked, this, &InboxDialog::clearWanted);
    connect(m_first, &QPushButton::clicked, this, &InboxDialog::moveToFront);
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_items->selectionModel(), &QItemSelectionModel::selectionChanged, this, &InboxDialog::enableButtons);
    resize(820, 560);
    setContent({});
}

void InboxDialog::setContent(InboxContent content)
{
    const auto selected = selectedPositions();
    const bool sameItems = content.items == m_content.items;
    m_content = std::move(content);
    m_summary->setText(m_content.total == 0 ? tr("Nothing waits: every request was passed on.") : countWords(m_content.total));
    m_hold->setText(m_content.held ? tr("&Go on") : tr("&Hold"));
    showQueues();
    if (!sameItems)
        showItems();
    for (std::size_t row = 0; !sameItems && row < m_content.items.size(); ++row) {
        if (std::find(selected.begin(), selected.end(), m_content.items[row].position) != selected.end())
            m_items->selectionModel()->select(m_items->model()->index(static_cast<int>(row), 0),
                                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    enableButtons();
}

void InboxDialog::showQueues()
{
    std::vector<QStringList> rows;
    for (const forward::QueueStatus& queue : m_content.queues) {
        const auto title = m_content.endpoints.find(queue.endpoint);
        rows.push_back({shownText(queue.target), title == m_content.endpoints.end() ? tr("removed") : title->second,
                        QLocale().toString(static_cast<qlonglong>(queue.waiting)), queueWords(queue)});
    }
    m_queues->setRows(std::move(rows));
    m_queues->fitHeight(queuesShown);
}

void InboxDialog::showItems()
{
    std::vector<QStringList> rows;
    for (const InboxItem& item : m_content.items) {
        const auto found = m_content.captures.find(item.capture);
        const CaptureSummary capture = found == m_content.captures.end() ? CaptureSummary{} : found->second;
        const QString attempts = QLocale().toString(item.attempts);
        rows.push_back({timeWords(capture.arrivedAt, utcNow()),
                        tr("%1 %2", "method and path").arg(shownText(capture.method, 20), shownText(capture.target, 120)),
                        shownText(capture.event.wireName), shownText(item.target),
                        item.begun && item.attempts > 0 ? tr("%1, may repeat").arg(attempts) : attempts});
    }
    m_items->setRows(std::move(rows));
}

void InboxDialog::enableButtons()
{
    const bool any = !selectedPositions().empty();
    for (QPushButton* button : {m_first, m_up, m_down, m_skip})
        button->setEnabled(any);
    m_clear->setEnabled(m_content.total > 0);
    m_retry->setEnabled(std::any_of(m_content.queues.begin(), m_content.queues.end(),
                                    [](const auto& queue) { return queue.state == forward::QueueState::Down; }));
    m_hold->setEnabled(!m_content.queues.empty());
}

std::vector<std::int64_t> InboxDialog::selectedPositions() const
{
    std::vector<std::int64_t> positions;
    for (const int row : m_items->selectedRows()) {
        if (row >= 0 && row < static_cast<int>(m_content.items.size()))
            positions.push_back(m_content.items[static_cast<std::size_t>(row)].position);
    }
    std::sort(positions.begin(), positions.end());
    return positions;
}

void InboxDialog::move(int by)
{
    std::vector<std::size_t> rows(m_content.items.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = i;
    auto chosen = m_items->selectedRows();
    std::sort(chosen.begin(), chosen.end());
    if (by > 0)
        std::reverse(chosen.begin(), chosen.end());
    for (const int row : chosen) {
        const int other = row + by;
        const bool otherIsChosen = std::find(chosen.begin(), chosen.end(), other) != chosen.end();
        if (other < 0 || other >= static_cast<int>(rows.size()) || otherIsChosen)
            return; // as far as it goes
        std::swap(rows[static_cast<std::size_t>(row)], rows[static_cast<std::size_t>(other)]);
    }
    order(std::move(rows));
}

void InboxDialog::moveToFront()
{
    const auto chosen = m_items->selectedRows();
    std::vector<std::size_t> rows(m_content.items.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = i;
    std::stable_partition(rows.begin(), rows.end(), [&chosen](std::size_t row) {
        return std::find(chosen.begin(), chosen.end(), static_cast<int>(row)) != chosen.end();
    });
    order(std::move(rows));
}

void InboxDialog::order(std::vector<std::size_t> rows)
{
    std::vector<std::int64_t> positions;
    for (const std::size_t row : rows)
        positions.push_back(m_content.items[row].position);
    Q_EMIT orderWanted(positions);
}

} // namespace hookloupe::ui
