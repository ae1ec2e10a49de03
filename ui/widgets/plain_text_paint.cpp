// SPDX-License-Identifier: GPL-3.0-or-later
// How PlainTextView paints a row; where its rows are is in plain_text_view.cpp.
#include "base/text.h"
#include "style/colours.h"
#include "widgets/plain_text_view.h"
#include "widgets/token_colours.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QString textOfGlyphs(std::string_view text, const TextGlyph& first, const TextGlyph& last)
{
    const std::string_view bytes = text.substr(first.offset, last.offset + last.length - first.offset);
    switch (first.kind) {
    case GlyphKind::Plain:
        return QString::fromLatin1(bytes.data(), qsizetype(bytes.size()));
    case GlyphKind::Wide:
        return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    case GlyphKind::Escaped:
        return QString::fromStdString(visibleText(bytes));
    case GlyphKind::Folded:
        return u" ⋯ "_s;
    case GlyphKind::Tab:
        break;
    }
    return {};
}

} // namespace

void PlainTextView::paintGutter(QPainter& painter, const TextRow& row, int top) const
{
    if (!m_wraps) // the text may have been scrolled under it
        painter.fillRect(QRectF(0, top, gutterWidth() - cellWidth() / 2, rowHeight()), palette().brush(QPalette::Base));
    const QString text = row.continuation ? u"↪"_s : QString::number(row.line + 1);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRectF area(margin, top, m_gutterDigits * cellWidth(), rowHeight());
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
    const auto fold = m_folding.isEmpty() ? std::nullopt : foldOf(row);
    if (!fold)
        return;
    const qreal size = cellWidth() * 0.5;
    const QPointF centre(area.right() + foldCells * cellWidth() * 0.6, top + rowHeight() / 2.0);
    QPolygonF arrow{{-size / 2, -size}, {size / 2, 0.0}, {-size / 2, size}};
    if (!m_folding.isClosed(*fold))
        arrow = QPolygonF{{-size, -size / 2}, {size, -size / 2}, {0.0, size / 2}};
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(palette().color(QPalette::PlaceholderText));
    painter.drawPolygon(arrow.translated(centre));
    painter.restore();
}

void PlainTextView::paintLineEnd(QPainter& painter, const TextRow& row, int cell, int top) const
{
    if (!row.lineFeed)
        return;
    const qreal x = textX() + cell * cellWidth();
    if (isSelected(row.end)) {
        const QRectF area(x, top, lineEndCells * cellWidth(), rowHeight());
        painter.fillRect(area, palette().brush(QPalette::Highlight));
    }
    if (!m_lineEnds)
        return;
    painter.setPen(palette().color(isSelected(row.end) ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter.drawText(QPointF(x, top + ascent()), row.carriageReturn ? u"\\r\\n"_s : u"\\n"_s);
}

void PlainTextView::paintFault(QPainter& painter, const TextRow& row, int top) const
{
    const bool atEnd = m_fault && *m_fault >= bytes().size() && row.next >= bytes().size();
    if (!m_fault || (!atEnd && (*m_fault < row.begin || *m_fault >= row.next)))
        return;
    const QColor colour = coloursFor(palette()).bad;
    const qreal x = xOf(*m_fault);
    painter.setPen(QPen(colour, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(x - 1, top + 1, cellWidth() + 2, rowHeight() - 2));
}

QRectF PlainTextView::rectOf(const TextGlyph& first, const TextGlyph& last, int top) const
{
    const int cells = last.cell + last.cells - first.cell;
    return {textX() + first.cell * cellWidth(), qreal(top), cells * cellWidth(), qreal(rowHeight())};
}

void PlainTextView::paintRun(QPainter& painter, const TextGlyph& first, const TextGlyph& last, const Look& look,
                             int top) const
{
    const QRectF area = rectOf(first, last, top);
    const bool mark = first.kind == GlyphKind::Escaped || first.kind == GlyphKind::Folded;
    if (look.selected)
        painter.fillRect(area, palette().brush(QPalette::Highlight));
    else if (look.find)
        painter.fillRect(area, coloursFor(palette()).warningBackground);
    else if (mark)
        painter.fillRect(area.adjusted(0, 1, -1, -1), palette().brush(QPalette::Button));
    painter.setPen(look.selected ? palette().color(QPalette::HighlightedText)
                   : look.find   ? coloursFor(palette()).warningText
                   : mark        ? palette().color(QPalette::ButtonText)
                                 : tokenColour(palette(), look.token));
    painter.drawText(QPointF(area.left(), top + ascent()), textOfGlyphs(bytes(), first, last));
}

std::vector<decode::TokenRun> PlainTextView::tokensOf(const TextRow& row,
                                                      const std::vector<TextGlyph>& glyphs) const
{
    std::vector<decode::TokenRun> tokens;
    if (!m_colouring)
        return tokens;
    std::size_t begin = row.begin;
    const auto add = [&](std::size_t end) {
        const auto part = m_colouring(begin, end);
        tokens.insert(tokens.end(), part.begin(), part.end());
    };
    for (const TextGlyph& glyph : glyphs) {
        if (glyph.kind == GlyphKind::Folded) {
            add(glyph.offset);
            begin = glyph.offset + glyph.length;
        }
    }
    add(row.end);
    return tokens;
}

void PlainTextView::paintRow(QPainter& painter, int row, int top)
{
    const TextRow place = m_rows.row(std::size_t(row));
    const auto glyphs = m_rows.glyphs(place);
    const auto tokens = tokensOf(place, glyphs);
    auto token = tokens.begin();
    const auto lookOf = [&](const TextGlyph& glyph) {
        while (token != tokens.end() && token + 1 != tokens.end() && (token + 1)->begin <= glyph.offset)
            ++token;
        return Look{isSelected(glyph.offset), isFind(glyph.offset),
                    token == tokens.end() ? decode::TokenKind::Punctuation : token->kind};
    };
    const auto isAlone = [](const TextGlyph& glyph) {
        return glyph.kind == GlyphKind::Escaped || glyph.kind == GlyphKind::Tab || glyph.kind == GlyphKind::Folded;
    };
    // Only what is in the view: without wrapping a row can be much wider.
    const qreal firstCell = (gutterWidth() - textX()) / cellWidth();
    const qreal lastCell = firstCell + viewport()->width() / cellWidth();
    for (std::size_t i = 0; i < glyphs.size();) {
        const TextGlyph& first = glyphs[i];
        if (first.cell > lastCell)
            break;
        if (first.cell + first.cells < firstCell) {
            ++i;
            continue;
        }
        // One call for a run of one kind and one look: escapes, tabs and folds stand alone.
        const Look look = lookOf(first);
        std::size_t last = i;
        while (!isAlone(first) && last + 1 < glyphs.size() && glyphs[last + 1].kind == first.kind
               && glyphs[last + 1].cell <= lastCell && lookOf(glyphs[last + 1]) == look)
            ++last;
        paintRun(painter, first, glyphs[last], look, top);
        i = last + 1;
    }
    paintLineEnd(painter, place, place.cells, top);
    paintFault(painter, place, top);
    paintGutter(painter, place, top);
}

} // namespace hookloupe::ui
