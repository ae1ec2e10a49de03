// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/byte_view.h"
#include "widgets/text_folding.h"
#include "widgets/text_rows.h"

#include <QBasicTimer>

#include <functional>
#include <optional>

namespace hookloupe::ui {

/// Bytes as text with line numbers, lines broken at the view's width; what is no printable UTF-8 is shown escaped. A large
/// text shows at once, its rows are counted on while the program is idle. Copies the text as it is, folded parts included.
class PlainTextView : public ByteView {
    Q_OBJECT

public:
    explicit PlainTextView(QWidget* parent = nullptr);

    /// The kinds of the tokens in a part of the bytes.
    using Colouring = std::function<std::vector<decode::TokenRun>(std::size_t begin, std::size_t end)>;

    void setLineEndsShown(bool shown);   ///< \r\n or \n at the end of lines
    /// Without wrapping, lines go on to the right; one longer than `longestRow` cells still breaks.
    void setWrapping(bool wraps);
    [[nodiscard]] bool isWrapping() const { return m_wraps; }
    /// Of the bytes that are set, until others are.
    void setColouring(Colouring colouring);
    void setFolds(TextFolding::Folds folds);
    [[nodiscard]] bool hasFolds() const { return !m_folding.isEmpty(); }
    void setFaultAt(std::optional<std::size_t> offset);  ///< a place to be marked as wrong, may be the end
    void foldAtCursor(bool fold);        ///< the innermost around the cursor that can be
    void foldAll();                      ///< all but the outermost
    void unfoldAll();
    static constexpr int longestRow = 4'000;
    [[nodiscard]] int rowCount() const override;
    [[nodiscard]] bool isCounted() const { return m_rows.isComplete(); }
    [[nodiscard]] std::size_t lineOf(std::size_t offset) const;   ///< from 0, as far as the text is counted

protected:
    [[nodiscard]] int rowOf(std::size_t offset) const override;
    [[nodiscard]] std::size_t rowBegin(int row) const override;
    [[nodiscard]] std::size_t rowEnd(int row) const override;
    [[nodiscard]] std::size_t offsetAt(int row, qreal x) const override;
    [[nodiscard]] qreal xOf(std::size_t offset) const override;
    [[nodiscard]] std::size_t next(std::size_t offset) const override;
    [[nodiscard]] std::size_t previous(std::size_t offset) const override;
    [[nodiscard]] QString textOf(std::size_t begin, std::size_t end) const override;
    void paintRow(QPainter& painter, int row, int top) override;
    void layOut() override;
    void forgetLayout() override;
    void ensureVisible(std::size_t offset) override;
    void timerEvent(QTimerEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    static constexpr int lineEndCells = 4;
    static constexpr int foldCells = 2;   ///< of the gutter, for the mark of a fold

    /// How a run of characters is painted.
    struct Look {
        bool selected = false;
        bool find = false;
        decode::TokenKind token = decode::TokenKind::Punctuation;
        bool operator==(const Look&) const = default;
    };

    void paintGutter(QPainter& painter, const TextRow& row, int top) const;
    void paintLineEnd(QPainter& painter, const TextRow& row, int cell, int top) const;
    void paintFault(QPainter& painter, const TextRow& row, int top) const;
    void paintRun(QPainter& painter, const TextGlyph& first, const TextGlyph& last, const Look& look,
                  int top) const;
    [[nodiscard]] QRectF rectOf(const TextGlyph& first, const TextGlyph& last, int top) const;
    /// The kind of each token of a row; what a fold hides is not asked for.
    [[nodiscard]] std::vector<decode::TokenRun> tokensOf(const TextRow& row,
                                                         const std::vector<TextGlyph>& glyphs) const;
    [[nodiscard]] qreal textX() const;
    [[nodiscard]] qreal gutterWidth() const;
    /// The fold that begins in this row, closed or not.
    [[nodiscard]] std::optional<std::size_t> foldOf(const TextRow& row) const;
    void applyFolds(std::size_t from);
    void keepUpWithCounting();
    void addFoldActions(QMenu* menu);
    void updateSideways();

    TextRows m_rows;
    TextFolding m_folding;
    Colouring m_colouring;
    std::optional<std::size_t> m_fault;
    bool m_wraps = true;
    bool m_lineEnds = false;
    int m_gutterDigits = 1;
    std::optional<std::size_t> m_wantedTop;      ///< not counted that far yet
    std::optional<std::size_t> m_wantedVisible;  ///< the same, for the cursor
    QBasicTimer m_idle;
};

} // namespace hookloupe::ui
