// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace hookloupe::ui {

/// One setting: its name, the field, a button back to the default, what is wrong with the value, and an explanation that
/// says the default.
class SettingRow : public QWidget {
    Q_OBJECT

public:
    /// Takes `field` over.
    SettingRow(const QString& title, QWidget* field, const QString& explanation, QWidget* parent);

    void setComplaint(const QString& text);     ///< empty: nothing is wrong
    void setNote(const QString& text);          ///< what overrules this setting; empty: nothing
    void setAtDefault(bool isDefault);          ///< then there is nothing to reset, unless it complains
    [[nodiscard]] QString complaint() const;
    [[nodiscard]] QWidget* field() const { return m_field; }

Q_SIGNALS:
    void resetAsked();

private:
    QWidget* m_field;
    QToolButton* m_reset;
    QLabel* m_complaint;
    QLabel* m_note;
    bool m_isDefault = true;
};

} // namespace hookloupe::ui
