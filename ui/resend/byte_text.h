// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::ui {

/// Bytes as a text to edit, from which the same bytes can be made again. What a text field would change or could be deceived
/// by stands in it as a *mark*, one code unit of its own: bytes that are no UTF-8, control and bidirectional characters, and
/// long stretches that would make a field slow. Marks are low surrogates without a high one, which no text has.
struct ByteText {
    QString text;
    std::shared_ptr<const std::vector<std::string>> hidden; ///< what the marks for long stretches stand for
    qsizetype marks = 0;                                     ///< how many of all kinds
};

enum class Stretches {
    Strings,  ///< long JSON strings are hidden but for their ends
    Lines,    ///< long lines are
    None,
};

inline constexpr std::size_t longestString = 4'096;  ///< bytes that are shown whole
inline constexpr std::size_t longestLine = 16'384;

[[nodiscard]] ByteText textOf(std::string_view bytes, Stretches stretches);
/// The bytes that such a text stands for, after editing too.
[[nodiscard]] std::string bytesOf(const QString& text, const std::vector<std::string>& hidden);

/// The mark at this place; 0 if there is none.
[[nodiscard]] char16_t markAt(const QString& text, qsizetype at);
/// What a mark stands for: "byte FF", "U+202E", "12,345 bytes that are not shown".
[[nodiscard]] QString markWords(char16_t mark, const std::vector<std::string>& hidden);

} // namespace hookloupe::ui
