// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/paths.h"

#include <QFileInfo>
#include <QStandardPaths>

namespace hookloupe::session {

// The generic folders and a name of our own: the application's ones would differ between the two programs.

std::string defaultStorePath()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    return folder.toStdString() + "/hookloupe/captures.hookloupe";
}

std::string defaultSettingsPath()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    return folder.toStdString() + "/hookloupe/settings.ini";
}

std::string templateFolder(const std::string& settingsPath)
{
    if (settingsPath.empty())
        return {};
    const std::string near = settingsPath == defaultSettingsPath() ? defaultStorePath() : settingsPath;
    return (QFileInfo(QString::fromStdString(near)).absolutePath() + QStringLiteral("/templates")).toStdString();
}

} // namespace hookloupe::session
