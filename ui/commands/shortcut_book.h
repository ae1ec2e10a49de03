// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/shortcut_entry.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>

class QMainWindow;

namespace hookloupe::ui {

class ShortcutSheet;
struct WindowParts;

/// The shortcuts of a window's actions: what the user changed is in the settings file, group "shortcuts", by the actions'
/// object names. Shows them all on F1.
class ShortcutBook : public QObject {
    Q_OBJECT

public:
    /// After every other feature: it knows the actions that are in the menus by then.
    explicit ShortcutBook(const WindowParts& parts);

    [[nodiscard]] std::vector<ShortcutEntry> entries();
    /// Used at once and remembered. An action that had one of these keys keeps it: see ShortcutEntry::keys for conflicts.
    void change(const QString& name, const QList<QKeySequence>& keys);
    void showSheet();

Q_SIGNALS:
    void changeRequested();

private:
    [[nodiscard]] QStringList load();
    void save(const QString& name, const QList<QKeySequence>& keys);

    QMainWindow& m_window;
    QString m_settingsPath;
    QHash<QString, QList<QKeySequence>> m_standard;
    QPointer<ShortcutSheet> m_sheet;
    std::function<void()> m_openHelp;
    std::function<void(const QString&)> m_sayTrouble;
};

} // namespace hookloupe::ui
