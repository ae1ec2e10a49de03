// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QWidget>

namespace hookloupe::ui {

/// A picture beside words that say the same. Drawn anew whenever it is painted, so it follows the theme: a pixmap would keep
/// the colours it was made with.
class IconLabel : public QWidget {
    Q_OBJECT

public:
    /// A square of so many pixels.
    explicit IconLabel(int side, QWidget* parent = nullptr);
    void setIcon(const QIcon& icon);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon m_icon;
};

} // namespace hookloupe::ui
