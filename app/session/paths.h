// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <optional>
#include <string>

namespace hookloupe::session {

// The places of files where nobody named one: the same for the window and the command line, after the XDG Base Directory
// Specification. The home folder is that of HOME or, where HOME is not set, empty or relative, that of the user database; it has to
// exist, and the root of the disk is none. UTF-8.

/// "<user's data folder>/hookloupe/captures.hookloupe"; empty if there is no such folder.
[[nodiscard]] std::string defaultStorePath();
/// "<user's settings folder>/hookloupe/settings.ini"; empty if there is no such folder.
[[nodiscard]] std::string defaultSettingsPath();
/// The home folder that cannot be used, as it was given: empty if none is known. Nothing if it can.
[[nodiscard]] std::optional<std::string> unusableHome();

/// "<user's data folder>/hookloupe": what a store held whose own folder is gone is put there.
[[nodiscard]] std::string rescueFolder();

/// The user's own templates of made-up events: "<user's data folder>/hookloupe/templates" beside the default settings, and
/// "templates" beside settings of another place; empty without settings.
[[nodiscard]] std::string templateFolder(const std::string& settingsPath);

/// Makes the folder that the file is to be in, if it is missing: of the default store and the default settings as many levels as it takes, of another place
/// one, as further ones are a slip of the name as a rule: NotFound then. InvalidInput: a file is there. True if it was made.
[[nodiscard]] Result<bool> makeFolderFor(const std::string& path);

/// Where it is remembered what the user agreed to, store by store: "<user's data folder>/hookloupe/trust". Not beside the
/// settings, which can be named on the command line and may come with a store.
[[nodiscard]] std::string defaultTrustFolder();

/// Edited requests that were not sent: "<store>.drafts".
[[nodiscard]] std::string draftFolder(const std::string& storePath);

} // namespace hookloupe::session
