// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/output.h"

#include <QString>

#include <span>
#include <string>
#include <string_view>

namespace hookloupe::cli {

/// The program's exit codes: a script may rely on them.
enum ExitCode : int {
    Good = 0,
    CheckFailed = 1,
    WrongUsage = 2,
    Unreadable = 3,   ///< an input could not be read, what was named not be used, or the output not be written
};

/// A subcommand: one file, and one line in commands().
struct Command {
    const char* name = "";
    const char* synopsis = "";           ///< after "hookloupe-cli NAME "
    const char* summary = "";            ///< one sentence
    const char* notes = "";              ///< below the options in the help
    std::span<const Option> options;
    std::size_t positionals = 0;         ///< at most
    int (*run)(const Arguments&) = nullptr;
};

[[nodiscard]] std::span<const Command> commands();
[[nodiscard]] QString generalHelp();
[[nodiscard]] QString helpFor(const Command& command);

/// Translates a sentence of the command line.
[[nodiscard]] QString text(const char* sentence);
/// Foreign bytes for a sentence: control characters made visible.
[[nodiscard]] QString shown(std::string_view bytes);
/// A word of the command line for a sentence. Whatever it was meant to be: it may be a URL, of which no password is shown.
[[nodiscard]] QString shownArgument(std::string_view word);

/// Complains with the sentence of an error; returns Unreadable.
[[nodiscard]] int fail(const Error& error);
/// Complains and points to the command's help; returns WrongUsage.
[[nodiscard]] int misuse(const char* command, const QString& sentence);

} // namespace hookloupe::cli
