// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/recent_stores.h"

#include "store/reader.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int mostRecent = 10;
constexpr auto key = "recent/stores"_L1;

void keep(const QString& settingsPath, const QStringList& stores)
{
    QDir().mkpath(QFileInfo(settingsPath).absolutePath());
    QSettings(settingsPath, QSettings::IniFormat).setValue(key, stores);
}

QString absolute(const QString& path)
{
    return QDir::cleanPath(QFileInfo(path).absoluteFilePath());
}

} // namespace

QStringList recentStores(const QString& settingsPath)
{
    if (!QFileInfo::exists(settingsPath))
        return {};
    return QSettings(settingsPath, QSettings::IniFormat).value(key).toStringList();
}

void rememberStore(const QString& settingsPath, const QString& storePath)
{
    QStringList stores = recentStores(settingsPath);
    stores.removeAll(absolute(storePath));
    stores.prepend(absolute(storePath));
    keep(settingsPath, stores.mid(0, mostRecent));
}

void forgetStore(const QString& settingsPath, const QString& storePath)
{
    QStringList stores = recentStores(settingsPath);
    stores.removeAll(absolute(storePath));
    keep(settingsPath, stores);
}

Status checkStore(const QString& storePath)
{
    const QFileInfo file(storePath);
    const std::string name = storePath.toStdString();
    if (!file.exists() && !file.isSymLink()) {
        const QFileInfo folder(file.absolutePath());
        if (!folder.isDir())
            return Error{ErrorCode::NotFound, folder.filePath().toStdString()};
        return folder.isWritable() ? success() : Status(Error{ErrorCode::PermissionDenied, folder.filePath().toStdString()});
    }
    if (file.isFile() && file.size() == 0)
        return success();
    // Not read by hand: it may be the store that this window has open, and closing it would drop SQLite's locks of it.
    // A damaged store is opened and salvaged; somebody else's file is left alone.
    const auto reader = store::Reader::open(name);
    const bool opens = reader || reader.error().code == ErrorCode::Corrupt;
    return opens ? success() : Status(reader.error());
}

} // namespace hookloupe::ui
