// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame/window_state.h"

#include "session/settings_file.h"
#include "style/text_size.h"
#include "words/error_words.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMainWindow>
#include <QSettings>
#include <QSplitter>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// Grows when columns or panes change so that an old state would be wrong.
constexpr int layoutVersion = 2;

constexpr std::array<std::pair<QLatin1StringView, Theme>, 4> themeNames{{{"system"_L1, Theme::System},
                                                                       {"light"_L1, Theme::Light},
                                                                       {"dark"_L1, Theme::Dark},
                                                                       {"high-contrast"_L1, Theme::HighContrast}}};

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
}

void saveWindow(const QString& settingsPath, const RememberedParts& parts)
{
    QDir().mkpath(QFileInfo(settingsPath).absolutePath());
    QSettings file(settingsPath, QSettings::IniFormat);
    file.setValue("window/layout"_L1, layoutVersion);
    file.setValue("window/geometry"_L1, parts.window->saveGeometry());
    file.setValue("window/across"_L1, parts.across->saveState());
    file.setValue("window/down"_L1, parts.down->saveState());
}

LoadedAppearance loadAppearance(const QString& settingsPath)
{
    LoadedAppearance loaded;
    if (!QFileInfo::exists(settingsPath))
        return loaded;
    const QSettings file(settingsPath, QSettings::IniFormat);
    const auto warn = [&](QLatin1StringView key) {
        loaded.warnings.push_back({ErrorCode::InvalidInput, (key + u'=' + file.value(key).toString()).toStdString()});
    };
    if (file.contains("window/theme"_L1)) {
        const QString name = file.value("window/theme"_L1).toString();
        const auto known = std::find_if(themeNames.begin(), themeNames.end(), [&](const auto& one) { return one.first == name; });
        if (known == themeNames.end())
            warn("window/theme"_L1);
        else
            loaded.appearance.theme = known->second;
    }
    if (file.contains("window/text-size"_L1)) {
        const int percent = file.value("window/text-size"_L1).toInt();
        if (percent < smallestTextPercent || percent > largestTextPercent)
            warn("window/text-size"_L1);
        else
            loaded.appearance.textPercent = percent;
    }
    return loaded;
}

Status saveAppearance(const QString& settingsPath, const Appearance& appearance)
{
    return session::changeSettings(settingsPath, [&appearance](QSettings& file) {
        for (const auto& [name, theme] : themeNames) {
            if (theme == appearance.theme)
                file.setValue("window/theme"_L1, QString(name));
        }
        file.setValue("window/text-size"_L1, appearance.textPercent);
    });
}

QString notSavedSentence(const Error& error)
{
    return QCoreApplication::translate("WindowState", "The change is used now, but could not be saved for the next start. %1")
        .arg(words::errorSentence(error));
}

} // namespace hookloupe::ui
