// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "snippets/snippet.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace hookloupe::test {

/// How a program ended, and what it said.
struct RunResult {
    int code = -1;         ///< -1: it did not run or crashed
    QByteArray output;
    QByteArray complaint;  ///< standard error

    [[nodiscard]] QByteArray line(const QByteArray& name) const; ///< "expected  abc" → "abc"
};

/// The program for a language, found by its name; aborts the test program if it is missing.
[[nodiscard]] QString interpreterOf(snippets::Language language);

/// A program to run. Without a secret the variable is not set.
struct Program {
    snippets::Language language;
    std::string source;
    std::optional<std::string> bodyFile{};
};

/// Runs programs side by side, each in a folder of its own below `folder`.
[[nodiscard]] std::vector<RunResult> runAll(const std::vector<Program>& programs, const QString& folder,
                                            const std::optional<std::string>& secret);
[[nodiscard]] RunResult run(const Program& program, const QString& folder, const std::optional<std::string>& secret);

} // namespace hookloupe::test
