// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

#include <functional>

class QAction;
class QListWidget;
class QPushButton;
class QStackedWidget;

namespace hookloupe::ui {

class SettingsPage;
class Toast;

/// The settings, a page each. Nothing waits for an OK: every change is used at once.
class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    explicit SettingsDialog(QWidget* parent = nullptr);

    /// Takes the page over.
    void addPage(SettingsPage* page);
    /// Makes what brings all settings back to what they are now; asked before a reset, so that it can be undone.
    using Remember = std::function<std::function<void()>()>;
    void setRemember(Remember remember);
    /// By its object name; an unknown one changes nothing.
    void showPage(const QString& name);

private:
    void reset(const QList<SettingsPage*>& pages, const QString& sentence);
    void undo();

    Remember m_remember;
    std::function<void()> m_back;   ///< to what was before the last reset
    QAction* m_undo;
    Toast* m_toast;
    QListWidget* m_list;
    QStackedWidget* m_pages;
};

} // namespace hookloupe::ui
