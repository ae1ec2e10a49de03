// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/step_bar.h"

#include "style/plain_text.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <optional>

namespace hookloupe::ui {

StepBar::StepBar(QWidget* parent)
    : QWidget(parent), m_more(new QToolButton(this)), m_menu(new QMenu(m_more))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_more);
    m_more->setText(tr("More"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setMenu(m_menu);
    m_more->setAccessibleName(tr("More steps"));
    m_more->setToolTip(plainToolTip(tr("What else can be done about this request")));
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToHide, this, &StepBar::arrange, Qt::QueuedConnection); // what was held back meanwhile
    setAccessibleName(tr("Next steps"));
    arrange();
}

void StepBar::setSteps(std::vector<NextStep> steps)
{
    const auto focused = std::find_if(m_buttons.begin(), m_buttons.end(), [](const QPushButton* each) { return each->hasFocus(); });
    const auto place = static_cast<std::size_t>(focused - m_buttons.begin());
    const auto kindAt = [place](const std::vector<NextStep>& of) { return place < of.size() ? std::optional(of[place].kind) : std::nullopt; };
    const bool becomesAnother = focused != m_buttons.end() && kindAt(m_steps) != kindAt(steps);
    m_steps = std::move(steps);
    arrange();
    if (becomesAnother) // the key that pressed it is not to press what takes its place
        m_buttons[place]->clearFocus();
}

void StepBar::setRoom(int width)
{
    if (width == m_room)
        return;
    m_room = width;
    arrange();
}

QPushButton* StepBar::buttonAt(std::size_t index)
{
    while (m_buttons.size() <= index) {
        auto* button = new QPushButton(this);
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        const std::size_t own = m_buttons.size();
        connect(button, &QPushButton::clicked, this, [this, own] { choose(own); });
        auto* row = static_cast<QHBoxLayout*>(layout());
        row->insertWidget(static_cast<int>(own), button);
        // In the place of those before it: a widget that comes later would be the last of the whole window.
        setTabOrder(own == 0 ? static_cast<QWidget*>(m_more) : m_buttons.back(), button);
        setTabOrder(button, m_more);
        m_buttons.push_back(button);
    }
    return m_buttons[index];
}

void StepBar::choose(std::size_t index)
{
    if (index >= m_steps.size())
        return;
    const NextStep step = m_steps[index]; // what is done may renew the steps
    Q_EMIT chosen(step);
}

void StepBar::addToMenu(const NextStep& step)
{
    if (step.weakens && !m_menu->isEmpty())
        m_menu->addSeparator();
    QAction* action = m_menu->addAction(step.label, this, [this, step] { Q_EMIT chosen(step); });
    action->setToolTip(plainToolTip(step.hint));
}

void StepBar::arrange()
{
    const bool menuStays = m_menu->isVisible(); // an entry is not to become another one under the mouse
    if (!menuStays)
        m_menu->clear();
    const int gap = layout()->spacing();
    const int moreWidth = m_more->sizeHint().width() + gap;
    int left = m_room;
    std::size_t shown = 0;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const NextStep& step = m_steps[i];
        QPushButton* button = buttonAt(i);
        button->setText(step.label);
        button->setToolTip(plainToolTip(step.hint));
        button->setAccessibleDescription(step.hint);
        const bool last = i + 1 == m_steps.size();
        const int needed = button->sizeHint().width() + gap + (last ? 0 : moreWidth);
        // The first is always there, and none after one that had no room: the order is that of importance.
        const bool fits = !step.weakens && (i == 0 || (shown == i && needed <= left));
        button->setVisible(fits);
        if (fits) {
            left -= button->sizeHint().width() + gap;
            ++shown;
        } else if (!menuStays) {
            addToMenu(step);
        }
    }
    for (std::size_t i = m_steps.size(); i < m_buttons.size(); ++i)
        m_buttons[i]->hide();
    m_more->setVisible(shown < m_steps.size());
    setVisible(!m_steps.empty());
}

} // namespace hookloupe::ui
