// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"

#include <QString>

#include <string>
#include <variant>
#include <vector>

namespace hookloupe::cli {

/// Why secrets could not be taken, and the exit code for it.
struct SecretRefused {
    QString sentence;
    int exitCode = 0;
};

/// The secrets of --secret-env and --secret-file; an empty list if neither is given. An unset variable is wrong usage, an
/// empty one the empty secret. A file's bytes are the secret, but for one line break at its end, which editors add.
[[nodiscard]] std::variant<std::vector<std::string>, SecretRefused> readSecrets(const Arguments& arguments);

} // namespace hookloupe::cli
