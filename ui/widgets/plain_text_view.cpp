// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_text_view.h"

#include "base/text.h"
#include "style/colours.h"
#include "style/theme.h"

#include <QElapsedTimer>
#include <QPainter>
#include <QTimerEvent>

#include <algorithm>
#include <climits>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::size_t countedAtOnce = 256 * 1024;  ///< bytes; more than any screen shows
constexpr std::size_t countStep = 64 * 1024;
constexpr qint64 idleMilliseconds = 6;             ///< of counting before other events get their turn
constexpr int lineEndCells = 4;

QString textOfGlyphs(std::string_view text, const Glyph& first, const Glyph& last)
{
    const std::string_view bytes = text.substr(first.offset, last.offset + last.length - first.offset);
    switch (first.kind) {
    case GlyphKind::Plain:
        return QString::fromLatin1(bytes.data(), qsizetype(bytes.size()));
    case GlyphKind::Wide:
        return QString::fromUtf8(bytes.data(), qsizetype(bytes.size()));
    case GlyphKind::Escaped:
        return QString::fromStdString(visibleText(bytes));
    case GlyphKind::Tab:
        break;
    }
    return {};
}

int digitsOf(std::size_t number)
{
    int digits = 1;
    for (; number >= 10; number /= 10)
        ++digits;
    return digits;
}

} // namespace

PlainTextView::PlainTextView(QWidget* parent) : ByteView(parent)
{
    setAccessibleName(tr("Text"));
    m_rows.reset({}, 80);
    setFont(codeFont());
}

void PlainTextView::setLineEndsShown(bool shown)
{
    m_lineEnds = shown;
    layOut();
}

int PlainTextView::rowCount() const
{
    return int(std::min<std::size_t>(m_rows.count(), INT_MAX));
}

int PlainTextView::rowOf(std::size_t offset) const
{
    return int(m_rows.rowOf(offset));
}

std::size_t PlainTextView::rowBegin(int row) const
{
    return m_rows.row(std::size_t(row)).begin;
}

std::size_t PlainTextView::rowEnd(int row) const
{
    const TextRow place = m_rows.row(std::size_t(row));
    // The end of a broken line's part is the begin of the next row: stay in this one.
    const bool broken = !place.lineFeed && place.next < bytes().size();
    return broken ? std::max(place.begin, previous(place.end)) : place.end;
}

qreal PlainTextView::textX() const
{
    return margin + (m_gutterDigits + 1) * cellWidth();
}

std::size_t PlainTextView::offsetAt(int row, qreal x) const
{
    const TextRow place = m_rows.row(std::size_t(row));
    const qreal cell = (x - textX()) / cellWidth();
    for (const Glyph& glyph : m_rows.glyphs(place)) {
        if (cell < glyph.cell + glyph.cells / 2.0)
            return glyph.offset;
    }
    return rowEnd(row);
}

qreal PlainTextView::xOf(std::size_t offset) const
{
    const TextRow place = m_rows.row(m_rows.rowOf(offset));
    int cell = 0;
    for (const Glyph& glyph : m_rows.glyphs(place)) {
        if (glyph.offset >= offset)
            break;
        cell = glyph.cell + glyph.cells;
    }
    return textX() + cell * cellWidth();
}

std::size_t PlainTextView::next(std::size_t offset) const
{
    if (offset >= bytes().size())
        return bytes().size();
    const std::string_view rest = std::string_view(bytes()).substr(offset, 4);
    if (rest.starts_with("\r\n"))
        return offset + 2;
    const auto point = firstCodePoint(rest);
    return offset + (point ? point->length : 1);
}

std::size_t PlainTextView::previous(std::size_t offset) const
{
    for (std::size_t length = 4; length > 1; --length) {
        if (offset >= length && next(offset - length) == offset)
            return offset - length;
    }
    return offset == 0 ? 0 : offset - 1;
}

QString PlainTextView::textOf(std::size_t begin, std::size_t end) const
{
    return QString::fromUtf8(bytes().data() + begin, qsizetype(end - begin));
}

