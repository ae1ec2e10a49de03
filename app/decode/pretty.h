// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

namespace hookloupe::decode {

/// What a reader can hide: from behind an opening bracket to its closing one. Bytes of the pretty text.
struct Fold {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::int32_t node = 0;   ///< the object or array
};

/// A document as indented text, and where its nodes are in it.
struct PrettyText {
    std::string text;
    /// Where each node begins: its name, or its value if it has none. Empty if the text is the document's own.
    std::vector<std::uint32_t> places;
    std::vector<Fold> folds; ///< of objects and arrays that are not empty, outer ones first: ordered by begin
    bool cut = false;        ///< a string is cut
    std::size_t longestString = 0;
};

inline constexpr std::size_t usualLongestString = 4096; ///< bytes

/// Made of the document's own tokens: only white space differs from the wire. Strings longer than `longestString` bytes are
/// cut with a visible mark. What is no JSON, or broken, stays as it is.
[[nodiscard]] PrettyText prettyLayout(const Document& document, std::size_t longestString = usualLongestString);
[[nodiscard]] std::string prettyText(const Document& document, std::size_t longestString = usualLongestString);

enum class TokenKind : std::uint8_t { Punctuation, Key, String, Number, Literal };
/// A run of bytes of one kind, to the begin of the next run.
struct TokenRun {
    std::size_t begin = 0;
    TokenKind kind = TokenKind::Punctuation;
};
/// The runs of a part of the pretty text; the first begins at `begin`. None without places. Cost: the part's tokens.
[[nodiscard]] std::vector<TokenRun> tokenRuns(const Document& document, const PrettyText& pretty, std::size_t begin,
                                              std::size_t end);

/// The last node that begins at or before this offset of the pretty text; -1 if there is none.
[[nodiscard]] std::int32_t nodeAt(const PrettyText& pretty, std::size_t offset);
/// Where a node's value is in the pretty text: of an object or array, its opening bracket. {0, 0} without places.
struct PrettyPlace {
    std::size_t begin = 0;
    std::size_t end = 0;
};
[[nodiscard]] PrettyPlace placeOf(const Document& document, const PrettyText& pretty, std::int32_t node);

} // namespace hookloupe::decode
