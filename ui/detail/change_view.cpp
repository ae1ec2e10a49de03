// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/change_view.h"

#include "compare/token_hashes.h"
#include "detail/changes_model.h"
#include "detail/changes_tree.h"
#include "detail/changes_words.h"
#include "detail/text_change_view.h"
#include "widgets/plain_text_label.h"

#include <QItemSelectionModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr std::size_t comparedAtOnce = 32 * 1024; ///< bytes that are compared well within a frame

/// A text, or nothing at all: what can stand in one of the two texts.
bool isText(const decode::Node* node)
{
    return !node || (node->childCount == 0 && node->type != decode::NodeType::Object && node->type != decode::NodeType::Array);
}

} // namespace

ChangeView::ChangeView(QWidget* parent)
    : QWidget(parent)
    , m_totals(new PlainTextLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_message(new PlainTextLabel(m_stack))
    , m_model(new ChangesModel(this))
{
    m_totals->setAccessibleName(tr("How much differs"));
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMargin(24);
    auto* split = new QSplitter(Qt::Vertical, m_stack);
    m_tree = new ChangesTree(m_model, split);
    m_text = new TextChangeView(split);
    split->addWidget(m_tree);
    split->addWidget(m_text);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    m_stack->addWidget(m_message);
    m_stack->addWidget(split);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_totals);
    column->addWidget(m_stack, 1);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChangeView::showCurrent);
    showNothing({});
}

ChangeView::~ChangeView()
{
    stop();
}

void ChangeView::setTitles(const QString& before, const QString& after)
{
    m_model->setColumnTitles(before, after);
}

void ChangeView::setSameShown(bool shown)
{
    m_sameShown = shown;
    showChanges();
}

void ChangeView::stop()
{
    if (m_stopped)
        *m_stopped = true;
    m_work.reset();
}

void ChangeView::showNothing(const QString& message)
{
    stop();
    clear(message);
}

void ChangeView::clear(const QString& message)
{
    m_changes.reset();
    m_model->setChanges(nullptr, false);
    m_text->clearTexts();
    m_totals->hide();
    m_message->setText(message);
    m_stack->setCurrentIndex(0);
}

void ChangeView::compute(std::size_t bytes, Work work)
{
    stop();
    m_stopped = std::make_shared<std::atomic_bool>(false);
    const Cost cost = bytes < comparedAtOnce ? Cost::Cheap : Cost::Dear;
    m_work = std::make_unique<LazyPart<ChangeSet>>(cost, [work = std::move(work), stop = m_stopped] {
        return std::make_shared<const ChangeSet>(work([stop] { return stop->load(); }));
    });
    if (cost == Cost::Dear)
        clear(tr("Comparing…"));
    m_work->whenReady(this, [this](const std::shared_ptr<const ChangeSet>& changes) {
        m_changes = changes;
        showChanges();
    });
}

void ChangeView::compare(const CapturePtr& before, const CapturePtr& after)
{
    compute(before->content().size() + after->content().size(), [before, after](const compare::Cancelled& cancelled) {
        return changesBetween(*before, *after, true, cancelled);
    });
}

void ChangeView::showChanges()
{
    if (!m_changes)
        return;
    m_model->setChanges(m_changes, m_sameShown);
    const compare::Comparison totals = m_changes->totals();
    QString sentence = totalsSentence(totals);
    if (totals.leftOut > 0) {
        const QString leftOut = totals.leftOut == 1
            ? tr("One more differs, but its name is left out.")
            : tr("%n more differ, but their names are left out.", nullptr, int(totals.leftOut));
        sentence = tr("%1 %2", "two sentences").arg(sentence, leftOut);
    }
    if (m_model->isEmpty())
        return clear(sentence);
    m_totals->setText(sentence);
    m_totals->show();
    m_stack->setCurrentIndex(1);
    m_tree->openDifferences();
    showCurrent();
}

void ChangeView::showCurrent()
{
    const ChangesModel::Place place = m_model->place(m_tree->currentIndex());
    const decode::Node* before = place.entry ? place.section->beforeNode(*place.entry) : nullptr;
    const decode::Node* after = place.entry ? place.section->afterNode(*place.entry) : nullptr;
    const bool same = !place.entry || place.entry->kind == compare::Kind::Same || place.entry->kind == compare::Kind::NotSent;
    if (same || !isText(before) || !isText(after))
        return m_text->clearTexts();
    // Written in another way: the difference is in the tokens, not in what they mean.
    const bool tokens = place.entry->kind == compare::Kind::Respelled;
    const auto textOf = [&](const decode::Document& document, const decode::Node* node, std::int32_t index) {
        return !node ? std::string() : std::string(tokens ? compare::tokenOf(document, index) : document.value(*node));
    };
    m_text->setTexts(textOf(*place.section->before, before, place.entry->before),
                     textOf(*place.section->after, after, place.entry->after));
}

} // namespace hookloupe::ui
