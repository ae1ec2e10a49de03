// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringView>

#include <optional>

namespace hookloupe::ui {

/// How a few typed letters fit a command's name.
struct CommandMatch {
    int score = 0;              ///< higher is better
    QList<qsizetype> places;    ///< of the letters in the text, ascending
};

/// Fits the letters of `query` to `text` in order: each follows the one before or begins a word, so "cu" and "co url" both
/// find "Copy URL". Case and accents do not matter. An empty query fits everything.
[[nodiscard]] std::optional<CommandMatch> matchCommand(QStringView text, QStringView query);

} // namespace hookloupe::ui
