// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/difference_view.h"

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

constexpr std::size_t comparedAtOnce = 32 * 1024;

bool isText(const decode::Node* node)
{
    return !node || (node->childCount == 0 && node->type != decode::NodeType::Object && node->type != decode::NodeType::Array);
}

} // namespace

DifferenceView::DifferenceView(QWidget* parent)
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
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &DifferenceView::showCurrent);
    showNothing({});
}

DifferenceView::~DifferenceView()
{
    stop();
}

void DifferenceView::stop()
{
    if (m_stopped)
        *m_stopped = true;
    m_work.reset();
}

void DifferenceView::showNothing(const QString& message)
{
    stop();
    m_model->setChanges(nullptr, false);
    m_text->clearTexts();
    m_totals->hide();
    m_message->setText(message);
    m_stack->setCurrentIndex(0);
}

void DifferenceView::compare(const CapturePtr& before, const CapturePtr& after, const QString& beforeTitle, const QString& afterTitle)
{
    showNothing(tr("Comparing…"));
    m_model->setColumnTitles(beforeTitle, afterTitle);
    m_stopped = std::make_shared<std::atomic_bool>(false);
    const bool cheap = before->content().size() + after->content().size() < comparedAtOnce;
    m_work = std::make_unique<LazyPart<ChangeSet>>(cheap ? Cost::Cheap : Cost::Dear, [before, after, stop = m_stopped] {
        return std::make_shared<const ChangeSet>(changesBetween(*before, *after, true, [stop] { return stop->load(); }));
    });
    m_work->whenReady(this, [this](const std::shared_ptr<const ChangeSet>& changes) { show(changes); });
}

void DifferenceView::show(const std::shared_ptr<const ChangeSet>& changes)
{
    m_model->setChanges(changes, false);
    const QString sentence = totalsSentence(changes->totals());
    if (m_model->isEmpty()) {
        m_message->setText(sentence);
        return;
    }
    m_totals->setText(sentence);
    m_totals->show();
    m_stack->setCurrentIndex(1);
    m_tree->openDifferences();
    showCurrent();
}

void DifferenceView::showCurrent()
{
    const ChangesModel::Place place = m_model->place(m_tree->currentIndex());
    const decode::Node* before = place.entry ? place.section->beforeNode(*place.entry) : nullptr;
    const decode::Node* after = place.entry ? place.section->afterNode(*place.entry) : nullptr;
    if (!place.entry || place.entry->kind == compare::Kind::Same || !isText(before) || !isText(after))
        return m_text->clearTexts();
    const auto text = [](const decode::Document& document, const decode::Node* node) {
        return node ? std::string(document.value(*node)) : std::string();
    };
    m_text->setTexts(text(*place.section->before, before), text(*place.section->after, after));
}

} // namespace hookloupe::ui
