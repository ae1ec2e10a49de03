// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plain_text_view.h"

#include "base/text.h"
#include "style/theme.h"

#include <QElapsedTimer>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTimerEvent>

#include <algorithm>
#include <climits>
#include <utility>

namespace hookloupe::ui {

namespace {

constexpr std::size_t countedAtOnce = 128 * 1024;  ///< cells; more than any screen shows
constexpr std::size_t countStep = 8 * 1024;
constexpr qint64 idleMilliseconds = 6;             ///< of counting before other events get their turn

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
    connect(this, &ByteView::menuRequested, this, &PlainTextView::addFoldActions);
}

void PlainTextView::setLineEndsShown(bool shown)
{
    m_lineEnds = shown;
    layOut();
}

void PlainTextView::setWrapping(bool wraps)
{
    if (wraps == m_wraps)
        return;
    m_wraps = wraps;
    setHorizontalScrollBarPolicy(wraps ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    horizontalScrollBar()->setValue(0);
    layOut();
}

void PlainTextView::setColouring(Colouring colouring)
{
    m_colouring = std::move(colouring);
    viewport()->update();
}

void PlainTextView::setFolds(TextFolding::Folds folds)
{
    m_folding.reset(std::move(folds));
    layOut();
}

void PlainTextView::setFaultAt(std::optional<std::size_t> offset)
{
    m_fault = offset;
    viewport()->update();
}

int PlainTextView::rowCount() const
{
    return int(std::min<std::size_t>(m_rows.count(), INT_MAX));
}

int PlainTextView::rowOf(std::size_t offset) const
{
    return int(m_rows.rowOf(offset));
}

std::size_t PlainTextView::lineOf(std::size_t offset) const
{
    return m_rows.row(m_rows.rowOf(offset)).line;
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

qreal PlainTextView::gutterWidth() const
{
    return margin + (m_gutterDigits + 1 + (m_folding.isEmpty() ? 0 : foldCells)) * cellWidth();
}

qreal PlainTextView::textX() const
{
    return gutterWidth() - (m_wraps ? 0 : horizontalScrollBar()->value());
}

std::size_t PlainTextView::offsetAt(int row, qreal x) const
{
    const TextRow place = m_rows.row(std::size_t(row));
    const qreal cell = (x - textX()) / cellWidth();
    for (const TextGlyph& glyph : m_rows.glyphs(place)) {
        if (cell < glyph.cell + glyph.cells / 2.0)
            return glyph.offset;
    }
    return rowEnd(row);
}

qreal PlainTextView::xOf(std::size_t offset) const
{
    const TextRow place = m_rows.row(m_rows.rowOf(offset));
    int cell = 0;
    for (const TextGlyph& glyph : m_rows.glyphs(place)) {
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
    if (const HiddenText* hidden = m_rows.hiddenAt(offset))
        return hidden->end;
    const std::string_view rest = std::string_view(bytes()).substr(offset, 4);
    if (rest.starts_with("\r\n"))
        return offset + 2;
    const auto point = firstCodePoint(rest);
    return offset + (point ? point->length : 1);
}

std::size_t PlainTextView::previous(std::size_t offset) const
{
    if (offset == 0)
        return 0;
    if (const HiddenText* hidden = m_rows.hiddenAt(offset - 1))
        return hidden->begin;
    for (std::size_t length = 4; length > 1; --length) {
        if (offset >= length && next(offset - length) == offset)
            return offset - length;
    }
    return offset - 1;
}

QString PlainTextView::textOf(std::size_t begin, std::size_t end) const
{
    return QString::fromUtf8(bytes().data() + begin, qsizetype(end - begin));
}

std::optional<std::size_t> PlainTextView::foldOf(const TextRow& row) const
{
    if (m_folding.isEmpty())
        return std::nullopt;
    if (row.lineFeed) {
        if (const auto open = m_folding.at(row.end))
            return open;
    }
    for (const TextGlyph& glyph : m_rows.glyphs(row)) {
        if (glyph.kind == GlyphKind::Folded)
            return m_folding.at(glyph.offset);
    }
    return std::nullopt;
}

void PlainTextView::layOut()
{
    const std::size_t top = m_wantedTop.value_or(topOffset());
    // An upper bound that needs no counting: the gutter's width must not depend on the rows it decides.
    m_gutterDigits = std::clamp(digitsOf(bytes().size() / 32), 3, 7);
    const int cells = m_wraps ? int((viewport()->width() - margin - gutterWidth()) / cellWidth()) : longestRow;
    m_rows.reset(bytes(), cells - (m_lineEnds ? lineEndCells : 0), m_folding.hidden(bytes()));
    m_rows.extend(countedAtOnce);
    m_wantedTop = top;
    keepUpWithCounting();
    viewport()->update();
}

void PlainTextView::applyFolds(std::size_t from)
{
    const std::size_t top = topOffset();
    m_rows.setHidden(m_folding.hidden(bytes()), from);
    m_rows.extend(countedAtOnce);
    m_wantedTop = top;
    keepUpWithCounting();
    viewport()->update();
}

void PlainTextView::keepUpWithCounting()
{
    if (m_rows.isComplete())
        m_idle.stop();
    else if (!m_idle.isActive())
        m_idle.start(0, this);
    updateScrollBar();
    updateSideways();
    const auto isKnown = [this](std::size_t offset) { return m_rows.isComplete() || offset < m_rows.reached(); };
    if (m_wantedTop && isKnown(*m_wantedTop)) {
        scrollToTop(*m_wantedTop);
        m_wantedTop.reset();
    }
    if (m_wantedVisible && isKnown(*m_wantedVisible))
        ensureVisible(*std::exchange(m_wantedVisible, std::nullopt));
}

void PlainTextView::updateSideways()
{
    const int visible = int(viewport()->width() - margin - gutterWidth());
    const int whole = int((m_rows.widest() + lineEndCells) * cellWidth());
    horizontalScrollBar()->setPageStep(std::max(visible, 1));
    horizontalScrollBar()->setSingleStep(int(cellWidth() * 8));
    horizontalScrollBar()->setRange(0, m_wraps ? 0 : std::max(0, whole - visible));
}

void PlainTextView::forgetLayout()
{
    m_idle.stop();
    m_wantedTop.reset();
    m_wantedVisible.reset();
    m_fault.reset();
    m_colouring = nullptr;
    m_folding.reset();
    m_rows.reset({}, 80);
}

void PlainTextView::ensureVisible(std::size_t offset)
{
    if (m_rows.hiddenAt(offset) && m_rows.hiddenAt(offset)->begin != offset && m_folding.reveal(offset))
        applyFolds(0);
    m_wantedVisible.reset();
    if (!m_rows.isComplete() && offset >= m_rows.reached())
        m_wantedVisible = offset;
    ByteView::ensureVisible(offset);
    if (m_wraps)
        return;
    const qreal x = xOf(offset);
    const qreal right = viewport()->width() - margin - 4 * cellWidth();
    if (x < gutterWidth())
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - int(gutterWidth() - x + 8 * cellWidth()));
    else if (x > right)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + int(x - right));
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
    keepUpWithCounting();
}

void PlainTextView::foldAtCursor(bool fold)
{
    // On a row with a bracket that one is meant, else the innermost that the cursor is in.
    const TextRow row = m_rows.row(m_rows.rowOf(selectionEnd()));
    auto found = foldOf(row);
    if (!found || m_folding.isClosed(*found) == fold)
        found = fold ? m_folding.around(selectionEnd()) : found;
    if (!found || m_folding.isClosed(*found) == fold)
        return;
    const std::size_t begin = m_folding.fold(*found).begin;
    m_folding.setClosed(*found, fold);
    applyFolds(begin);
    select(begin, begin);
}

void PlainTextView::foldAll()
{
    m_folding.closeAllInside();
    applyFolds(0);
    select(0, 0);
}

void PlainTextView::unfoldAll()
{
    m_folding.openAll();
    applyFolds(0);
}

void PlainTextView::addFoldActions(QMenu* menu)
{
    if (m_folding.isEmpty())
        return;
    menu->addSeparator();
    menu->addAction(tr("Fold"), QKeySequence(Qt::Key_Minus), this, [this] { foldAtCursor(true); });
    menu->addAction(tr("Unfold"), QKeySequence(Qt::Key_Plus), this, [this] { foldAtCursor(false); });
    menu->addAction(tr("Fold all"), QKeySequence(Qt::CTRL | Qt::Key_Minus), this, &PlainTextView::foldAll);
    menu->addAction(tr("Unfold all"), QKeySequence(Qt::CTRL | Qt::Key_Plus), this, &PlainTextView::unfoldAll);
}

void PlainTextView::keyPressEvent(QKeyEvent* event)
{
    const bool all = event->modifiers() & Qt::ControlModifier;
    const bool folds = event->key() == Qt::Key_Minus || event->key() == Qt::Key_Plus;
    if (m_folding.isEmpty() || !folds) {
        ByteView::keyPressEvent(event);
        return;
    }
    if (!all)
        foldAtCursor(event->key() == Qt::Key_Minus);
    else if (event->key() == Qt::Key_Minus)
        foldAll();
    else
        unfoldAll();
}

void PlainTextView::mousePressEvent(QMouseEvent* event)
{
    const int number = verticalScrollBar()->value() + int(event->position().y()) / rowHeight();
    if (event->button() == Qt::LeftButton && !m_folding.isEmpty() && number < rowCount()) {
        const TextRow row = m_rows.row(std::size_t(number));
        const auto fold = foldOf(row);
        const bool onGutter = event->position().x() < gutterWidth();
        const HiddenText* hidden = onGutter ? nullptr : m_rows.hiddenAt(offsetAt(number, event->position().x()));
        if (fold && (onGutter || hidden)) {
            m_folding.setClosed(*fold, !m_folding.isClosed(*fold));
            applyFolds(m_folding.fold(*fold).begin);
            return;
        }
    }
    ByteView::mousePressEvent(event);
}

} // namespace hookloupe::ui
