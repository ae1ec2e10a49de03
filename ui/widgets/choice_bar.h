// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;
class QHBoxLayout;

namespace hookloupe::ui {

/// A row of radio buttons: ways to look at the same thing. Arrow keys move within it.
class ChoiceBar : public QWidget {
    Q_OBJECT

public:
    /// `purpose` is what is chosen, for assistive technology: "Show as".
    explicit ChoiceBar(const QString& purpose, QWidget* parent = nullptr);

    void addChoice(const QString& text);      ///< the first is chosen
    void setChoiceVisible(int index, bool visible);
    [[nodiscard]] int current() const;
    void setCurrent(int index);               ///< without currentChanged()

Q_SIGNALS:
    void currentChanged(int index);           ///< by the user

private:
    QButtonGroup* m_group;
    QHBoxLayout* m_row;
};

} // namespace hookloupe::ui
