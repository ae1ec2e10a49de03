// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/body_variants.h"

#include "verify/reserialise.h"

#include <array>

namespace hookloupe::verify {

namespace {

constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

// A variant before another one that can give the same bytes is the simpler explanation.
constexpr std::array ordered{
    BodyVariant::AsScheme,
    BodyVariant::OtherDialectWhole,
    BodyVariant::OtherDialectInner,
    BodyVariant::BodyAlone,
    BodyVariant::WithoutTrailingNewline,
    BodyVariant::TrailingLf,
    BodyVariant::TrailingCrLf,
    BodyVariant::WithoutBom,
    BodyVariant::WithBom,
    BodyVariant::Compact,
    BodyVariant::Spaced,
    BodyVariant::EscapedNonAscii,
    BodyVariant::EscapedNonAsciiSpaced,
    BodyVariant::SortedKeysCompact,
    BodyVariant::SortedKeys,
    BodyVariant::EscapedNonAsciiSorted,
    BodyVariant::EscapedNonAsciiSortedCompact,
    BodyVariant::Empty,
};

std::optional<std::string> withoutNewline(std::string_view bytes)
{
    if (!bytes.ends_with('\n'))
        return std::nullopt;
    bytes.remove_suffix(bytes.ends_with("\r\n") ? 2 : 1);
    return std::string(bytes);
}

} // namespace

std::span<const BodyVariant> bodyVariants()
{
    return ordered;
}

std::optional<std::string> makeBody(BodyVariant variant, const CoveredBody& body)
{
    const std::string_view bytes = body.bytes();
    switch (variant) {
    case BodyVariant::AsScheme: return body.readable ? std::optional(std::string(bytes)) : std::nullopt;
    case BodyVariant::OtherDialectWhole:
        return body.dialect == Dialect::String ? std::optional(std::string(body.content)) : std::nullopt;
    case BodyVariant::OtherDialectInner:
        return body.dialect == Dialect::Object ? payloadObject(body.content) : std::nullopt;
    case BodyVariant::Compact: return reserialise(bytes, {});
    case BodyVariant::Spaced: return reserialise(bytes, {.spaced = true});
    case BodyVariant::SortedKeys: return reserialise(bytes, {.spaced = true, .sortedKeys = true});
    case BodyVariant::SortedKeysCompact: return reserialise(bytes, {.sortedKeys = true});
    case BodyVariant::EscapedNonAscii: return reserialise(bytes, {.asciiOnly = true});
    case BodyVariant::EscapedNonAsciiSpaced: return reserialise(bytes, {.spaced = true, .asciiOnly = true});
    case BodyVariant::EscapedNonAsciiSorted:
        return reserialise(bytes, {.spaced = true, .sortedKeys = true, .asciiOnly = true});
    case BodyVariant::EscapedNonAsciiSortedCompact:
        return reserialise(bytes, {.sortedKeys = true, .asciiOnly = true});
    case BodyVariant::TrailingLf: return std::string(bytes) + "\n";
    case BodyVariant::TrailingCrLf: return std::string(bytes) + "\r\n";
    case BodyVariant::WithoutTrailingNewline: return withoutNewline(bytes);
    case BodyVariant::WithBom: return std::string(byteOrderMark).append(bytes);
    case BodyVariant::WithoutBom:
        return bytes.starts_with(byteOrderMark)
                   ? std::optional(std::string(bytes.substr(byteOrderMark.size())))
                   : std::nullopt;
    case BodyVariant::Empty: return std::string();
    case BodyVariant::BodyAlone: return std::string(bytes);
    case BodyVariant::OtherCapture: break;
    }
    return std::nullopt;
}

} // namespace hookloupe::verify
