// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <functional>

class QSettings;

namespace hookloupe::session {

/// Changes the file of the settings, which is made with its folder if it is missing: the whole change is in it then, or nothing of it
/// and the error says why. Without a name nothing is kept. GUI thread, or the only one.
[[nodiscard]] Status changeSettings(const QString& path, const std::function<void(QSettings&)>& change);

} // namespace hookloupe::session
