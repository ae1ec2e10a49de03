// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/replay_history.h"

#include "detail/change_view.h"
#include "detail/replay_list_model.h"
#include "style/plain_text.h"
#include "widgets/choice_bar.h"
#include "widgets/row_table.h"
#include "words/error_words.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr std::size_t mostWhole = 16; ///< stored replays that are kept whole; others are read again

/// What a list shows of it.
Delivery lightOf(const SentReplay& replay)
{
    Delivery light = replay.delivery;
    light.capture = replay.request->summary.id;
    light.head.clear();
    light.answer.clear();
    return light;
}

} // namespace

ReplayHistory::ReplayHistory(CapturePtr original, Fetch fetch, QWidget* parent)
    : QWidget(parent)
    , m_original(std::move(original))
    , m_fetch(std::move(fetch))
    , m_model(new ReplayListModel(this))
    , m_table(new RowTable(this))
    , m_note(plainLabel({}, this))
    , m_what(new ChoiceBar(tr("What to compare"), this))
    , m_against(new QComboBox(this))
    , m_again(new QPushButton(tr("Replay this one…"), this))
    , m_difference(new ChangeView(this))
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Replays of this request"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(ReplayListModel::ToColumn, QHeaderView::Stretch);
    m_note->setWordWrap(true);
    m_note->hide();
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
    column->addWidget(m_note);
    column->addWidget(split, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ReplayHistory::choose);
    connect(m_what, &ChoiceBar::currentChanged, this, &ReplayHistory::compare);
    connect(m_against, &QComboBox::currentIndexChanged, this, &ReplayHistory::compare);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (const SentReplay* replay = chosen())
            Q_EMIT againRequested(replay->request);
    });
    compare();
}

void ReplayHistory::addEarlier(ReplayList earlier)
{
    m_unlisted = earlier.total - static_cast<std::int64_t>(earlier.newest.size());
    // One of those sent here may have been stored and read already.
    std::erase_if(earlier.newest, [this](const Delivery& one) { return m_model->rowOf(one.capture) >= 0; });
    m_whole.resize(m_whole.size() + earlier.newest.size());
    m_model->appendOlder(std::move(earlier.newest));
    m_table->resizeColumnsToContents();
    if (m_unlisted > 0) {
        m_note->setText(tr("The newest %1 of %2 are listed.")
                            .arg(QLocale().toString(m_model->rowCount()), QLocale().toString(static_cast<qlonglong>(count()))));
        m_note->show();
    }
    compare();
    Q_EMIT chosenChanged();
}

void ReplayHistory::add(SentReplay replay)
{
    m_whole.push_front(std::make_shared<const SentReplay>(std::move(replay)));
    m_model->prepend(lightOf(*m_whole.front()));
    ++m_added;
    forgetMost();
    m_table->resizeColumnsToContents();
    m_table->setCurrentIndex(m_model->index(0, 0));
    m_table->scrollToTop();
    choose(); // the same row may have been current
}

void ReplayHistory::noteStored(std::size_t number, CaptureId id)
{
    const std::size_t row = m_added - 1 - number;
    m_model->noteStored(static_cast<int>(row), id);
    if (!m_whole[row])
        return;
    SentReplay stored = *m_whole[row];
    auto request = std::make_shared<Capture>(*stored.request);
    request->summary.id = id;
    stored.request = std::move(request);
    stored.delivery.capture = id;
    m_whole[row] = std::make_shared<const SentReplay>(std::move(stored));
    forgetMost();
}

std::int64_t ReplayHistory::count() const
{
    return m_model->rowCount() + m_unlisted;
}

const SentReplay* ReplayHistory::chosen() const
{
    const QModelIndex row = m_table->currentIndex();
    return row.isValid() ? m_whole[static_cast<std::size_t>(row.row())].get() : nullptr;
}

bool ReplayHistory::isReading() const
{
    return m_table->currentIndex().isValid() && !chosen() && m_trouble.isEmpty();
}

/// The replay of that row, if it is here; else it is asked for.
const SentReplay* ReplayHistory::whole(int row)
{
    if (const auto& here = m_whole[static_cast<std::size_t>(row)])
        return here.get();
    const CaptureId id = m_model->at(row).capture;
    if (m_fetch && m_asked.insert(toInt(id)).second) {
        m_fetch(id, [self = QPointer(this), id](const Result<SentReplay>& replay) {
            if (self)
                self->came(id, replay);
        });
    }
    return m_whole[static_cast<std::size_t>(row)].get();
}

void ReplayHistory::came(CaptureId id, const Result<SentReplay>& replay)
{
    m_asked.erase(toInt(id));
    const int row = m_model->rowOf(id);
    if (row < 0)
        return;
    const bool isChosen = row == m_table->currentIndex().row();
    if (!replay) {
        if (isChosen)
            m_trouble = words::errorSentence(replay.error());
        m_difference->showNothing(words::errorSentence(replay.error()));
    } else {
        m_whole[static_cast<std::size_t>(row)] = std::make_shared<const SentReplay>(*replay);
        m_read.push_back(toInt(id));
        forgetMost();
        compare();
    }
    if (isChosen)
        Q_EMIT chosenChanged();
}

/// Of what can be read again, all but the latest and the chosen one.
void ReplayHistory::forgetMost()
{
    while (m_read.size() > mostWhole) {
        const int row = m_model->rowOf(CaptureId{m_read.front()});
        m_read.pop_front();
        if (row >= 0 && row != m_table->currentIndex().row())
            m_whole[static_cast<std::size_t>(row)].reset();
    }
    if (!m_fetch)
        return;
    for (std::size_t row = mostWhole; row < m_added; ++row) {
        if (toInt(m_model->at(static_cast<int>(row)).capture) != 0 && static_cast<int>(row) != m_table->currentIndex().row())
            m_whole[row].reset();
    }
}

void ReplayHistory::choose()
{
    m_trouble.clear();
    compare();
    Q_EMIT chosenChanged();
}

void ReplayHistory::compare()
{
    const int row = m_table->currentIndex().row();
    const SentReplay* replay = row < 0 ? nullptr : whole(row);
    m_again->setEnabled(replay);
    m_what->setEnabled(row >= 0);
    m_against->setEnabled(row >= 0);
    if (m_model->rowCount() == 0)
        return m_difference->showNothing(tr("Not replayed yet. Each replay is listed here, with what differs from the one before."));
    if (row < 0)
        return m_difference->showNothing(tr("Select a replay to see how it differs."));
    const bool withBefore = m_against->currentIndex() == Before;
    if (withBefore && row + 1 == m_model->rowCount())
        return m_difference->showNothing(m_unlisted > 0 ? tr("The replay before is not listed.")
                                                        : tr("This is the first replay: there is none before it."));
    const SentReplay* before = withBefore ? whole(row + 1) : nullptr;
    if (!replay || (withBefore && !before))
        return m_difference->showNothing(m_trouble.isEmpty() ? tr("Reading…") : m_trouble);
    m_difference->setTitles(before ? tr("The replay before") : tr("Captured"), tr("This replay"));
    if (m_what->current() == Requests)
        return m_difference->compare(before ? before->request : m_original, replay->request);
    const std::string& first = before ? before->delivery.answer : m_original->answer;
    if (first.empty() || replay->delivery.answer.empty())
        return m_difference->showNothing(tr("There are no two answers to compare."));
    m_difference->compare(answerAsCapture(first), answerAsCapture(replay->delivery.answer));
}

} // namespace hookloupe::ui
