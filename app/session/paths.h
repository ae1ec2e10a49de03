// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hookloupe::session {

/// "<user's data folder>/hookloupe/captures.hookloupe": the same for the window and the command line. UTF-8.
[[nodiscard]] std::string defaultStorePath();
/// "<user's settings folder>/hookloupe/settings.ini".
[[nodiscard]] std::string defaultSettingsPath();

/// The user's own templates of made-up events: "<user's data folder>/hookloupe/templates" beside the default settings, and
/// "templates" beside settings of another place; empty without settings.
[[nodiscard]] std::string templateFolder(const std::string& settingsPath);

} // namespace hookloupe::session