void PlainTextView::paintGutter(QPainter& painter, const TextRow& row, int top) const
{
    const QString text = row.continuation ? u"↪"_s : QString::number(row.line + 1);
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRectF area(margin, top, m_gutterDigits * cellWidth(), rowHeight());
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
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

void PlainTextView::paintRow(QPainter& painter, int row, int top)
{
    const TextRow place = m_rows.row(std::size_t(row));
    paintGutter(painter, place, top);
    const auto glyphs = m_rows.glyphs(place);
    const std::string_view text = bytes();
    std::size_t i = 0;
    while (i < glyphs.size()) {
        // One call for a run of one kind and one state: escapes and tabs stand alone.
        const Glyph& first = glyphs[i];
        const bool selected = isSelected(first.offset);
        const bool find = isFind(first.offset);
        std::size_t last = i;
        while (first.kind != GlyphKind::Escaped && first.kind != GlyphKind::Tab && last + 1 < glyphs.size()
               && glyphs[last + 1].kind == first.kind && isSelected(glyphs[last + 1].offset) == selected
               && isFind(glyphs[last + 1].offset) == find)
            ++last;
        const qreal x = textX() + first.cell * cellWidth();
        const int cells = glyphs[last].cell + glyphs[last].cells - first.cell;
        const QRectF area(x, top, cells * cellWidth(), rowHeight());
        if (selected)
            painter.fillRect(area, palette().brush(QPalette::Highlight));
        else if (find)
            painter.fillRect(area, coloursFor(palette()).warningBackground);
        else if (first.kind == GlyphKind::Escaped)
            painter.fillRect(area.adjusted(0, 1, -1, -1), palette().brush(QPalette::Button));
        painter.setPen(selected                           ? palette().color(QPalette::HighlightedText)
                       : find                             ? coloursFor(palette()).warningText
                       : first.kind == GlyphKind::Escaped ? palette().color(QPalette::ButtonText)
                                                          : palette().color(QPalette::Text));
        painter.drawText(QPointF(x, top + ascent()), textOfGlyphs(text, first, glyphs[last]));
        i = last + 1;
    }
    paintLineEnd(painter, place, glyphs.empty() ? 0 : glyphs.back().cell + glyphs.back().cells, top);
}

void PlainTextView::layOut()
{
    const std::size_t top = m_wantedTop.value_or(topOffset());
    // An upper bound that needs no counting: the gutter's width must not depend on the rows it decides.
    m_gutterDigits = std::clamp(digitsOf(bytes().size() / 32), 3, 7);
    const int cells = int((viewport()->width() - margin - textX()) / cellWidth());
    m_rows.reset(bytes(), cells - (m_lineEnds ? lineEndCells : 0));
    m_rows.extend(countedAtOnce);
    m_wantedTop = top;
    if (m_rows.isComplete())
        m_idle.stop();
    else
        m_idle.start(0, this);
    updateScrollBar();
    if (top < m_rows.row(m_rows.count() - 1).next || m_rows.isComplete()) {
        scrollToTop(top);
        m_wantedTop.reset();
    }
    viewport()->update();
}

void PlainTextView::forgetLayout()
{
    m_idle.stop();
    m_wantedTop.reset();
    m_rows.reset({}, 80);
}

void PlainTextView::timerEvent(QTimerEvent* event)
{
    if (event->timerId() != m_idle.timerId()) {
        ByteView::timerEvent(event);
        return;
    }
    QElapsedTimer watch;
    watch.start();
    while (m_rows.extend(countStep) && watch.elapsed() < idleMilliseconds) {}
    updateScrollBar();
    if (m_wantedTop && (m_rows.isComplete() || *m_wantedTop < rowBegin(rowCount() - 1))) {
        scrollToTop(*m_wantedTop);
        m_wantedTop.reset();
    }
    if (m_rows.isComplete())
        m_idle.stop();
}

} // namespace hookloupe::ui
