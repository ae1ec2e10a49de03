// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <variant>

namespace hookloupe::answers {

/// Why a file cannot be a body.
enum class FileTrouble {
    NoFolder,   ///< the user named no folder whose files may be answers
    Outside,    ///< not below that folder, or led out of it by ".." or a link
    Missing,
    NotAFile,
    Unreadable,
    TooLarge,   ///< more than largestBody
};

// Who opens a store of somebody else's, or plays a script of theirs, does not hand out files by it: only what lies below the
// folder that the user of this machine named is ever opened. `folder` is that one, UTF-8; empty: none. `name` is a path, UTF-8;
// a relative one begins at the folder. Links below it are followed as long as they lead to a regular file below it; what lies
// outside is never opened. Any thread.

/// The file's bytes.
[[nodiscard]] std::variant<std::string, FileTrouble> readAnswerFile(const std::string& folder, const std::string& name);
/// Nothing if it could be read now.
[[nodiscard]] std::optional<FileTrouble> troubleWith(const std::string& folder, const std::string& name);

} // namespace hookloupe::answers
