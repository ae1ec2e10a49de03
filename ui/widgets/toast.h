// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

class QAction;
class QLabel;
class QToolButton;

namespace hookloupe::ui {

/// A sentence with one thing to do about it, over the lower edge of a widget: it takes no room and no focus, and goes by
/// itself.
class Toast : public QWidget {
    Q_OBJECT

public:
    static constexpr int shownFor = 12'000; ///< ms; it stays while the pointer is on it

    /// `over` is its parent and where it stands, `action` what it offers.
    Toast(QWidget* over, QAction* action);

    void offer(const QString& sentence);
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    /// It went by itself or was closed, and what it offered was not taken.
    void dismissed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    void place();

    QWidget* m_over;
    QLabel* m_text;
    QToolButton* m_button;
    QTimer m_time;
};

} // namespace hookloupe::ui
