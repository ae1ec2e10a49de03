// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>
#include <system_error>

namespace hookloupe::cli {

/// Writes a line to standard output. False if it could not be written: that was said, and what was to be shown lacks something,
/// so the command has failed.
[[nodiscard]] bool say(const QString& line);
[[nodiscard]] bool say(std::string_view line);
/// Writes bytes as they are.
[[nodiscard]] bool sayBytes(std::string_view bytes);
/// Writes a line to standard error, if somebody can read it.
void complain(const QString& line);

/// Why standard output lacks something.
[[nodiscard]] QString unwrittenSentence(const std::error_code& why);

} // namespace hookloupe::cli
