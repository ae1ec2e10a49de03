// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/window_state.h"

#include <QDir>
#include <QFileInfo>
#include <QHeaderView>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// Grows when columns or panes change so that an old state would be wrong.
constexpr int layoutVersion = 2;

QString themeName(Theme theme)
{
    switch (theme) {
    case Theme::System:
        return u"system"_s;
    case Theme::Light:
        return u"light"_s;
    case Theme::Dark:
        return u"dark"_s;
    }
    return {};
}

} // namespace

void restoreWindow(const QString& settingsPath, const RememberedParts& parts)
{
    if (!QFileInfo::exists(settingsPath))
        return;
    const QSettings file(settingsPath, QSettings::IniFormat);
    if (file.value("window/layout"_L1).toInt() != layoutVersion)
        return;
    parts.window->restoreGeometry(file.value("window/geometry"_L1).toByteArray());
    parts.across->restoreState(file.value("window/across"_L1).toByteArray());
    parts.down->restoreState(file.value("window/down"_L1).toByteArray());
    parts.columns->restoreState(file.value("window/columns"_L1).toByteArray());
}

void saveWindow(const QString& settingsPath, const RememberedParts& parts)
{
    QDir().mkpath(QFileInfo(settingsPath).absolutePath());
    QSettings file(settingsPath, QSettings::IniFormat);
    file.setValue("window/layout"_L1, layoutVersion);
    file.setValue("window/geometry"_L1, parts.window->saveGeometry());
    file.setValue("window/across"_L1, parts.across->saveState());
    file.setValue("window/down"_L1, parts.down->saveState());
    file.setValue("window/columns"_L1, parts.columns->saveState());
}

Theme loadTheme(const QString& settingsPath)
{
    if (!QFileInfo::exists(settingsPath))
        return Theme::System;
    const QString name = QSettings(settingsPath, QSettings::IniFormat).value("window/theme"_L1).toString();
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        if (name == themeName(theme))
            return theme;
    }
    return Theme::System;
}

void saveTheme(const QString& settingsPath, Theme theme)
{
    QDir().mkpath(QFileInfo(settingsPath).absolutePath());
    QSettings(settingsPath, QSettings::IniFormat).setValue("window/theme"_L1, themeName(theme));
}

} // namespace hookloupe::ui
