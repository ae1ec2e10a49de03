// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/changes_tab.h"

#include "compare/token_hashes.h"
#include "compare/volatile_names.h"
#include "detail/capture_chooser.h"
#include "detail/changes_model.h"
#include "detail/changes_tree.h"
#include "detail/changes_words.h"
#include "detail/text_change_view.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/choice_bar.h"
#include "widgets/plain_text_label.h"
#include "words/error_words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hookloupe::ui {

namespace {

constexpr std::size_t cheapContents = 32 * 1024; ///< bytes that are compared well within a frame

QString namesOf(const std::vector<std::string>& names)
{
    QStringList all;
    for (const std::string& name : names)
        all << QString::fromStdString(name);
    return all.join(QStringLiteral(", "));
}

QString nameOf(const CaptureSummary& capture)
{
    const QString event = shownText(capture.event.wireName, 60);
    const QString what = event.isEmpty() ? shownText(capture.method + ' ' + capture.target, 80) : event;
    return ChangesTab::tr("%1, %2").arg(what, timeWords(capture.arrivedAt, utcNow()));
}

bool isText(const decode::Node* node)
{
    return node && node->childCount == 0 && node->type != decode::NodeType::Object && node->type != decode::NodeType::Array;
}

} // namespace

ChangesTab::ChangesTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    auto* bar = new QHBoxLayout;
    m_what = new ChoiceBar(tr("What to compare"), content);
    m_what->addChoice(tr("Old and new in this payload"));
    m_what->addChoice(tr("With another capture"));
    m_same = new QCheckBox(tr("Show what is the same too"), content);
    m_totals = new PlainTextLabel(content);
    m_totals->setAccessibleName(tr("How much differs"));
    m_stack = new QStackedWidget(content);
    m_message = new PlainTextLabel(m_stack);
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMargin(24);
    auto* split = new QSplitter(Qt::Vertical, m_stack);
    m_model = new ChangesModel(this);
    m_tree = new ChangesTree(m_model, split);
    m_text = new TextChangeView(split);
    split->addWidget(m_tree);
    split->addWidget(m_text);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    m_stack->addWidget(m_message);
    m_stack->addWidget(split);
    bar->addWidget(m_what);
    bar->addStretch(1);
    bar->addWidget(m_same);
    column->addLayout(bar);
    column->addWidget(makeOtherBar(content));
    column->addWidget(m_totals);
    column->addWidget(m_stack, 1);
    connect(m_what, &ChoiceBar::currentChanged, this, &ChangesTab::load);
    connect(m_same, &QCheckBox::toggled, this, &ChangesTab::showChanges);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ChangesTab::showCurrent);
    setContent(content);
}

ChangesTab::~ChangesTab()
{
    stop();
}

QWidget* ChangesTab::makeOtherBar(QWidget* parent)
{
    m_otherBar = new QWidget(parent);
    auto* column = new QVBoxLayout(m_otherBar);
    column->setContentsMargins(0, 0, 0, 0);
    auto* row = new QHBoxLayout;
    m_otherName = new PlainTextLabel(m_otherBar);
    m_otherName->setAccessibleName(tr("Compared with"));
    m_previous = new QPushButton(tr("Previous of the same event"), m_otherBar);
    m_pick = new QPushButton(tr("Pick another…"), m_otherBar);
    m_keep = new QPushButton(tr("Keep this one"), m_otherBar);
    m_keep->setCheckable(true);
    m_keep->setToolTip(plainToolTip(tr("Keeps this capture to compare with: each one you select from now on is compared with it.")));
    m_volatile = new QCheckBox(tr("Leave out times, ids and signatures"), m_otherBar);
    m_volatile->setChecked(true);
    const QString names = tr("Left out in the payload: %1. In the head: %2.")
                              .arg(namesOf(compare::volatileMembers()), namesOf(compare::volatileFields()));
    m_volatile->setToolTip(plainToolTip(names));
    m_volatile->setAccessibleDescription(names);
    row->addWidget(m_otherName, 1);
    row->addWidget(m_previous);
    row->addWidget(m_pick);
    row->addWidget(m_keep);
    column->addLayout(row);
    column->addWidget(m_volatile, 0, Qt::AlignLeft);
    connect(m_previous, &QPushButton::clicked, this, [this] {
        m_against = Against::Previous;
        load();
    });
    connect(m_pick, &QPushButton::clicked, this, &ChangesTab::pick);
    connect(m_keep, &QPushButton::toggled, this, &ChangesTab::keep);
    connect(m_volatile, &QCheckBox::toggled, this, [this] {
        if (m_filled && m_other)
            compareWith(m_other);
    });
    return m_otherBar;
}

