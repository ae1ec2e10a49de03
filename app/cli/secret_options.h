// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/refusal.h"

#include <string>
#include <vector>

namespace hookloupe::cli {

/// That the file of this option, which holds a secret, does not exist. Its name may be the secret, so it is not repeated.
[[nodiscard]] Refused noSuchSecretFile(const char* option);

/// The secrets of --secret-env and --secret-file; an empty list if neither is given. An unset variable is wrong usage, and
/// so is an empty secret without --allow-empty-secret. A file's bytes are the secret, but for one line break at its end, which editors add.
[[nodiscard]] Read<std::vector<std::string>> readSecrets(const Arguments& arguments);

} // namespace hookloupe::cli
