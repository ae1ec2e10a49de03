// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/byte_view.h"

#include "style/colours.h"
#include "style/plain_text.h"
#include "widgets/byte_view_accessible.h"
#include "widgets/view_finder.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace hookloupe::ui {

ByteView::ByteView(QWidget* parent) : QAbstractScrollArea(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The rows break at the width left of it: a bar that comes and goes would break them anew each time.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setLayoutDirection(Qt::LeftToRight);
    viewport()->setCursor(Qt::IBeamCursor);
    viewport()->setBackgroundRole(QPalette::Base);
    ByteViewAccessible::install();
    measureFont();
}

void ByteView::setBytes(std::shared_ptr<const std::string> bytes)
{
    verticalScrollBar()->setValue(0);
    forgetLayout();
    m_bytes = std::move(bytes);
    m_finds.reset();
    m_underlined.reset();
    m_anchor = 0;
    m_cursor = 0;
    setAccessibleDescription(tr("Size in bytes: %1").arg(this->bytes().size()));
    layOut();
    viewport()->update();
}

void ByteView::letGo()
{
    forgetLayout();
    m_bytes.reset();
}

void ByteView::showChanged(std::shared_ptr<const std::string> bytes)
{
    m_bytes = std::move(bytes);
    m_finds.reset();
    m_underlined.reset();
    m_anchor = std::min(m_anchor, this->bytes().size());
    m_cursor = std::min(m_cursor, this->bytes().size());
    setAccessibleDescription(tr("Size in bytes: %1").arg(this->bytes().size()));
    layOut();
    viewport()->update();
}

const std::string& ByteView::bytes() const
{
    static const std::string nothing;
    return m_bytes ? *m_bytes : nothing;
}

void ByteView::select(std::size_t begin, std::size_t end)
{
    m_anchor = std::min(begin, bytes().size());
    moveCursor(end, true);
}

std::size_t ByteView::selectionBegin() const
{
    return std::min(m_anchor, m_cursor);
}

std::size_t ByteView::selectionEnd() const
{
    return std::max(m_anchor, m_cursor);
}

bool ByteView::isSelected(std::size_t offset) const
{
    return offset >= selectionBegin() && offset < selectionEnd();
}

void ByteView::setFinds(std::shared_ptr<const Finds> finds)
{
    m_finds = std::move(finds);
    viewport()->update();
}

bool ByteView::isFind(std::size_t offset) const
{
    if (!m_finds)
        return false;
    const auto after = std::upper_bound(m_finds->begins.begin(), m_finds->begins.end(), offset);
    return after != m_finds->begins.begin() && offset < *(after - 1) + m_finds->length;
}

void ByteView::setUnderlined(std::shared_ptr<const ByteRanges> ranges)
{
    m_underlined = std::move(ranges);
    viewport()->update();
}

QString ByteView::selectedText() const
{
    return textOf(selectionBegin(), selectionEnd());
}

void ByteView::copySelection() const
{
    if (m_anchor != m_cursor)
        QGuiApplication::clipboard()->setText(selectedText());
}

void ByteView::selectAll()
{
    const int row = rowOf(m_cursor);
    m_anchor = 0;
    m_cursor = bytes().size();
    viewport()->update();
    tellSelection(row);
}

int ByteView::visibleRows() const
{
    return std::max(1, viewport()->height() / m_rowHeight);
}

QSize ByteView::sizeHint() const
{
    return {int(m_cellWidth * 80), m_rowHeight * 12};
}

void ByteView::updateScrollBar()
{
    verticalScrollBar()->setPageStep(visibleRows());
    verticalScrollBar()->setRange(0, std::max(0, rowCount() - visibleRows()));
}

std::size_t ByteView::topOffset() const
{
    return rowBegin(std::min(verticalScrollBar()->value(), rowCount() - 1));
}

void ByteView::scrollToTop(std::size_t offset)
{
    verticalScrollBar()->setValue(rowOf(offset));
}

void ByteView::measureFont()
{
    const QFontMetricsF metrics(font());
    m_cellWidth = std::max<qreal>(1, metrics.horizontalAdvance(QLatin1Char('0')));
    // A pixel above and below: the next row's selection must not cover underscores.
    m_rowHeight = std::max(1, int(std::ceil(metrics.height()))) + 2;
    m_ascent = int(std::ceil(metrics.ascent())) + 1;
}

bool ByteView::event(QEvent* event)
{
    // Without this the window's own Copy and Select all would take the keys while the view has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || key->matches(QKeySequence::SelectAll)) {
            event->accept();
            return true;
        }
    }
    return QAbstractScrollArea::event(event);
}

void ByteView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange) {
        measureFont();
        layOut();
    }
}

void ByteView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.setLayoutDirection(Qt::LeftToRight); // bytes are no text of the user's language: a brace stays where it stands
    painter.setFont(font());
    const int first = verticalScrollBar()->value();
    const int from = first + event->rect().top() / m_rowHeight;
    const int to = std::min(rowCount() - 1, first + event->rect().bottom() / m_rowHeight);
    for (int row = from; row <= to; ++row) {
        paintRow(painter, row, (row - first) * m_rowHeight);
        paintUnderline(painter, row, (row - first) * m_rowHeight);
    }
    const int cursorRow = rowOf(m_cursor);
    if (hasFocus() && cursorRow >= from && cursorRow <= to)
        paintCursor(painter);
}

