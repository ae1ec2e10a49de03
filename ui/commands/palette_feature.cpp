// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/palette_feature.h"

#include "commands/command_palette.h"
#include "frame/window_parts.h"

#include <QAction>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr qsizetype mostRecent = 6;
constexpr auto recentKey = "window/recent-commands"_L1;

} // namespace

PaletteFeature::PaletteFeature(const WindowParts& parts)
    : QObject(&parts.window), m_window(parts.window), m_settingsPath(parts.settingsPath)
{
    QAction* action = makeAction(parts.window, u"commandPalette"_s, tr("&Find command"),
                                 tr("Find and run any command by a few letters"), QKeySequence(u"Ctrl+K"_s));
    parts.menus.view->addAction(action);
    connect(action, &QAction::triggered, this, &PaletteFeature::open);
    if (!m_settingsPath.isEmpty() && QFileInfo::exists(m_settingsPath))
        m_recent = QSettings(m_settingsPath, QSettings::IniFormat).value(recentKey).toStringList().mid(0, mostRecent);
}

void PaletteFeature::open()
{
    if (!m_palette) {
        m_palette = new CommandPalette(&m_window);
        connect(m_palette, &CommandPalette::run, this, &PaletteFeature::run);
    }
    std::vector<MenuAction> commands = menuActions(*m_window.menuBar());
    std::erase_if(commands, [](const MenuAction& one) { return one.action->objectName() == "commandPalette"_L1; });
    m_palette->open(std::move(commands), m_recent);
}

void PaletteFeature::run(QAction* action)
{
    if (const QString name = action->objectName(); !name.isEmpty()) {
        m_recent.removeAll(name);
        m_recent.prepend(name);
        m_recent = m_recent.mid(0, mostRecent);
        if (!m_settingsPath.isEmpty())
            QSettings(m_settingsPath, QSettings::IniFormat).setValue(recentKey, m_recent);
    }
    action->trigger();
}

} // namespace hookloupe::ui
