// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "capture/signature.h"
#include "http/request.h"
#include "verify/scheme.h"

#include <span>
#include <string>
#include <string_view>

namespace hookloupe::snippets {

enum class Language { Python, Node, CSharp, Shell };

/// All of them, in the order shown.
[[nodiscard]] std::span<const Language> languages();
/// "Python", "Node.js", "C#", "Shell": the same in every tongue.
[[nodiscard]] std::string_view languageName(Language language);

/// What a captured request's signature depends on. Views must outlive the call.
struct Subject {
    const verify::Scheme& scheme;
    const http::Headers& headers;
    std::string_view content;  ///< body without transfer coding
    UtcTime arrivedAt{};       ///< stands in for "now" in the timestamp rule
};

/// Which file the program reads instead of carrying the bytes itself.
enum class BodyFile {
    None,    ///< it carries them, in Base64
    Body,    ///< the request's body
    Payload, ///< the payload alone, decoded: for a shell, which has no JSON decoder, and for bodies JSON readers disagree on
};

/// A program that makes the check of verify::check() again, for one captured request.
struct Snippet {
    std::string source;    ///< ASCII, LF; hostile bytes are escaped, in code and in Base64
    std::string fileName;  ///< "check_signature.py"
    std::string command;   ///< how it is run, with the secret's place: "HOOKLOUPE_SECRET='…' python3 check_signature.py"
    BodyFile bodyFile = BodyFile::None;
};

/// Bodies beyond this are read from a file.
inline constexpr std::size_t largestBodyInside = 64 * 1024; ///< bytes

/// The program prints "valid" or "invalid", the expected and the received signature, and ends with 0 or 1; with 2 if it
/// could not check. It reads the secret from the environment variable HOOKLOUPE_SECRET: none is ever written into it.
/// "valid" is verify's Valid and ValidEmptySecret. Pure; any thread; linear.
[[nodiscard]] Snippet captureSnippet(Language language, const Subject& subject);

/// What the program reads from its file; empty if it reads none.
[[nodiscard]] std::string bodyFileBytes(const Snippet& snippet, const Subject& subject);

/// The functions of that program alone, to be taken into a handler. Python for Shell, in which nobody writes one.
[[nodiscard]] std::string handlerSample(Language language, const verify::Scheme& scheme, Dialect dialect);

} // namespace hookloupe::snippets