void ByteView::paintCursor(QPainter& painter)
{
    painter.fillRect(cursorRect(), palette().color(QPalette::Text));
}

void ByteView::paintUnderline(QPainter& painter, int row, int top)
{
    if (!m_underlined)
        return;
    const std::size_t begin = rowBegin(row);
    const std::size_t last = rowEnd(row);
    auto range = std::upper_bound(m_underlined->begin(), m_underlined->end(), begin,
                                  [](std::size_t offset, const ByteRange& one) { return offset < one.end; });
    for (; range != m_underlined->end() && range->begin <= last && range->begin < bytes().size(); ++range) {
        const std::size_t from = std::max(range->begin, begin);
        const std::size_t to = std::min(range->end - 1, last);
        const qreal left = xOf(from);
        const QRectF line(left, top + m_rowHeight - 2, xOf(to) + 2 * m_cellWidth - left, 2);
        painter.fillRect(line, coloursFor(palette()).accent);
    }
}

QRect ByteView::cursorRect() const
{
    const int row = rowOf(m_cursor) - verticalScrollBar()->value();
    return {int(xOf(m_cursor)), row * m_rowHeight, 2, m_rowHeight};
}

QString ByteView::spokenRow() const
{
    constexpr std::size_t longest = 2'000; // bytes of a row
    const int row = rowOf(m_cursor);
    const std::size_t begin = rowBegin(row);
    const std::size_t end = std::min({rowEnd(row) + 1, bytes().size(), begin + longest});
    return shown(std::string_view(bytes()).substr(begin, end - begin));
}

int ByteView::spokenColumn() const
{
    const std::size_t begin = rowBegin(rowOf(m_cursor));
    return int(shown(std::string_view(bytes()).substr(begin, m_cursor - begin)).size());
}

void ByteView::tellSelection(int rowBefore)
{
    Q_EMIT selectionChanged(selectionBegin(), selectionEnd());
    if (!QAccessible::isActive())
        return;
    if (rowOf(m_cursor) != rowBefore) {
        QAccessibleValueChangeEvent moved(this, spokenRow());
        QAccessible::updateAccessibility(&moved);
    }
    QAccessibleTextCursorEvent cursor(this, spokenColumn());
    QAccessible::updateAccessibility(&cursor);
}

void ByteView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        layOut();
    updateScrollBar();
}

std::optional<std::size_t> ByteView::keyTarget(const QKeyEvent& event) const
{
    const bool whole = event.modifiers() & Qt::ControlModifier;
    const int row = rowOf(m_cursor);
    const auto inRow = [&](int other) { return offsetAt(std::clamp(other, 0, rowCount() - 1), xOf(m_cursor)); };
    switch (event.key()) {
    case Qt::Key_Left:
        return previous(m_cursor);
    case Qt::Key_Right:
        return next(m_cursor);
    case Qt::Key_Up:
        return inRow(row - 1);
    case Qt::Key_Down:
        return inRow(row + 1);
    case Qt::Key_PageUp:
        return inRow(row - visibleRows());
    case Qt::Key_PageDown:
        return inRow(row + visibleRows());
    case Qt::Key_Home:
        return whole ? 0 : rowBegin(row);
    case Qt::Key_End:
        return whole ? bytes().size() : rowEnd(row);
    }
    return std::nullopt;
}

void ByteView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
    } else if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
    } else if (const auto target = keyTarget(*event)) {
        moveCursor(*target, event->modifiers() & Qt::ShiftModifier);
    } else {
        QWidget::keyPressEvent(event);
    }
}

void ByteView::moveCursor(std::size_t offset, bool keepAnchor)
{
    const int row = rowOf(m_cursor);
    m_cursor = std::min(offset, bytes().size());
    if (!keepAnchor)
        m_anchor = m_cursor;
    ensureVisible(m_cursor);
    viewport()->update();
    tellSelection(row);
}

void ByteView::ensureVisible(std::size_t offset)
{
    const int row = rowOf(offset);
    const int first = verticalScrollBar()->value();
    if (row < first)
        verticalScrollBar()->setValue(row);
    else if (row >= first + visibleRows())
        verticalScrollBar()->setValue(row - visibleRows() + 1);
}

std::size_t ByteView::offsetAtPoint(QPointF point) const
{
    const int row = verticalScrollBar()->value() + int(std::floor(point.y() / m_rowHeight));
    return offsetAt(std::clamp(row, 0, rowCount() - 1), point.x());
}

void ByteView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton)
        moveCursor(offsetAtPoint(event->position()), event->modifiers() & Qt::ShiftModifier);
}

void ByteView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        moveCursor(offsetAtPoint(event->position()), true);
}

void ByteView::mouseReleaseEvent(QMouseEvent* event)
{
    event->accept();
}

void ByteView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    fillMenu(menu);
    Q_EMIT menuRequested(&menu);
    menu.exec(event->globalPos());
}

void ByteView::fillMenu(QMenu& menu)
{
    auto* copy = menu.addAction(tr("Copy"), QKeySequence(QKeySequence::Copy), this, &ByteView::copySelection);
    copy->setEnabled(m_anchor != m_cursor);
    menu.addAction(tr("Select all"), QKeySequence(QKeySequence::SelectAll), this, &ByteView::selectAll);
}

void ByteView::focusInEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void ByteView::focusOutEvent(QFocusEvent* event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

} // namespace hookloupe::ui
