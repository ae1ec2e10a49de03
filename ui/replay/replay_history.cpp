// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/replay_history.h"

#include "replay/difference_view.h"
#include "style/short_words.h"
#include "widgets/choice_bar.h"
#include "widgets/text_table.h"
#include "words/delivery_words.h"
#include "words/record_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace hookloupe::ui {

ReplayHistory::ReplayHistory(CapturePtr original, QWidget* parent)
    : QWidget(parent)
    , m_original(std::move(original))
    , m_table(new TextTable({tr("Sent"), tr("To"), tr("Answer"), tr("Speckle records"), tr("Time")}, this))
    , m_what(new ChoiceBar(tr("What to compare"), this))
    , m_against(new QComboBox(this))
    , m_again(new QPushButton(tr("Replay this one…"), this))
    , m_difference(new DifferenceView(this))
{
    m_table->setAccessibleName(tr("Replays of this request"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_what->addChoice(tr("Requests"));
    m_what->addChoice(tr("Answers"));
    m_against->setAccessibleName(tr("Compare with"));
    m_against->addItem(tr("with the captured one"));
    m_against->addItem(tr("with the replay before"));
    auto* split = new QSplitter(Qt::Vertical, this);
    auto* below = new QWidget(split);
    auto* lower = new QVBoxLayout(below);
    lower->setContentsMargins(0, 0, 0, 0);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_what);
    bar->addWidget(m_against);
    bar->addStretch(1);
    bar->addWidget(m_again);
    lower->addLayout(bar);
    lower->addWidget(m_difference, 1);
    split->addWidget(m_table);
    split->addWidget(below);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->addWidget(split);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        compare();
        Q_EMIT chosenChanged();
    });
    connect(m_what, &ChoiceBar::currentChanged, this, &ReplayHistory::compare);
    connect(m_against, &QComboBox::currentIndexChanged, this, &ReplayHistory::compare);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (const SentReplay* replay = chosen())
            Q_EMIT againRequested(replay->request);
    });
    compare();
}

void ReplayHistory::setReplays(std::vector<SentReplay> replays)
{
    m_replays = std::move(replays);
    fill(-1);
}

void ReplayHistory::add(SentReplay replay)
{
    m_replays.push_back(std::move(replay));
    fill(0);
}

void ReplayHistory::noteStored(std::size_t number, CaptureId id)
{
    auto request = std::make_shared<Capture>(*m_replays[number].request);
    request->summary.id = id;
    m_replays[number].request = std::move(request);
    m_replays[number].delivery.capture = id;
}

const SentReplay* ReplayHistory::chosen() const
{
    const QModelIndex row = m_table->currentIndex();
    return row.isValid() ? &m_replays[static_cast<std::size_t>(indexOfRow(row.row()))] : nullptr;
}

void ReplayHistory::fill(int row)
{
    std::vector<QStringList> rows;
    for (auto replay = m_replays.rbegin(); replay != m_replays.rend(); ++replay) {
        const Delivery& delivery = replay->delivery;
        rows.push_back({timeWords(delivery.startedAt, utcNow()), shownText(delivery.url), words::deliveryLabel(delivery),
                        words::recordLabel(delivery.record), durationWords(delivery.timings.total)});
    }
    m_table->setRows(std::move(rows));
    m_table->resizeColumnsToContents();
    m_table->setColumnWidth(1, std::min(m_table->columnWidth(1), 260));
    if (row >= 0)
        m_table->setCurrentIndex(m_table->model()->index(row, 0));
    compare();
    Q_EMIT chosenChanged();
}

void ReplayHistory::compare()
{
    const SentReplay* replay = chosen();
    m_again->setEnabled(replay);
    m_what->setEnabled(replay);
    m_against->setEnabled(replay);
    if (m_replays.empty())
        return m_difference->showNothing(tr("Not replayed yet. Each replay is listed here, with what differs from the one before."));
    if (!replay)
        return m_difference->showNothing(tr("Select a replay to see how it differs."));
    const int index = indexOfRow(m_table->currentIndex().row());
    const SentReplay* before = m_against->currentIndex() == Before && index > 0 ? &m_replays[static_cast<std::size_t>(index - 1)] : nullptr;
    if (m_against->currentIndex() == Before && !before)
        return m_difference->showNothing(tr("This is the first replay: there is none before it."));
    const QString beforeTitle = before ? tr("The replay before") : tr("Captured");
    const QString afterTitle = tr("This replay");
    if (m_what->current() == Requests)
        return m_difference->compare(before ? before->request : m_original, replay->request, beforeTitle, afterTitle);
    const std::string& first = before ? before->delivery.answer : m_original->answer;
    if (first.empty() || replay->delivery.answer.empty())
        return m_difference->showNothing(tr("There are no two answers to compare."));
    m_difference->compare(answerAsCapture(first), answerAsCapture(replay->delivery.answer), beforeTitle, afterTitle);
}

} // namespace hookloupe::ui
