// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/hex_view.h"

#include "base/text.h"
#include "style/theme.h"

#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <climits>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int offsetDigits = 8;   ///< enough for 4 GiB
constexpr int group = 8;          ///< a wider gap after so many bytes

int cellsNeeded(int perRow)
{
    return offsetDigits + 2 + perRow * 3 + perRow / group + 1 + perRow;
}

QString characterOf(char byte)
{
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x20 && value < 0x7f ? QString(QLatin1Char(byte)) : u"·"_s;
}

} // namespace

HexView::HexView(QWidget* parent) : ByteView(parent)
{
    setAccessibleName(tr("Bytes as hex"));
    setFont(codeFont());
}

int HexView::widthFor(int perRow) const
{
    const int around = 2 * margin + 2 * frameWidth() + verticalScrollBar()->sizeHint().width();
    return int(std::ceil(cellsNeeded(perRow) * cellWidth())) + around + 1;
}

int HexView::rowCount() const
{
    const std::size_t rows = (bytes().size() + std::size_t(m_perRow) - 1) / std::size_t(m_perRow);
    return int(std::clamp<std::size_t>(rows, 1, INT_MAX));
}

int HexView::rowOf(std::size_t offset) const
{
    return std::min(int(offset / std::size_t(m_perRow)), rowCount() - 1);
}

std::size_t HexView::rowBegin(int row) const
{
    return std::size_t(row) * std::size_t(m_perRow);
}

std::size_t HexView::rowEnd(int row) const
{
    const std::size_t end = rowBegin(row) + std::size_t(m_perRow);
    return end >= bytes().size() ? bytes().size() : end - 1;
}

int HexView::hexCell(int column) const
{
    return offsetDigits + 2 + column * 3 + column / group;
}

int HexView::textCell(int column) const
{
    return hexCell(m_perRow) + 1 + column;
}

std::size_t HexView::offsetAt(int row, qreal x) const
{
    const int cell = int((x - margin) / cellWidth() + 0.5);
    int column = 0;
    if (cell >= textCell(0)) {
        column = cell - textCell(0);
    } else {
        while (column < m_perRow && cell > hexCell(column) + 1)
            ++column;
    }
    const std::size_t last = std::min(bytes().size(), rowBegin(row) + std::size_t(m_perRow));
    return std::min(rowBegin(row) + std::size_t(std::clamp(column, 0, m_perRow)), last);
}

qreal HexView::xOf(std::size_t offset) const
{
    return cellX(hexCell(int(offset - rowBegin(rowOf(offset))))) - 1;
}

qreal HexView::characterX(std::size_t offset) const
{
    return cellX(textCell(int(offset - rowBegin(rowOf(offset))))) - 1;
}

std::size_t HexView::next(std::size_t offset) const
{
    return std::min(offset + 1, bytes().size());
}

std::size_t HexView::previous(std::size_t offset) const
{
    return offset == 0 ? 0 : offset - 1;
}

QString HexView::textOf(std::size_t begin, std::size_t end) const
{
    QString text;
    text.reserve(qsizetype(end - begin) * 3);
    const std::string hex = toHex(std::string_view(bytes()).substr(begin, end - begin));
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        if (i > 0)
            text += u' ';
        text += QLatin1StringView(hex.data() + i, 2);
    }
    return text;
}

QString HexView::spokenRow() const
{
    const std::size_t begin = rowBegin(rowOf(cursor()));
    const std::size_t end = std::min(bytes().size(), begin + std::size_t(m_perRow));
    QString characters;
    for (std::size_t offset = begin; offset < end; ++offset)
        characters += characterOf(bytes()[offset]);
    return tr("%1: %2 %3", "offset, bytes as hex, as characters")
        .arg(QString::number(begin, 16).rightJustified(offsetDigits, u'0'), textOf(begin, end), characters);
}

int HexView::spokenColumn() const
{
    return offsetDigits + 2 + int(cursor() - rowBegin(rowOf(cursor()))) * 3;
}

void HexView::paintRow(QPainter& painter, int row, int top)
{
    const std::size_t begin = rowBegin(row);
    const int base = top + ascent();
    painter.setPen(palette().color(QPalette::PlaceholderText));
    painter.drawText(QPointF(cellX(0), base), QString::number(begin, 16).rightJustified(offsetDigits, u'0'));
    const std::size_t end = std::min(bytes().size(), begin + std::size_t(m_perRow));
    for (std::size_t offset = begin; offset < end; ++offset) {
        const int column = int(offset - begin);
        const bool selected = isSelected(offset);
        if (selected) {
            const int cells = offset + 1 < end && isSelected(offset + 1) ? hexCell(column + 1) - hexCell(column) : 2;
            const auto& background = palette().brush(QPalette::Highlight);
            painter.fillRect(QRectF(cellX(hexCell(column)), top, cells * cellWidth(), rowHeight()), background);
            painter.fillRect(QRectF(cellX(textCell(column)), top, cellWidth(), rowHeight()), background);
        }
        painter.setPen(palette().color(selected ? QPalette::HighlightedText : QPalette::Text));
        const std::string pair = toHex(std::string_view(bytes()).substr(offset, 1));
        painter.drawText(QPointF(cellX(hexCell(column)), base), QString::fromLatin1(pair.data(), 2));
        painter.drawText(QPointF(cellX(textCell(column)), base), characterOf(bytes()[offset]));
    }
}

void HexView::layOut()
{
    const std::size_t top = topOffset();
    const int cells = int((viewport()->width() - 2 * margin) / cellWidth());
    m_perRow = cells >= cellsNeeded(16) ? 16 : cells >= cellsNeeded(8) ? 8 : 4;
    updateScrollBar();
    scrollToTop(top);
    viewport()->update();
}

} // namespace hookloupe::ui
