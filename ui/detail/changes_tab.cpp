// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/changes_tab.h"

#include "compare/volatile_names.h"
#include "detail/capture_chooser.h"
#include "detail/capture_name.h"
#include "detail/change_view.h"
#include "style/plain_text.h"
#include "widgets/choice_bar.h"
#include "widgets/plain_text_label.h"
#include "words/error_words.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace hookloupe::ui {

namespace {

QString namesOf(const std::vector<std::string>& names)
{
    QStringList all;
    for (const std::string& name : names)
        all << QString::fromStdString(name);
    return all.join(QStringLiteral(", "));
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
    m_view = new ChangeView(content);
    bar->addWidget(m_what);
    bar->addStretch(1);
    bar->addWidget(m_same);
    column->addLayout(bar);
    column->addWidget(makeOtherBar(content));
    column->addWidget(m_view, 1);
    connect(m_what, &ChoiceBar::currentChanged, this, &ChangesTab::load);
    connect(m_same, &QCheckBox::toggled, m_view, &ChangeView::setSameShown);
    setContent(content);
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
        leaveSelection(Against::Previous);
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

void ChangesTab::setOther(std::optional<CaptureId> other)
{
    if (std::exchange(m_selected, other) == other || !m_filled)
        return;
    begin(m_hasUpdate);
}

bool ChangesTab::isOfTwoSelected() const
{
    return m_selected && m_filled && *m_selected != m_filled->capture().summary.id && m_filled->others().one;
}

/// The user wants to compare with something else than the other one selected.
void ChangesTab::leaveSelection(Against against)
{
    m_selected.reset();
    m_against = against;
}

void ChangesTab::begin(bool hasUpdate)
{
    m_hasUpdate = hasUpdate;
    m_what->setChoiceVisible(Inside, hasUpdate);
    m_what->setCurrent(hasUpdate && m_against != Against::Kept && !isOfTwoSelected() ? Inside : Other);
    showContent();
    load();
}

void ChangesTab::drop()
{
    ++m_asked;
    m_filled.reset();
    m_other.reset();
    m_view->showNothing({});
}

void ChangesTab::load()
{
    if (!m_filled)
        return;
    const bool other = m_what->current() == Other;
    m_otherBar->setVisible(other);
    if (other && isOfTwoSelected())
        m_view->setTitles(tr("The earlier one"), tr("The later one"));
    else
        m_view->setTitles(other ? tr("The other capture") : tr("Old"), other ? tr("This capture") : tr("New"));
    if (other)
        findOther();
    else
        compareInside();
}

void ChangesTab::compareInside()
{
    const SharedBytes content = m_filled->contentBytes();
    auto capture = m_filled->whole();
    m_view->compute(content->size(), [capture](const compare::Cancelled& cancelled) { return changesInside(*capture, cancelled); });
}

void ChangesTab::findOther()
{
    m_view->showNothing({});
    m_other.reset();
    const OtherCaptures& others = m_filled->others();
    m_pick->setEnabled(bool(others.recent) && bool(others.one));
    m_previous->setVisible(m_against != Against::Previous || isOfTwoSelected());
    m_keep->setEnabled(m_against != Against::Kept || m_kept);
    if (isOfTwoSelected()) {
        const int asked = ++m_asked;
        others.one(*m_selected, [self = QPointer(this), asked](const Result<CapturePtr>& answer) {
            if (self && self->m_asked == asked)
                self->useOther(answer);
        });
        return;
    }
    if (m_against == Against::Kept && m_kept) {
        useOther(m_kept);
        return;
    }
    if (!others.previous) {
        m_view->showNothing(tr("Pick another capture to compare this one with."));
        return;
    }
    m_view->showNothing(tr("Looking for the capture before…"));
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
        const bool none = answer.error().code == ErrorCode::NotFound && m_against == Against::Previous && !isOfTwoSelected();
        m_view->showNothing(none ? tr("There is no earlier capture of the same event. Pick another one to compare with, or keep this one "
                      "and select another.")
                 : words::errorSentence(answer.error()));
        return;
    }
    if ((*answer)->summary.id == m_filled->capture().summary.id) {
        m_otherName->setText(tr("Kept: this capture"));
        m_view->showNothing(tr("This is the capture that is kept. Select another one to compare it with."));
        return;
    }
    compareWith(*answer);
}

void ChangesTab::compareWith(const CapturePtr& other)
{
    m_other = other;
    const QString name = captureName(other->summary);
    if (isOfTwoSelected()) {
        m_otherName->setText(tr("The two that are selected: this one and %1").arg(name));
        return computeFrom(other->summary.id < m_filled->capture().summary.id ? other : m_filled->whole(),
                           other->summary.id < m_filled->capture().summary.id ? m_filled->whole() : other);
    }
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
    computeFrom(other, m_filled->whole());
}

void ChangesTab::computeFrom(const CapturePtr& before, const CapturePtr& after)
{
    const bool withVolatile = !m_volatile->isChecked();
    m_view->compute(before->content().size() + after->content().size(),
                    [before, after, withVolatile](const compare::Cancelled& cancelled) {
                        return changesBetween(*before, *after, withVolatile, cancelled);
                    });
}

void ChangesTab::pick()
{
    const int asked = ++m_asked;
    m_filled->others().recent([self = QPointer(this), asked](Result<std::vector<CaptureSummary>> answer) {
        if (!self || self->m_asked != asked || !self->m_filled)
            return;
        if (!answer) {
            self->m_view->showNothing(words::errorSentence(answer.error()));
            return;
        }
        std::erase_if(*answer, [&](const CaptureSummary& one) { return one.id == self->m_filled->capture().summary.id; });
        auto* chooser = new CaptureChooser(std::move(*answer), self);
        chooser->setAttribute(Qt::WA_DeleteOnClose);
        connect(chooser, &QDialog::accepted, self, [self, chooser] {
            if (!self->m_filled || !chooser->chosen())
                return;
            self->leaveSelection(Against::Picked);
            self->m_view->setTitles(tr("The other capture"), tr("This capture"));
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
    leaveSelection(keep ? Against::Kept : Against::Previous);
    load();
}

} // namespace hookloupe::ui
