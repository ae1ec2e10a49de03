// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/byte_view.h"
#include "widgets/text_rows.h"

#include <QBasicTimer>

namespace hookloupe::ui {

/// Bytes as text with line numbers, lines broken at the view's width; what is no printable UTF-8 is shown escaped. A large
/// text shows at once, its rows are counted on while the program is idle. Copies the text as it is.
class PlainTextView : public ByteView {
    Q_OBJECT

public:
    explicit PlainTextView(QWidget* parent = nullptr);

    void setLineEndsShown(bool shown);   ///< \r\n or \n at the end of lines
    [[nodiscard]] int rowCount() const override;
    [[nodiscard]] bool isCounted() const { return m_rows.isComplete(); }

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
    void timerEvent(QTimerEvent* event) override;

private:
    void paintGutter(QPainter& painter, const TextRow& row, int top) const;
    void paintLineEnd(QPainter& painter, const TextRow& row, int cell, int top) const;
    [[nodiscard]] qreal textX() const;

    TextRows m_rows;
    bool m_lineEnds = false;
    int m_gutterDigits = 1;
    std::optional<std::size_t> m_wantedTop;  ///< not counted that far yet
    QBasicTimer m_idle;
};

} // namespace hookloupe::ui
