// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/shortcut_entry.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QTreeWidget;

namespace hookloupe::ui {

/// Every key the program knows, by area: those of the menus and those of the views. What is typed narrows it.
class ShortcutSheet : public QDialog {
    Q_OBJECT

public:
    explicit ShortcutSheet(QWidget* parent = nullptr);

    void setEntries(const std::vector<ShortcutEntry>& entries);

Q_SIGNALS:
    void helpRequested();
    void changeRequested();

private:
    void filter(const QString& text);

    QLineEdit* m_filter;
    QTreeWidget* m_tree;
    QLabel* m_nothing;
};

} // namespace hookloupe::ui
