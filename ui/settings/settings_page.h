// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace hookloupe::ui {

class SettingRow;

/// A page of the settings dialog. Everything on it is used at once.
class SettingsPage : public QScrollArea {
    Q_OBJECT

public:
    /// `name` is its object name, by which it can be shown.
    SettingsPage(const QString& name, const QString& title, QWidget* parent);

    [[nodiscard]] QString title() const { return m_title; }
    /// Every setting of the page to its default, used at once.
    virtual void reset() = 0;
    /// The settings were changed elsewhere. For pages that would not notice by themselves.
    virtual void showAgain() {}

protected:
    [[nodiscard]] SettingRow* addRow(const QString& title, QWidget* field, const QString& explanation);
    /// Text over the whole width, in plain text.
    QLabel* addText(const QString& text);
    [[nodiscard]] QVBoxLayout& body() const { return *m_body; }
    /// What stretches in the body takes the height that is left. Call it when it is there.
    void fillHeight();
    [[nodiscard]] QWidget* content() const { return widget(); }

private:
    QString m_title;
    QVBoxLayout* m_body;
};

} // namespace hookloupe::ui
