// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/themes.h"

#include "shell/window_parts.h"
#include "shell/window_state.h"

#include <QAction>
#include <QApplication>

#include <array>
#include <utility>

namespace hookloupe::ui {

void addThemes(const WindowParts& parts)
{
    const QString path = parts.settingsPath;
    const Theme chosen = path.isEmpty() ? Theme::System : loadTheme(path);
    const Actions& actions = parts.actions;
    const std::array<std::pair<QAction*, Theme>, 3> themes{
        {{actions.themeSystem, Theme::System}, {actions.themeLight, Theme::Light}, {actions.themeDark, Theme::Dark}}};
    for (const auto& [action, theme] : themes) {
        action->setChecked(theme == chosen);
        QObject::connect(action, &QAction::triggered, qApp, [path, theme = theme] {
            applyTheme(*qApp, theme);
            if (!path.isEmpty())
                saveTheme(path, theme);
        });
    }
}

} // namespace hookloupe::ui