QString ChangesTab::title() const
{
    return tr("Changes");
}

QString ChangesTab::emptyText() const
{
    return tr("Select a capture to see what its update changed, and what differs from the capture before it.");
}

void ChangesTab::fill(const ContextPtr& context)
{
    m_filled = context;
    if (m_against == Against::Picked)
        m_against = Against::Previous;
    showMessage(tr("Comparing…"));
    context->analysis().whenReady(this, [this, wanted = context.get()](const auto& analysis) {
        if (m_filled.get() == wanted)
            begin(!analysis->changes.empty());
    });
}

void ChangesTab::begin(bool hasUpdate)
{
    m_what->setChoiceVisible(Inside, hasUpdate);
    m_what->setCurrent(hasUpdate && m_against != Against::Kept ? Inside : Other);
    showContent();
    load();
}

void ChangesTab::drop()
{
    stop();
    ++m_asked;
    m_filled.reset();
    m_other.reset();
    m_changes.reset();
    m_model->setChanges(nullptr, false);
    m_text->clearTexts();
}

void ChangesTab::stop()
{
    if (m_stopped)
        *m_stopped = true;
    m_work.reset();
}

void ChangesTab::load()
{
    if (!m_filled)
        return;
    const bool other = m_what->current() == Other;
    m_otherBar->setVisible(other);
    m_model->setColumnTitles(other ? tr("The other capture") : tr("Old"), other ? tr("This capture") : tr("New"));
    if (other)
        findOther();
    else
        compareInside();
}

void ChangesTab::compareInside()
{
    const SharedBytes content = m_filled->contentBytes();
    auto capture = m_filled->whole();
    compute(content->size() < cheapContents ? Cost::Cheap : Cost::Dear,
            [capture](const compare::Cancelled& cancelled) { return changesInside(*capture, cancelled); });
}

void ChangesTab::findOther()
{
    stop();
    m_other.reset();
    const OtherCaptures& others = m_filled->others();
    m_pick->setEnabled(bool(others.recent) && bool(others.one));
    m_previous->setVisible(m_against != Against::Previous);
    m_keep->setEnabled(m_against != Against::Kept || m_kept);
    if (m_against == Against::Kept && m_kept) {
        useOther(m_kept);
        return;
    }
    if (!others.previous) {
        say(tr("Pick another capture to compare this one with."));
        return;
    }
    say(tr("Looking for the capture before…"));
    const int asked = ++m_asked;
    others.previous(m_filled->capture().summary.id, [self = QPointer(this), asked](Result<CapturePtr> answer) {
        if (self && self->m_asked == asked)
            self->useOther(answer);
    });
}

void ChangesTab::useOther(const Result<CapturePtr>& answer)
{
    if (!answer) {
        m_otherName->setText({});
        const bool none = answer.error().code == ErrorCode::NotFound && m_against == Against::Previous;
        say(none ? tr("There is no earlier capture of the same event. Pick another one to compare with, or keep this one "
                      "and select another.")
                 : words::errorSentence(answer.error()));
        return;
    }
    if ((*answer)->summary.id == m_filled->capture().summary.id) {
        m_otherName->setText(tr("Kept: this capture"));
        say(tr("This is the capture that is kept. Select another one to compare it with."));
        return;
    }
    compareWith(*answer);
}

void ChangesTab::compareWith(const CapturePtr& other)
{
    m_other = other;
    const QString name = nameOf(other->summary);
    switch (m_against) {
    case Against::Previous:
        m_otherName->setText(tr("Compared with the one before: %1").arg(name));
        break;
    case Against::Picked:
        m_otherName->setText(tr("Compared with the one picked: %1").arg(name));
        break;
    case Against::Kept:
        m_otherName->setText(tr("Compared with the one kept: %1").arg(name));
        break;
    }
    const CapturePtr own = m_filled->whole();
    const bool withVolatile = !m_volatile->isChecked();
    const bool cheap = own->content().size() + other->content().size() < cheapContents;
    compute(cheap ? Cost::Cheap : Cost::Dear, [own, other, withVolatile](const compare::Cancelled& cancelled) {
        return changesBetween(*other, *own, withVolatile, cancelled);
    });
}

