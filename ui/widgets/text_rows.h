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
};

/// One character of a row and the cells it covers. Offsets in bytes, from the text's start.
struct Glyph {
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
    bool continuation = false;   ///< the line began in an earlier row
    bool lineFeed = false;       ///< ends with LF, or with CR LF:
    bool carriageReturn = false;
};

/// Where the rows of a text begin when lines break at LF and after `columns` cells. Found step by step, so that a large
/// text shows at once; memory is 16 bytes for every 64 rows. The text is not copied and must outlive this.
class TextRows {
public:
    void reset(std::string_view text, int columns);
    /// Looks at about `bytes` more of the text. False when all of it is known.
    bool extend(std::size_t bytes);

    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] std::size_t count() const { return m_count; }      ///< known so far; at least 1
    [[nodiscard]] TextRow row(std::size_t index) const;              ///< index < count()
    [[nodiscard]] std::size_t rowOf(std::size_t offset) const;       ///< the last known one for an offset beyond
    [[nodiscard]] std::vector<Glyph> glyphs(const TextRow& row) const;

private:
    struct Mark {
        std::size_t offset;
        std::size_t line;
        bool continuation;
    };
    [[nodiscard]] TextRow rowAt(const Mark& mark) const;

    std::string_view m_text;
    int m_columns = 80;
    std::vector<Mark> m_marks;   ///< of every 64th row
    Mark m_reached{};            ///< begin of the first row not counted yet
    std::size_t m_count = 0;
    bool m_complete = false;
};

} // namespace hookloupe::ui
