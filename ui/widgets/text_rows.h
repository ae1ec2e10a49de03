// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace hookloupe::ui {

/// How one character of a row is shown.
enum class GlyphKind {
    Plain,
    Wide,      ///< anything beyond ASCII: drawn by the font's own shaping
    Escaped,   ///< a control, a bidirectional mark or a byte that is no UTF-8: shown as visibleText() writes it
    Tab,
    Folded,    ///< stands for all that a fold hides
};

/// One character of a row and the cells it covers. Offsets in bytes, from the text's start.
struct TextGlyph {
    std::size_t offset = 0;
    unsigned length = 1;
    int cell = 0;
    int cells = 1;
    GlyphKind kind = GlyphKind::Plain;
};

/// One painted row: a line, or a part of a line that is wider than the view.
struct TextRow {
    std::size_t begin = 0;
    std::size_t end = 0;         ///< without the line end
    std::size_t next = 0;        ///< where the row after it begins
    std::size_t line = 0;        ///< from 0
    std::size_t nextLine = 0;    ///< of the row after it
    int cells = 0;
    bool continuation = false;   ///< the line began in an earlier row
    bool lineFeed = false;       ///< ends with LF, or with CR LF:
    bool carriageReturn = false;
};

/// Bytes that are not shown. A row goes on behind them.
struct HiddenText {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t lineFeeds = 0;
};

/// Where the rows of a text begin when lines break at LF and after `columns` cells. Found step by step, so that a large
/// text shows at once; memory is 16 bytes for every 64 rows. The text is not copied and must outlive this.
class TextRows {
public:
    /// `hidden` in order, not overlapping.
    void reset(std::string_view text, int columns, std::vector<HiddenText> hidden = {});
    /// Hides other parts, none of the changes before `from`: the rows before it stay known.
    void setHidden(std::vector<HiddenText> hidden, std::size_t from);
    /// Looks at rows of about `cells` more, which is what it costs: a byte that is shown as `\x{FF}` takes six, a row sixteen
    /// beside its own. False when all of the text is known.
    bool extend(std::size_t cells);

    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] std::size_t count() const { return m_count; }      ///< known so far; at least 1
    [[nodiscard]] std::size_t reached() const { return m_reached.offset; } ///< the first byte not looked at yet
    [[nodiscard]] int widest() const { return m_widest; }            ///< cells of the widest row known so far
    [[nodiscard]] const HiddenText* hiddenAt(std::size_t offset) const; ///< what hides this byte; nullptr for nothing
    [[nodiscard]] TextRow row(std::size_t index) const;              ///< index < count()
    [[nodiscard]] std::size_t rowOf(std::size_t offset) const;       ///< the last known one for an offset beyond
    [[nodiscard]] std::vector<TextGlyph> glyphs(const TextRow& row) const;

private:
    struct Mark {
        std::size_t offset;
        std::size_t line;
        bool continuation;
    };
    [[nodiscard]] TextRow rowAt(const Mark& mark) const;
    [[nodiscard]] static Mark after(const TextRow& row) { return {row.next, row.nextLine, !row.lineFeed}; }

    std::string_view m_text;
    int m_columns = 80;
    int m_widest = 0;
    std::vector<HiddenText> m_hidden;
    std::vector<Mark> m_marks;   ///< of every 64th row
    Mark m_reached{};            ///< begin of the first row not counted yet
    std::size_t m_count = 0;
    bool m_complete = false;
};

} // namespace hookloupe::ui
