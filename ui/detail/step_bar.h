// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "detail/next_step.h"

#include <QWidget>

#include <vector>

class QMenu;
class QPushButton;
class QToolButton;

namespace hookloupe::ui {

/// The next steps as buttons; those that have no room, and those that weaken the endpoint, are in a menu behind them.
class StepBar : public QWidget {
    Q_OBJECT

public:
    explicit StepBar(QWidget* parent = nullptr);

    void setSteps(std::vector<NextStep> steps);
    void setRoom(int width);               ///< px the buttons may take together
    [[nodiscard]] const std::vector<NextStep>& steps() const { return m_steps; }

Q_SIGNALS:
    void chosen(const hookloupe::ui::NextStep& step);

private:
    void arrange();
    void addToMenu(const NextStep& step);
    [[nodiscard]] QPushButton* buttonAt(std::size_t index);
    void choose(std::size_t index);

    std::vector<NextStep> m_steps;
    std::vector<QPushButton*> m_buttons;   ///< at least as many as were ever needed; the first ones show the steps
    QToolButton* m_more;
    QMenu* m_menu;
    int m_room = 400;
};

} // namespace hookloupe::ui
