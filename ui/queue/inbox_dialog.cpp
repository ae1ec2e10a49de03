// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue/inbox_dialog.h"

#include "widgets/plain_tip_delegate.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/plain_text_label.h"
#include "widgets/row_table.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int queuesShown = 6; ///< rows

QTableView* tableOf(QAbstractItemModel* model, const QString& name, QWidget* parent)
{
    auto* view = new RowTable(parent);
    view->setModel(model);
    view->setAccessibleName(name);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->horizontalHeader()->setStretchLastSection(true);
    view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return view;
}

QString summaryWords(const QueueList& list)
{
    std::int64_t waiting = 0;
    std::optional<UtcTime> oldest;
    for (std::size_t i = 0; i < list.queues.size(); ++i) {
        waiting += list.queues[i].waiting;
        if (list.queues[i].waiting > 0 && list.oldest[i])
            oldest = oldest ? std::min(*oldest, *list.oldest[i]) : list.oldest[i];
    }
    if (waiting == 0)
        return InboxDialog::tr("Nothing waits: every request was passed on.");
    const auto n = static_cast<int>(std::min<std::int64_t>(waiting, 1'000'000'000));
    const QString count = n == 1 ? InboxDialog::tr("One request waits to be passed on.")
                                 : InboxDialog::tr("%n requests wait to be passed on.", nullptr, n);
    if (!oldest)
        return count;
    return InboxDialog::tr("%1 The oldest came %2.").arg(count, agoWords(std::max(utcNow() - *oldest, Micros{})));
}

} // namespace

InboxDialog::InboxDialog(Read read, QWidget* parent)
    : QDialog(parent), m_read(std::move(read)), m_queueModel(new QueueModel(this)),
      m_items(new InboxModel([this](std::int64_t after, std::size_t limit) { return m_read(m_only, after, limit); }, this))
{
    setWindowTitle(tr("Forwarding queue"));
    auto* column = new QVBoxLayout(this);
    m_summary = new PlainTextLabel(this);
    column->addWidget(m_summary);
    addQueues();
    addItems();
    auto* close = new QDialogButtonBox(QDialogButtonBox::Close, this);
    column->addWidget(close);
    for (QPushButton* button : findChildren<QPushButton*>())
        button->setAutoDefault(false);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_clock.setInterval(1'000);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_queueModel->tick();
        m_summary->setText(summaryWords(m_queueModel->list()));
    });
    m_clock.start();
    resize(1000, 600);
    setQueues({});
}

QPushButton* InboxDialog::addButton(const QString& text, const QKeySequence& keys, const QString& hint)
{
    auto* button = new QPushButton(text, this);
    button->setToolTip(plainToolTip(keys.isEmpty() ? hint : tr("%1 (%2)", "hint, keys").arg(hint, keys.toString(QKeySequence::NativeText))));
    if (!keys.isEmpty()) {
        auto* shortcut = new QShortcut(keys, m_view);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, button, [button] { button->click(); });
    }
    return button;
}

void InboxDialog::addQueues()
{
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    m_queueView = tableOf(m_queueModel, tr("Targets"), this);
    constexpr int widths[]{240, 110, 65, 55, 95};
    for (int i = 0; i < 5; ++i)
        m_queueView->setColumnWidth(i, widths[i]);
    column->addWidget(m_queueView);
    auto* buttons = new QHBoxLayout;
    m_retry = addButton(tr("&Retry now"), {}, tr("Tries the chosen targets at once; all of them, if none is chosen"));
    m_hold = addButton(tr("&Hold"), {}, tr("Sends nothing to the chosen targets until they go on, also after a restart"));
    m_clear = addButton(tr("C&lear"), {}, tr("Skips all that waits for the chosen targets; can be undone"));
    m_failed = addButton(tr("Send failed ones &again"), {},
                         tr("Puts what got no answer, or one of 400 and more, into the queue once more; since this program started"));
    for (QPushButton* button : {m_retry, m_hold, m_clear, m_failed})
        buttons->addWidget(button);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_retry, &QPushButton::clicked, this, [this] { Q_EMIT retryWanted(chosenQueues()); });
    connect(m_hold, &QPushButton::clicked, this, [this] { Q_EMIT holdWanted(chosenQueues(), !chosenAreHeld()); });
    connect(m_clear, &QPushButton::clicked, this, [this] { Q_EMIT clearWanted(chosenQueues()); });
    connect(m_failed, &QPushButton::clicked, this, [this] { Q_EMIT failedAgainWanted(chosenQueues()); });
    connect(m_queueView->selectionModel(), &QItemSelectionModel::selectionChanged, this, &InboxDialog::queuesChosen);
    connect(m_queueModel, &QAbstractItemModel::modelReset, this, &InboxDialog::queuesChosen);
}

