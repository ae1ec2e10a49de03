// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/raw_tab.h"

#include "detail/file_names.h"
#include "detail/selection_link.h"
#include "style/plain_text.h"
#include "widgets/bytes_pane.h"
#include "widgets/choice_bar.h"
#include "widgets/find_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_label.h"
#include "widgets/plain_text_view.h"
#include "widgets/save_bytes.h"
#include "widgets/view_finder.h"

#include <QDir>
#include <QHBoxLayout>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QToolButton* makeButton(const QString& text, const QString& hint, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setAccessibleName(hint);
    button->setToolTip(plainToolTip(hint));
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

std::shared_ptr<const ByteRanges> framingOf(const http::ChunkMap& chunks)
{
    auto ranges = std::make_shared<ByteRanges>();
    for (const http::ByteSpan& span : chunks.framing)
        ranges->push_back({span.begin, span.end});
    if (chunks.trailers.end > chunks.trailers.begin)
        ranges->push_back({chunks.trailers.begin, chunks.trailers.end});
    return ranges;
}

} // namespace

RawTab::RawTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    m_bytes = new BytesPane(tr("Raw bytes"), content);
    m_bytes->setSideBySideOffered();
    m_part = new ChoiceBar(tr("Part of the request"), content);
    m_part->addChoice(tr("Head"));
    m_part->addChoice(tr("Body"));
    m_part->addChoice(tr("Body without chunk framing"));
    m_part->addChoice(tr("Body with its encoding undone"));
    m_find = new FindBar(content);
    m_find->setHexOffered(true);
    m_finder = new ViewFinder(m_find, this);
    m_finder->addView(m_bytes->textView());
    m_finder->addView(m_bytes->hexView());
    m_remark = new PlainTextLabel(content);
    m_remark->setAccessibleName(tr("About these bytes"));
    auto* find = makeButton(tr("Find"), tr("Find text or bytes (Ctrl+F)"), content);
    m_reveal = makeButton(tr("Show in Payload"), tr("Shows the part of the payload that the selected bytes belong to"), content);
    auto* save = makeButton(tr("Save"), tr("Save bytes to a file"), content);
    auto* menu = new QMenu(save);
    save->setMenu(menu);
    save->setPopupMode(QToolButton::InstantPopup);
    m_bytes->bar()->insertSpacing(1, 16);
    for (QWidget* button : {find, m_reveal, save})
        m_bytes->bar()->addWidget(button);
    column->addWidget(m_part, 0, Qt::AlignLeft);
    column->addWidget(m_remark);
    column->addWidget(m_find);
    column->addWidget(m_bytes, 1);
    connect(m_part, &ChoiceBar::currentChanged, this, &RawTab::showPart);
    connect(m_bytes, &BytesPane::selectionChanged, this, &RawTab::selectionChanged);
    connect(find, &QToolButton::clicked, this, [this] {
        m_finder->setView(m_bytes->frontView());
        m_finder->open();
    });
    connect(m_reveal, &QToolButton::clicked, this, &RawTab::reveal);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSaveMenu(menu); });
    setContent(content);
}

QString RawTab::title() const
{
    return tr("Raw");
}

QString RawTab::emptyText() const
{
    return tr("Select a capture to see every byte of it as received, as text or hex.");
}

void RawTab::linkSelection(SelectionLink& link)
{
    m_link = &link;
    connect(&link, &SelectionLink::bytesSelected, this, &RawTab::selectLinked);
    connect(&link, &SelectionLink::bytesWanted, this, [this] {
        Q_EMIT frontWanted();
        selectLinked();
    });
}

void RawTab::fill(const ContextPtr& context)
{
    m_filled = context;
    offerParts(false);
    showPart();
    showContent();
    const bool encoded = http::headerValue(context->head().headers, "Content-Encoding").has_value()
        || decode::isOtherCharset(context->head().headers, context->capture().content());
    if (!encoded)
        selectLinked();
    context->chunks().whenReady(this, [this, wanted = context.get()](const std::shared_ptr<const http::ChunkMap>& chunks) {
        if (m_filled.get() != wanted)
            return;
        m_chunks = chunks;
        markFraming();
    });
    if (!encoded)
        return;
    context->readable().whenReady(this, [this, wanted = context.get()](const std::shared_ptr<const Readable>& readable) {
        if (m_filled.get() != wanted)
            return;
        if (!readable->document->undone.empty() || !readable->document->charset.empty())
            m_decoded = SharedBytes(readable->document, &readable->document->text);
        offerParts(bool(m_decoded));
        selectLinked();
    });
}

