// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace hookloupe::ui {

class CodeEdit;

/// Line numbers at the left of an editor, and a triangle where something can be folded.
class CodeGutter : public QWidget {
    Q_OBJECT

public:
    explicit CodeGutter(CodeEdit* edit);
    [[nodiscard]] int neededWidth() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    CodeEdit* m_edit;
};

} // namespace hookloupe::ui