void InboxDialog::addItems()
{
    auto* column = qobject_cast<QVBoxLayout*>(layout());
    m_which = new PlainTextLabel(this);
    column->addSpacing(6);
    column->addWidget(m_which);
    m_view = tableOf(m_items, tr("Requests that wait, in the order of delivery"), this);
    m_view->setItemDelegate(new PlainTipDelegate(m_view)); // the model's texts are shown as they are
    constexpr int widths[]{150, 280, 160, 240};
    for (int i = 0; i < 4; ++i)
        m_view->setColumnWidth(i, widths[i]);
    m_view->setDragEnabled(true);
    m_view->setAcceptDrops(true);
    m_view->setDropIndicatorShown(true);
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDragDropOverwriteMode(false);
    column->addWidget(m_view, 1);
    auto* buttons = new QHBoxLayout;
    m_first = addButton(tr("Deliver &first"), QKeySequence(u"Alt+Home"_s), tr("Puts the selected requests in front of all others"));
    m_up = addButton(tr("&Up"), QKeySequence(u"Alt+Up"_s), tr("Puts the selected requests one place forward; or drag them"));
    m_down = addButton(tr("&Down"), QKeySequence(u"Alt+Down"_s), tr("Puts the selected requests one place back; or drag them"));
    m_skip = addButton(tr("&Skip"), QKeySequence(QKeySequence::Delete),
                       tr("Does not pass the selected requests on; they stay in the list of requests. Can be undone"));
    for (QPushButton* button : {m_first, m_up, m_down, m_skip})
        buttons->addWidget(button);
    buttons->addStretch(1);
    column->addLayout(buttons);
    connect(m_skip, &QPushButton::clicked, this, [this] { Q_EMIT skipWanted(selectedItems()); });
    connect(m_first, &QPushButton::clicked, this, [this] { moveTo(selectedRows(), 0); });
    connect(m_up, &QPushButton::clicked, this, [this] { moveBy(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { moveBy(1); });
    connect(m_items, &InboxModel::moveWanted, this, &InboxDialog::moveTo);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &InboxDialog::enableButtons);
    connect(m_items, &QAbstractItemModel::rowsRemoved, this, &InboxDialog::enableButtons);
}

void InboxDialog::setQueues(QueueList list)
{
    m_queueModel->setQueues(std::move(list));
    const int rows = std::clamp(m_queueModel->rowCount(), 1, queuesShown);
    m_queueView->setFixedHeight(m_queueView->horizontalHeader()->sizeHint().height()
                                + rows * m_queueView->verticalHeader()->defaultSectionSize() + 2 * m_queueView->frameWidth());
    m_summary->setText(summaryWords(m_queueModel->list()));
    enableButtons();
}

std::vector<InboxDialog::Queue> InboxDialog::chosenQueues() const
{
    std::vector<Queue> chosen;
    const auto& queues = m_queueModel->list().queues;
    for (std::size_t i = 0; i < queues.size(); ++i) {
        if (!m_queueView->selectionModel()->hasSelection() || m_queueView->selectionModel()->isRowSelected(static_cast<int>(i)))
            chosen.emplace_back(queues[i].endpoint, queues[i].target);
    }
    return chosen;
}

void InboxDialog::queuesChosen()
{
    const auto chosen = chosenQueues();
    const auto only = chosen.size() == 1 && m_queueModel->rowCount() > 1 ? std::optional(chosen.front()) : std::nullopt;
    if (only != m_only) {
        m_only = only;
        m_view->clearSelection();
        m_items->refresh();
    }
    enableButtons();
}

bool InboxDialog::chosenAreHeld() const
{
    const auto chosen = chosenQueues();
    const auto& queues = m_queueModel->list().queues;
    return !chosen.empty() && std::all_of(queues.begin(), queues.end(), [&](const forward::QueueStatus& queue) {
        return queue.held || std::find(chosen.begin(), chosen.end(), Queue(queue.endpoint, queue.target)) == chosen.end();
    });
}

void InboxDialog::enableButtons()
{
    const auto& queues = m_queueModel->list().queues;
    const bool any = m_view->selectionModel()->hasSelection();
    for (QPushButton* button : {m_first, m_up, m_down, m_skip})
        button->setEnabled(any);
    m_clear->setEnabled(std::any_of(queues.begin(), queues.end(), [](const auto& queue) { return queue.waiting > 0; }));
    m_retry->setEnabled(std::any_of(queues.begin(), queues.end(),
                                    [](const auto& queue) { return queue.state == forward::QueueState::Down; }));
    m_failed->setEnabled(std::any_of(queues.begin(), queues.end(), [](const auto& queue) { return queue.failed > 0; }));
    m_hold->setEnabled(!queues.empty());
    m_which->setText(m_only ? tr("What waits for %1, in the order of delivery. Ctrl+click it to see what waits for the others too.")
                                  .arg(shownText(m_only->second, 80))
                            : tr("What waits, in the order of delivery:"));
    m_hold->setText(chosenAreHeld() ? tr("&Go on") : tr("&Hold"));
}

std::vector<int> InboxDialog::selectedRows() const
{
    std::vector<int> rows;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::vector<InboxItem> InboxDialog::selectedItems() const
{
    std::vector<InboxItem> items;
    for (const int row : selectedRows())
        items.push_back(m_items->items()[static_cast<std::size_t>(row)]);
    return items;
}

void InboxDialog::moveBy(int by)
{
    const auto rows = selectedRows();
    if (rows.empty())
        return;
    moveTo(rows, by < 0 ? std::max(rows.front() - 1, 0) : std::min(rows.back() + 2, m_items->rowCount()));
}

/// What is moved stays selected, at its new place.
void InboxDialog::moveTo(const std::vector<int>& rows, int before)
{
    if (rows.empty())
        return;
    const auto order = movedRows(m_items->rowCount(), rows, before);
    std::vector<std::int64_t> positions;
    int first = -1; // only what changes its place is named
    int last = -1;
    for (int place = 0; place < static_cast<int>(order.size()); ++place) {
        if (order[static_cast<std::size_t>(place)] != place) {
            first = first < 0 ? place : first;
            last = place;
        }
    }
    if (first < 0)
        return;
    for (int place = first; place <= last; ++place)
        positions.push_back(m_items->items()[static_cast<std::size_t>(order[static_cast<std::size_t>(place)])].position);
    Q_EMIT orderWanted(positions);
    const auto moved = std::find(order.begin(), order.end(), rows.front()) - order.begin();
    const QModelIndex from = m_items->index(static_cast<int>(moved), 0);
    const QModelIndex to = m_items->index(static_cast<int>(moved) + static_cast<int>(rows.size()) - 1, 0);
    if (!to.isValid())
        return;
    m_view->selectionModel()->setCurrentIndex(from, QItemSelectionModel::NoUpdate);
    m_view->selectionModel()->select(QItemSelection(from, to), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
}

} // namespace hookloupe::ui
