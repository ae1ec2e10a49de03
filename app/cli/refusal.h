// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>
#include <variant>

namespace hookloupe::cli {

/// Why a command cannot do what it was told to, and the exit code for it.
struct Refused {
    QString sentence;
    int exitCode = 0;
};

/// What was read of the options, or why it cannot be used.
template <typename T>
using Read = std::variant<T, Refused>;

/// Complains; wrong usage points to the command's help. Returns the exit code.
[[nodiscard]] int refuse(const char* command, const Refused& refused);

} // namespace hookloupe::cli