void ChangesTab::compute(Cost cost, std::function<ChangeSet(const compare::Cancelled&)> work)
{
    stop();
    m_stopped = std::make_shared<std::atomic_bool>(false);
    m_work = std::make_unique<LazyPart<ChangeSet>>(cost, [work = std::move(work), stop = m_stopped] {
        return std::make_shared<const ChangeSet>(work([stop] { return stop->load(); }));
    });
    if (cost == Cost::Dear)
        say(tr("Comparing…"));
    m_work->whenReady(this, [this](const std::shared_ptr<const ChangeSet>& changes) {
        m_changes = changes;
        showChanges();
    });
}

void ChangesTab::showChanges()
{
    if (!m_changes)
        return;
    m_model->setChanges(m_changes, m_same->isChecked());
    const compare::Comparison totals = m_changes->totals();
    QString sentence = totalsSentence(totals);
    if (m_what->current() == Other && totals.leftOut > 0) {
        const QString leftOut = totals.leftOut == 1
            ? tr("One more differs, but its name is left out.")
            : tr("%n more differ, but their names are left out.", nullptr, int(totals.leftOut));
        sentence = tr("%1 %2", "two sentences").arg(sentence, leftOut);
    }
    if (m_model->isEmpty()) {
        say(sentence);
        return;
    }
    m_totals->setText(sentence);
    m_totals->show();
    m_stack->setCurrentIndex(1);
    m_tree->openDifferences();
    showCurrent();
}

void ChangesTab::showCurrent()
{
    const ChangesModel::Place place = m_model->place(m_tree->currentIndex());
    if (!place.entry) {
        m_text->clearTexts();
        return;
    }
    const decode::Node* before = place.section->beforeNode(*place.entry);
    const decode::Node* after = place.section->afterNode(*place.entry);
    const bool same = place.entry->kind == compare::Kind::Same || place.entry->kind == compare::Kind::NotSent;
    const bool comparable = !same && (isText(before) || !before) && (isText(after) || !after);
    if (!comparable) {
        m_text->clearTexts();
        return;
    }
    // Written in another way: the difference is in the tokens, not in what they mean.
    const bool tokens = place.entry->kind == compare::Kind::Respelled;
    const auto textOf = [&](const decode::Document& document, const decode::Node* node, std::int32_t index) {
        return !node ? std::string() : std::string(tokens ? compare::tokenOf(document, index) : document.value(*node));
    };
    m_text->setTexts(textOf(*place.section->before, before, place.entry->before),
                     textOf(*place.section->after, after, place.entry->after));
}

void ChangesTab::say(const QString& message)
{
    m_changes.reset();
    m_model->setChanges(nullptr, false);
    m_text->clearTexts();
    m_totals->hide();
    m_message->setText(message);
    m_stack->setCurrentIndex(0);
}

void ChangesTab::pick()
{
    const int asked = ++m_asked;
    m_filled->others().recent([self = QPointer(this), asked](Result<std::vector<CaptureSummary>> answer) {
        if (!self || self->m_asked != asked || !self->m_filled)
            return;
        if (!answer) {
            self->say(words::errorSentence(answer.error()));
            return;
        }
        std::erase_if(*answer, [&](const CaptureSummary& one) { return one.id == self->m_filled->capture().summary.id; });
        auto* chooser = new CaptureChooser(std::move(*answer), self);
        chooser->setAttribute(Qt::WA_DeleteOnClose);
        connect(chooser, &QDialog::accepted, self, [self, chooser] {
            if (!self->m_filled || !chooser->chosen())
                return;
            self->m_against = Against::Picked;
            self->m_previous->setVisible(true);
            const int again = ++self->m_asked;
            self->m_filled->others().one(*chooser->chosen(), [self, again](Result<CapturePtr> picked) {
                if (self && self->m_asked == again)
                    self->useOther(picked);
            });
        });
        chooser->open();
    });
}

void ChangesTab::keep(bool keep)
{
    if (!m_filled)
        return;
    m_kept = keep ? m_filled->whole() : nullptr;
    m_against = keep ? Against::Kept : Against::Previous;
    load();
}

} // namespace hookloupe::ui
