// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/byte_view.h"

namespace hookloupe::ui {

/// Bytes as offset, hex and characters: 16 a row, or 8 or 4 where it is narrow. Copies hex pairs.
class HexView : public ByteView {
    Q_OBJECT

public:
    explicit HexView(QWidget* parent = nullptr);

    [[nodiscard]] int rowCount() const override;
    [[nodiscard]] QString spokenRow() const override;     ///< offset, hex and characters
    [[nodiscard]] int spokenColumn() const override;
    [[nodiscard]] int widthFor(int perRow) const;         ///< px of the whole widget to show so many bytes a row
    [[nodiscard]] int bytesPerRow() const { return m_perRow; }
    [[nodiscard]] bool selectsHex() const override { return true; }

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
    [[nodiscard]] qreal characterX(std::size_t offset) const;   ///< of the cursor among the characters

private:
    [[nodiscard]] int hexCell(int column) const;
    [[nodiscard]] int textCell(int column) const;
    [[nodiscard]] qreal cellX(int cell) const { return margin + cell * cellWidth(); }

    int m_perRow = 16;
};

} // namespace hookloupe::ui
