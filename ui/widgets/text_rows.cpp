// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text_rows.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr std::size_t rowsPerMark = 64;
constexpr int tabCells = 4;
constexpr int foldedCells = 3;
constexpr std::size_t costOfRow = 16; ///< in cells

bool isWide(char32_t c)
{
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
}

/// The one that ends before `offset`; 0 at the begin and behind bytes that are no UTF-8.
char32_t pointBefore(std::string_view text, std::size_t offset)
{
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, offset); ++length) {
        if (const auto point = firstCodePoint(text.substr(offset - length, length)); point && point->length == length)
            return point->value;
    }
    return 0;
}

/// The character at `offset` if it begins in `cell`. A combining mark gets a cell too: a row stays short whatever comes.
TextGlyph glyphAt(std::string_view text, std::size_t offset, int cell)
{
    const char c = text[offset];
    if (c >= 0x20 && c < 0x7f)
        return {offset, 1, cell, 1, GlyphKind::Plain};
    if (c == '\t')
        return {offset, 1, cell, tabCells - cell % tabCells, GlyphKind::Tab};
    const auto point = firstCodePoint(text.substr(offset, 4));
    const unsigned length = point ? point->length : 1;
    if (point && !isUnseen(point->value) && !shapesNothing(pointBefore(text, offset), point->value))
        return {offset, length, cell, isWide(point->value) ? 2 : 1, GlyphKind::Wide};
    return {offset, length, cell, int(visibleText(text.substr(offset, length)).size()), GlyphKind::Escaped};
}

} // namespace

void TextRows::reset(std::string_view text, int columns, std::vector<HiddenText> hidden)
{
    m_text = text;
    m_hidden = std::move(hidden);
    m_widest = 0;
    m_columns = std::max(columns, 16);
    m_marks.clear();
    m_reached = {0, 0, false};
    m_count = 0;
    m_complete = false;
    extend(1);
}

void TextRows::setHidden(std::vector<HiddenText> hidden, std::size_t from)
{
    m_hidden = std::move(hidden);
    while (m_marks.size() > 1 && m_marks.back().offset > from)
        m_marks.pop_back();
    m_reached = m_marks.back();
    m_marks.pop_back();
    m_count = m_marks.size() * rowsPerMark;
    m_complete = false;
    extend(1);
}

const HiddenText* TextRows::hiddenAt(std::size_t offset) const
{
    const auto after = std::upper_bound(m_hidden.begin(), m_hidden.end(), offset,
                                        [](std::size_t wanted, const HiddenText& one) { return wanted < one.begin; });
    return after != m_hidden.begin() && offset < (after - 1)->end ? &*(after - 1) : nullptr;
}

bool TextRows::extend(std::size_t cells)
{
    for (std::size_t spent = 0; !m_complete && spent < cells;) {
        if (m_count % rowsPerMark == 0)
            m_marks.push_back(m_reached);
        const TextRow row = rowAt(m_reached);
        ++m_count;
        // A text that ends with a line feed has an empty last line, as in an editor.
        m_complete = row.next >= m_text.size() && !row.lineFeed;
        m_widest = std::max(m_widest, row.cells);
        m_reached = after(row);
        spent += std::size_t(row.cells) + costOfRow;
    }
    return !m_complete;
}

TextRow TextRows::rowAt(const Mark& mark) const
{
    TextRow row{mark.offset, mark.offset, mark.offset, mark.line, mark.line, 0, mark.continuation, false, false};
    int cell = 0;
    std::size_t offset = mark.offset;
    auto hidden = std::lower_bound(m_hidden.begin(), m_hidden.end(), offset,
                                   [](const HiddenText& one, std::size_t wanted) { return one.begin < wanted; });
    while (offset < m_text.size()) {
        if (hidden != m_hidden.end() && hidden->begin == offset) {
            if (cell > 0 && cell + foldedCells > m_columns)
                break;
            cell += foldedCells;
            offset = hidden->end;
            row.nextLine += hidden->lineFeeds;
            ++hidden;
            continue;
        }
        const char c = m_text[offset];
        const bool crLf = c == '\r' && offset + 1 < m_text.size() && m_text[offset + 1] == '\n';
        if (c == '\n' || crLf) {
            row.lineFeed = true;
            row.carriageReturn = crLf;
            row.end = offset;
            row.next = offset + (crLf ? 2 : 1);
            row.cells = cell;
            ++row.nextLine;
            return row;
        }
        const TextGlyph glyph = glyphAt(m_text, offset, cell);
        if (cell > 0 && cell + glyph.cells > m_columns)
            break;
        cell += glyph.cells;
        offset += glyph.length;
    }
    row.end = offset;
    row.next = offset;
    row.cells = cell;
    return row;
}

TextRow TextRows::row(std::size_t index) const
{
    const std::size_t markIndex = std::min(index / rowsPerMark, m_marks.size() - 1);
    TextRow row = rowAt(m_marks[markIndex]);
    for (std::size_t i = markIndex * rowsPerMark; i < index; ++i)
        row = rowAt(after(row));
    return row;
}

std::size_t TextRows::rowOf(std::size_t offset) const
{
    const auto behind = std::upper_bound(m_marks.begin(), m_marks.end(), offset,
                                         [](std::size_t wanted, const Mark& mark) { return wanted < mark.offset; });
    const auto mark = behind == m_marks.begin() ? behind : behind - 1;
    auto index = std::size_t(mark - m_marks.begin()) * rowsPerMark;
    TextRow row = rowAt(*mark);
    while (index + 1 < m_count && row.next <= offset) {
        row = rowAt(after(row));
        ++index;
    }
    return index;
}

std::vector<TextGlyph> TextRows::glyphs(const TextRow& row) const
{
    std::vector<TextGlyph> found;
    int cell = 0;
    for (std::size_t offset = row.begin; offset < row.end;) {
        if (const HiddenText* hidden = hiddenAt(offset)) {
            found.push_back({offset, unsigned(hidden->end - offset), cell, foldedCells, GlyphKind::Folded});
            cell += foldedCells;
            offset = hidden->end;
            continue;
        }
        found.push_back(glyphAt(m_text, offset, cell));
        cell += found.back().cells;
        offset += found.back().length;
    }
    return found;
}

} // namespace hookloupe::ui
