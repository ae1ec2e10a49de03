// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <array>
#include <pwd.h>
#include <unistd.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::session {

namespace {

// A name of our own below the generic folders: the application's ones would differ between the two programs.
constexpr auto storeName = "/hookloupe/captures.hookloupe"_L1;
constexpr auto settingsName = "/hookloupe/settings.ini"_L1;

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)

QString homeOfUserDatabase()
{
    std::array<char, 16 * 1024> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return {};
    return QFile::decodeName(found->pw_dir);
}

QString home()
{
    const QString given = QFile::decodeName(qgetenv("HOME"));
    return QDir::isAbsolutePath(given) ? given : homeOfUserDatabase();
}

bool isUsable(const QString& home)
{
    const QFileInfo folder(home);
    return !home.isEmpty() && folder.isDir() && !QDir(folder.canonicalFilePath()).isRoot();
}

/// Relative ones are to be ignored, says the specification.
QString folderOf(const char* variable, QLatin1StringView belowHome)
{
    const QString given = QFile::decodeName(qgetenv(variable));
    if (QDir::isAbsolutePath(given))
        return QDir::cleanPath(given);
    const QString home = session::home();
    return isUsable(home) ? QDir::cleanPath(home) + belowHome : QString();
}

QString dataFolder() { return folderOf("XDG_DATA_HOME", "/.local/share"_L1); }
QString settingsFolder() { return folderOf("XDG_CONFIG_HOME", "/.config"_L1); }

#else

QString home() { return QDir::homePath(); }
bool isUsable(const QString& home) { return QFileInfo(home).isDir() && !QDir(home).isRoot(); }
QString dataFolder() { return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation); }
QString settingsFolder() { return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation); }

#endif

std::string in(const QString& folder, QLatin1StringView name)
{
    return folder.isEmpty() ? std::string() : (folder + name).toStdString();
}

} // namespace

std::string defaultStorePath()
{
    return in(dataFolder(), storeName);
}

std::string defaultSettingsPath()
{
    return in(settingsFolder(), settingsName);
}

std::optional<std::string> unusableHome()
{
    const QString home = session::home();
    if (isUsable(home))
        return std::nullopt;
    return (QFileInfo(home).isDir() ? QFileInfo(home).canonicalFilePath() : home).toStdString();
}

std::string defaultTrustFolder()
{
    return in(dataFolder(), "/hookloupe/trust"_L1);
}

std::string draftFolder(const std::string& storePath)
{
    return storePath + ".drafts";
}

std::string rescueFolder()
{
    return QFileInfo(QString::fromStdString(defaultStorePath())).absolutePath().toStdString();
}

std::string templateFolder(const std::string& settingsPath)
{
    const std::string near = !settingsPath.empty() && settingsPath == defaultSettingsPath() ? defaultStorePath() : settingsPath;
    if (near.empty())
        return {};
    return (QFileInfo(QString::fromStdString(near)).absolutePath() + u"/templates"_s).toStdString();
}

Result<bool> makeFolderFor(const std::string& path)
{
    const QFileInfo folder(QFileInfo(QString::fromStdString(path)).absolutePath());
    if (folder.isDir())
        return false;
    if (folder.exists())
        return Error{ErrorCode::InvalidInput, path};
    const std::string name = folder.filePath().toStdString();
    const bool isDefault = path == defaultStorePath() || path == defaultSettingsPath();
    if (!isDefault && !QFileInfo(folder.absolutePath()).isDir())
        return Error{ErrorCode::NotFound, name};
    if (!(isDefault ? QDir().mkpath(folder.filePath()) : QDir().mkdir(folder.filePath())))
        return Error{ErrorCode::PermissionDenied, name};
    return true;
}

} // namespace hookloupe::session
