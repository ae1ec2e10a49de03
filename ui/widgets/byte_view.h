// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractScrollArea>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

class QMenu;
class QPainter;

namespace hookloupe::ui {

struct Finds;

/// Bytes from `begin` to before `end`.
struct ByteRange {
    std::size_t begin = 0;
    std::size_t end = 0;
};
using ByteRanges = std::vector<ByteRange>;

/// Rows of bytes of any size, of which only the visible ones are laid out and painted; selection and copying by mouse and
/// keyboard. How bytes become rows is for the two views below it. Offsets are bytes.
class ByteView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ByteView(QWidget* parent = nullptr);

    /// The bytes to show from now on, shared, not copied; nullptr for none.
    virtual void setBytes(std::shared_ptr<const std::string> bytes);
    [[nodiscard]] const std::string& bytes() const;
    [[nodiscard]] std::shared_ptr<const std::string> sharedBytes() const { return m_bytes; }
    /// Finds of a search in these bytes, to be marked; nullptr for none. Other bytes have none.
    void setFinds(std::shared_ptr<const Finds> finds);

    /// Ranges to be underlined, in order and apart; nullptr for none. Other bytes have none.
    void setUnderlined(std::shared_ptr<const ByteRanges> ranges);

    void select(std::size_t begin, std::size_t end);   ///< and scrolls to its end
    [[nodiscard]] std::size_t selectionBegin() const;
    [[nodiscard]] std::size_t selectionEnd() const;
    [[nodiscard]] QString selectedText() const;
    virtual void copySelection() const;
    void selectAll();

    [[nodiscard]] virtual int rowCount() const = 0;    ///< known so far; at least 1
    [[nodiscard]] int visibleRows() const;             ///< whole ones

    [[nodiscard]] virtual bool isEditable() const { return false; }
    [[nodiscard]] virtual bool selectsHex() const { return false; } ///< selectedText() is pairs of hex digits

    QSize sizeHint() const override;

    /// The row of the cursor as a screen reader says it, and where in it the cursor is.
    [[nodiscard]] virtual QString spokenRow() const;
    [[nodiscard]] virtual int spokenColumn() const;
    [[nodiscard]] QRect cursorRect() const;            ///< in the viewport

Q_SIGNALS:
    void selectionChanged(std::size_t begin, std::size_t end);
    /// The context menu is about to show: others may add to it.
    void menuRequested(QMenu* menu);

protected:
    [[nodiscard]] virtual int rowOf(std::size_t offset) const = 0;
    [[nodiscard]] virtual std::size_t rowBegin(int row) const = 0;
    [[nodiscard]] virtual std::size_t rowEnd(int row) const = 0;       ///< where End puts the cursor
    [[nodiscard]] virtual std::size_t offsetAt(int row, qreal x) const = 0;
    [[nodiscard]] virtual qreal xOf(std::size_t offset) const = 0;     ///< of the cursor
    [[nodiscard]] virtual std::size_t next(std::size_t offset) const = 0;
    [[nodiscard]] virtual std::size_t previous(std::size_t offset) const = 0;
    [[nodiscard]] virtual QString textOf(std::size_t begin, std::size_t end) const = 0;
    virtual void paintRow(QPainter& painter, int row, int top) = 0;
    /// The bytes, the font or the width changed: lay out anew.
    virtual void layOut() = 0;
    /// The bytes are about to go: keep no view of them.
    virtual void forgetLayout() {}
    virtual void paintCursor(QPainter& painter);
    virtual void fillMenu(QMenu& menu);                ///< the context menu, before others add to it

    /// For bytes that change: the view holds none until showChanged(), which keeps cursor and place.
    void letGo();
    void showChanged(std::shared_ptr<const std::string> bytes);

    [[nodiscard]] bool isSelected(std::size_t offset) const;
    [[nodiscard]] bool isFind(std::size_t offset) const;   ///< within a find
    [[nodiscard]] std::size_t cursor() const { return m_cursor; }
    /// Scrolls until the row of this offset is in the view.
    virtual void ensureVisible(std::size_t offset);
    [[nodiscard]] qreal cellWidth() const { return m_cellWidth; }
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    [[nodiscard]] int ascent() const { return m_ascent; }
    static constexpr int margin = 4;                   ///< px left and right of a row

    void updateScrollBar();
    /// Keeps the row of this offset on top across a new layout.
    [[nodiscard]] std::size_t topOffset() const;
    void scrollToTop(std::size_t offset);

    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void measureFont();
    void moveCursor(std::size_t offset, bool keepAnchor);
    void paintUnderline(QPainter& painter, int row, int top);
    void tellSelection(int rowBefore);
    [[nodiscard]] std::size_t offsetAtPoint(QPointF point) const;
    [[nodiscard]] std::optional<std::size_t> keyTarget(const QKeyEvent& event) const;

    std::shared_ptr<const std::string> m_bytes;
    std::shared_ptr<const Finds> m_finds;
    std::shared_ptr<const ByteRanges> m_underlined;
    std::size_t m_anchor = 0;
    std::size_t m_cursor = 0;
    qreal m_cellWidth = 8;
    int m_rowHeight = 16;
    int m_ascent = 12;
};

} // namespace hookloupe::ui
