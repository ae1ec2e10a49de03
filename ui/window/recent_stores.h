// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

namespace hookloupe::ui {

/// The stores opened last, newest first, at most ten: the group "recent" of the settings file.
[[nodiscard]] QStringList recentStores(const QString& settingsPath);
void rememberStore(const QString& settingsPath, const QString& storePath);
void forgetStore(const QString& settingsPath, const QString& storePath);

/// Whether a window could open that file as a store, an absent one as a new store. Writes nothing. InvalidInput, NotFound
/// (its folder), PermissionDenied, NewerVersion, Unreadable, with the path.
[[nodiscard]] Status checkStore(const QString& storePath);

} // namespace hookloupe::ui
