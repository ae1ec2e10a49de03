// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/payload_text.h"

#include "widgets/find_bar.h"
#include "widgets/plain_text_view.h"
#include "widgets/view_finder.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

#include <algorithm>
#include <limits>

namespace hookloupe::ui {

namespace {

using Layout = std::shared_ptr<const decode::PrettyText>;

QToolButton* makeButton(const QString& text, const QString& hint, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setToolTip(hint);
    button->setAccessibleName(hint);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

PayloadText::PayloadText(QWidget* parent)
    : QWidget(parent)
    , m_view(new PlainTextView(this))
    , m_findBar(new FindBar(this))
    , m_finder(new ViewFinder(m_findBar, this))
    , m_wrap(new QCheckBox(tr("Wrap lines"), this))
    , m_whole(new QCheckBox(tr("Whole strings"), this))
    , m_fold(makeButton(tr("Fold all"), tr("Fold every object and array but the outermost"), this))
    , m_unfold(makeButton(tr("Unfold all"), tr("Unfold everything"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    auto* bar = new QHBoxLayout;
    auto* find = makeButton(tr("Find…"), tr("Find in the text (%1)").arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)), this);
    bar->addWidget(m_wrap);
    bar->addWidget(m_whole);
    bar->addStretch(1);
    bar->addWidget(m_fold);
    bar->addWidget(m_unfold);
    bar->addWidget(find);
    column->addLayout(bar);
    column->addWidget(m_view, 1);
    column->addWidget(m_findBar);
    m_view->setAccessibleName(tr("Payload as text"));
    m_wrap->setChecked(true);
    m_wrap->setToolTip(tr("Break lines at the width of the view"));
    m_whole->setToolTip(tr("Show strings of more than %1 bytes uncut").arg(decode::usualLongestString));
    m_finder->addView(m_view);
    connect(m_wrap, &QCheckBox::toggled, m_view, &PlainTextView::setWrapping);
    connect(m_whole, &QCheckBox::toggled, this, &PayloadText::showWhole);
    connect(m_fold, &QToolButton::clicked, m_view, &PlainTextView::foldAll);
    connect(m_unfold, &QToolButton::clicked, m_view, &PlainTextView::unfoldAll);
    connect(find, &QToolButton::clicked, m_finder, &ViewFinder::open);
    connect(&m_watcher, &QFutureWatcherBase::finished, this, [this] {
        if (!m_watcher.future().isCanceled() && m_document && m_whole->isChecked())
            showLayout(m_watcher.result());
    });
}

void PayloadText::setReadable(const Readable& readable)
{
    m_watcher.setFuture({});
    m_document = readable.document;
    m_cut = readable.pretty;
    m_whole->setChecked(false);
    m_whole->setVisible(m_cut->cut);
    showLayout(m_cut);
}

void PayloadText::clear()
{
    m_watcher.setFuture({});
    m_document.reset();
    m_cut.reset();
    m_layout.reset();
    m_view->setBytes(nullptr);
}

void PayloadText::showLayout(const Layout& layout)
{
    const std::int32_t node = m_layout && m_document ? nodeAtCursor() : -1;
    const bool same = m_layout && m_layout->places.size() == layout->places.size();
    m_layout = layout;
    m_view->setBytes(SharedBytes(layout, &layout->text));
    const bool hasTree = !layout->places.empty();
    if (hasTree) {
        m_view->setColouring([document = m_document, layout](std::size_t begin, std::size_t end) {
            return decode::tokenRuns(*document, *layout, begin, end);
        });
        m_view->setFolds(TextFolding::Folds(layout, &layout->folds));
    }
    m_fold->setVisible(m_view->hasFolds());
    m_unfold->setVisible(m_view->hasFolds());
    const bool broken = m_document->partial || m_document->problem == decode::Problem::JsonSyntax
        || m_document->problem == decode::Problem::XmlSyntax || m_document->problem == decode::Problem::NotUtf8;
    // The mark is for texts that are shown as received: elsewhere offsets differ.
    if (broken && !hasTree && layout->text.size() == m_document->text.size())
        m_view->setFaultAt(std::min(m_document->problemOffset, layout->text.size()));
    if (same && node > 0)
        showNode(node);
}

void PayloadText::showWhole(bool whole)
{
    if (!m_document)
        return;
    if (!whole) {
        m_watcher.setFuture({});
        showLayout(m_cut);
        return;
    }
    m_watcher.setFuture(QtConcurrent::run([document = m_document]() -> Layout {
        return std::make_shared<const decode::PrettyText>(
            decode::prettyLayout(*document, std::numeric_limits<std::size_t>::max() / 2));
    }));
}

void PayloadText::showNode(std::int32_t node)
{
    if (!m_layout || !m_document || m_layout->places.empty())
        return;
    const decode::PrettyPlace place = decode::placeOf(*m_document, *m_layout, node);
    m_view->select(place.end, place.begin); // the begin is what must be seen
}

std::int32_t PayloadText::nodeAtCursor() const
{
    return m_layout ? decode::nodeAt(*m_layout, m_view->selectionBegin()) : -1;
}

void PayloadText::showFault()
{
    if (!m_document)
        return;
    const std::size_t offset = std::min(m_document->problemOffset, m_document->text.size());
    m_view->select(offset, offset);
}

void PayloadText::takeFocus()
{
    m_view->setFocus(Qt::OtherFocusReason);
}

} // namespace hookloupe::ui
