// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hookloupe::session {

/// "<user's data folder>/hookloupe/captures.hookloupe": the same for the window and the command line. UTF-8.
[[nodiscard]] std::string defaultStorePath();
/// "<user's settings folder>/hookloupe/settings.ini".
[[nodiscard]] std::string defaultSettingsPath();

} // namespace hookloupe::session
