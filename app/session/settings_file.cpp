// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/settings_file.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QStorageInfo>

namespace hookloupe::session {

Status changeSettings(const QString& path, const std::function<void(QSettings&)>& change)
{
    if (path.isEmpty())
        return success();
    const QString folder = QFileInfo(path).absolutePath();
    if (!QDir().mkpath(folder))
        return Error{ErrorCode::PermissionDenied, path.toStdString()};
    QSettings file(path, QSettings::IniFormat);
    change(file);
    file.sync(); // writes beside it and renames
    if (file.status() == QSettings::NoError)
        return success();
    // All that it says is that there was no access.
    const bool full = QFileInfo(folder).isWritable() && QStorageInfo(folder).bytesAvailable() == 0;
    return Error{full ? ErrorCode::Failed : ErrorCode::PermissionDenied, path.toStdString() + (full ? ": the disk is full" : "")};
}

} // namespace hookloupe::session