void RawTab::offerParts(bool decoded)
{
    const bool chunked = m_filled->capture().dechunked.has_value();
    m_part->setChoiceVisible(Content, chunked);
    m_part->setChoiceVisible(Decoded, decoded);
    const int current = m_part->current();
    if ((!chunked && current == Content) || (!decoded && current == Decoded))
        m_part->setCurrent(Body);
}

void RawTab::drop()
{
    m_filled.reset();
    m_decoded.reset();
    m_chunks.reset();
    m_bytes->setBytes(nullptr);
}

SharedBytes RawTab::bytesOf(int part) const
{
    switch (Part(part)) {
    case Head:
        return m_filled->headBytes();
    case Body:
        return m_filled->bodyBytes();
    case Content:
        return m_filled->contentBytes();
    case Decoded:
        return m_decoded;
    }
    return {};
}

void RawTab::showPart()
{
    if (!m_filled)
        return;
    const int part = m_part->current();
    m_bytes->setBytes(bytesOf(part));
    markFraming();
    selectionChanged();
}

void RawTab::markFraming()
{
    const bool framed = m_part->current() == Body && m_chunks && !m_chunks->framing.empty();
    const auto ranges = framed ? framingOf(*m_chunks) : nullptr;
    m_bytes->textView()->setUnderlined(ranges);
    m_bytes->hexView()->setUnderlined(ranges);
    if (framed) {
        const QString chunks = m_chunks->chunks == 1 ? tr("One chunk.") : tr("%n chunks.", nullptr, int(m_chunks->chunks));
        m_remark->setText(m_chunks->fields.empty()
                              ? tr("%1 Underlined: their sizes and line ends.").arg(chunks)
                              : tr("%1 Underlined: their sizes and line ends, and the trailers behind them.").arg(chunks));
    }
    m_remark->setVisible(framed);
}

bool RawTab::isLinked(int part) const
{
    if (part == Head || !m_filled)
        return false;
    return m_decoded ? part == Decoded : bytesOf(part)->size() == m_filled->contentBytes()->size();
}

void RawTab::selectLinked()
{
    if (!m_filled || !m_link || !m_link->selected())
        return;
    const auto [begin, length] = *m_link->selected();
    if (length >= bytesOf(m_decoded ? Decoded : Content)->size())
        return; // the whole: nothing stands out
    if (!isLinked(m_part->current())) {
        m_part->setCurrent(m_decoded ? Decoded : m_filled->capture().dechunked ? Content : Body);
        showPart();
    }
    m_bytes->select(begin, begin + length);
}

void RawTab::reveal()
{
    const ByteView* view = m_bytes->frontView();
    if (m_link && isLinked(m_part->current()))
        m_link->revealNode(view->selectionBegin(), view->selectionEnd() - view->selectionBegin());
}

void RawTab::selectionChanged()
{
    m_reveal->setEnabled(m_link && isLinked(m_part->current()));
}

void RawTab::fillSaveMenu(QMenu* menu)
{
    menu->clear();
    if (!m_filled)
        return;
    const Capture& capture = m_filled->capture();
    const QString suffix = suffixFor(m_filled->head().headers);
    if (capture.dechunked) {
        menu->addAction(tr("Body as received…"), this, [this] { save(u".bin"_s, bytesOf(Body)); });
        menu->addAction(tr("Body without chunk framing…"), this, [this, suffix] { save(suffix, bytesOf(Content)); });
    } else {
        menu->addAction(tr("Body…"), this, [this, suffix] { save(suffix, bytesOf(Body)); });
    }
    if (m_decoded)
        menu->addAction(tr("Body with its encoding undone…"), this, [this, suffix] { save(suffix, m_decoded); });
    menu->addAction(tr("Whole request…"), this, [this] {
        const Capture& whole = m_filled->capture();
        save(u".http"_s, std::make_shared<const std::string>(whole.head + whole.body));
    });
}

void RawTab::save(const QString& suffix, SharedBytes bytes)
{
    m_filled->unaltered().whenReady(this, [this, suffix, bytes = std::move(bytes), context = m_filled](const std::shared_ptr<const bool>& unaltered) {
        const bool altered = !*unaltered;
        saveBytes(this, tr("Save as"), fileNameFor(context->capture(), suffix, altered), bytes, [this, altered](const QString& path) {
            const QString place = QDir::toNativeSeparators(path);
            m_remark->setText(altered ? tr("Saved as %1, as it is now: these are not the bytes that arrived.").arg(place)
                                      : tr("Saved as %1.").arg(place));
            m_remark->show();
        });
    });
}

} // namespace hookloupe::ui
