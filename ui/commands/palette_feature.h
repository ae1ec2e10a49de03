// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QStringList>

class QAction;
class QMainWindow;

namespace hookloupe::ui {

class CommandPalette;
struct WindowParts;

/// Ctrl+K: every command of the menus by a few letters. Remembers which were run lately.
class PaletteFeature : public QObject {
    Q_OBJECT

public:
    explicit PaletteFeature(const WindowParts& parts);

    void open();

private:
    void run(QAction* action);

    QMainWindow& m_window;
    QString m_settingsPath;
    QStringList m_recent;   ///< object names, the last one first
    QPointer<CommandPalette> m_palette;
};

} // namespace hookloupe::ui
