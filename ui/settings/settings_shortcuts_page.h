// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings_page.h"
#include "commands/shortcut_entry.h"

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace hookloupe::ui {

/// The keys of every action. A key that another action has is not taken from it unasked.
class SettingsShortcutsPage : public SettingsPage {
    Q_OBJECT

public:
    SettingsShortcutsPage(ShortcutAccess access, QWidget* parent);

    void reset() override;
    void showAgain() override { fill(); }

private:
    void fill();
    void filter(const QString& text);
    [[nodiscard]] const ShortcutEntry* current() const;
    void showCurrent();
    void use(const QList<QKeySequence>& keys);
    void typed(const QKeySequence& keys);
    void takeOver();

    ShortcutAccess m_access;
    std::vector<ShortcutEntry> m_entries;
    QLineEdit* m_filter;
    QTreeWidget* m_tree;
    QLabel* m_name;
    QKeySequenceEdit* m_keys;
    QPushButton* m_clear;
    QPushButton* m_reset;
    QLabel* m_conflict;
    QPushButton* m_takeOver;
};

} // namespace hookloupe::ui
