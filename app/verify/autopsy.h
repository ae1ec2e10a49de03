// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/verify.h"

#include <functional>
#include <string>
#include <vector>

namespace hookloupe::verify {

/// What was changed about the check in one attempt. The advice in words is made by `words`.
enum class BodyVariant {
    AsScheme, OtherDialectWhole, OtherDialectInner, Compact, Spaced, SortedKeys, SortedKeysCompact, EscapedNonAscii,
    TrailingLf, TrailingCrLf, WithoutTrailingNewline, WithBom, WithoutBom, Empty, OtherCapture,
    EscapedNonAsciiSpaced, EscapedNonAsciiSorted, EscapedNonAsciiSortedCompact,
    BodyAlone, ///< without the id and timestamp that the scheme signs before it
};
enum class SecretVariant {
    AsSaved, OtherEndpoint, EmptySecret, Trimmed, WithLf, WithCrLf, WithSpace, Unquoted, Quoted, Base64Decoded, HexDecoded,
    AsText, ///< its characters, though the scheme decodes it
};
/// How the received signature is written, if not as the scheme asks.
enum class EncodingVariant { AsScheme, Hex, UpperHex, Base64, WithPrefix, WithoutPrefix };

/// One combination and whether it explains the received signature.
struct Attempt {
    BodyVariant body = BodyVariant::AsScheme;
    SecretVariant secret = SecretVariant::AsSaved;
    crypto::HashAlgorithm algorithm = crypto::HashAlgorithm::Sha256;
    EncodingVariant encoding = EncodingVariant::AsScheme;
    std::size_t secretIndex = 0;    ///< into the secrets tried (own first, then others); 0 for the empty secret
    std::size_t contentIndex = 0;   ///< into Elsewhere::otherContents, for OtherCapture
    bool matches = false;

    bool operator==(const Attempt&) const = default;
};

/// Secrets of other endpoints, and contents of other captures, to try.
struct Elsewhere {
    std::vector<std::string> otherSecrets;
    std::vector<std::string> otherContents; ///< at most a few hundred; newest first
};

struct Autopsy {
    std::vector<Attempt> attempts;  ///< every one made, in order
    std::vector<std::string> expected; ///< of each attempt: the signature it gives, in the scheme's encoding, no prefix
    std::vector<Attempt> matches;   ///< the likeliest explanation first; empty = nothing tried explains it
};

/// Searches the space of ordinary mistakes for one that gives the received signature. Pure; any thread. Bounded: bodies
/// over 8 MiB are tried as they are only, at most 4,000 HMACs over at most 512 MiB in all. Nothing is tried without a
/// signature header or without a secret. `cancelled` is asked between attempts; what was found so far is returned.
[[nodiscard]] Autopsy autopsy(const Scheme& scheme, const Evidence& evidence, const std::vector<std::string>& secrets,
                              const Elsewhere& elsewhere = {}, const std::function<bool()>& cancelled = {});

} // namespace hookloupe::verify
