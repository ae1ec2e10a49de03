// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QListWidget;
class QPushButton;
class QStackedWidget;

namespace hookloupe::ui {

class SettingsPage;

/// The settings, a page each. Nothing waits for an OK: every change is used at once.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(QWidget* parent = nullptr);

    /// Takes the page over.
    void addPage(SettingsPage* page);
    /// By its object name; an unknown one changes nothing.
    void showPage(const QString& name);

private:
    QListWidget* m_list;
    QStackedWidget* m_pages;
};

} // namespace hookloupe::ui
