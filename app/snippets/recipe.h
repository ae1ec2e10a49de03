// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "snippets/snippet.h"

#include <string>
#include <vector>

namespace hookloupe::snippets {

/// Where the bytes after the lead come from.
enum class Signed {
    Body,          ///< the body as it is
    DecodedPayload,///< the program decodes the payload's string out of the body
    GivenPayload,  ///< the program is given the payload already decoded
    Nothing,       ///< they could not be found in the body
};

/// A check taken apart for a writer of any language.
struct Recipe {
    const verify::Scheme& scheme;
    Signed from = Signed::Body;
    std::vector<std::string> signatures{}; ///< every value of the signature header
    std::vector<std::string> timestamps{}; ///< of its header; empty if the scheme has none
    std::vector<std::string> ids{};
    std::string bytes{};    ///< what the program carries; empty if it reads a file
    bool readsFile = false;
    UtcTime arrivedAt{};
    /// Of GivenPayload: why a signature that fits is not enough, as a program without the body cannot find out; empty: it is.
    std::string notCovered{};
    bool emptySecretCovers = false; ///< but with the empty key it is: see verify::check()

    [[nodiscard]] bool isHex() const { return scheme.encoding == verify::Encoding::Hex; }
    [[nodiscard]] bool hasTimestamp() const { return scheme.tolerance.has_value(); }
    [[nodiscard]] bool hasId() const { return !scheme.idHeader.empty(); }
    /// The program has the whole body of a string dialect, of which the payload alone is signed, and looks at the rest itself.
    [[nodiscard]] bool looksBesidePayload() const { return from == Signed::DecodedPayload; }
};

/// `canDecode`: the language has a JSON decoder at hand.
[[nodiscard]] Recipe recipeOf(const Subject& subject, bool canDecode);
/// The same for a handler: no request yet.
[[nodiscard]] Recipe recipeOf(const verify::Scheme& scheme, Dialect dialect);

/// What a program says of a fitting signature that does not cover what a reader of the body acts on.
inline constexpr std::string_view notAllSigned = "the signature does not cover all of the body";

/// The writers, a file each.
struct Written {
    std::string check;   ///< the functions a handler needs
    std::string program; ///< the whole
};
[[nodiscard]] Written writePython(const Recipe& recipe);
[[nodiscard]] Written writeNode(const Recipe& recipe);
[[nodiscard]] Written writeCSharp(const Recipe& recipe);
[[nodiscard]] Written writeShell(const Recipe& recipe); ///< `check` stays empty

} // namespace hookloupe::snippets
