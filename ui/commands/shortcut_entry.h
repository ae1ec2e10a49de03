// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>
#include <vector>

namespace hookloupe::ui {

/// An action and the keys that run it.
struct ShortcutEntry {
    QString name;                   ///< the action's object name
    QString area;                   ///< its menu
    QString words;
    QList<QKeySequence> keys;
    QList<QKeySequence> standard;   ///< without the user's changes
};

/// How the pages for shortcuts see and change those of a window.
struct ShortcutAccess {
    std::function<std::vector<ShortcutEntry>()> entries;
    std::function<void(const QString& name, const QList<QKeySequence>& keys)> change;
};

/// The keys as the platform writes them; several are set apart.
[[nodiscard]] QString keyWords(const QList<QKeySequence>& keys);

} // namespace hookloupe::ui
