// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/signature_candidates.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace hookloupe::verify {

namespace {

constexpr std::size_t mostCandidates = 16;

std::optional<crypto::HashAlgorithm> algorithmOf(std::string_view mac)
{
    for (const auto algorithm :
         {crypto::HashAlgorithm::Sha256, crypto::HashAlgorithm::Sha1, crypto::HashAlgorithm::Sha512}) {
        if (mac.size() == crypto::digestSize(algorithm))
            return algorithm;
    }
    return std::nullopt;
}

std::optional<std::string> lenientBase64(std::string_view text)
{
    std::string standard(text);
    std::ranges::replace(standard, '-', '+');
    std::ranges::replace(standard, '_', '/');
    while (standard.size() % 4 != 0)
        standard += '=';
    return fromBase64(standard);
}

bool hasUpperCaseHex(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'F'; });
}

/// "sha1=…", "v0:…", "hmac,…": what follows a short word and one of those signs; nothing if there is no such
/// prefix.
std::optional<std::string_view> afterForeignPrefix(std::string_view text)
{
    constexpr std::size_t longestPrefix = 16;
    const std::size_t sign = text.find_first_of("=:, ");
    if (sign == std::string_view::npos || sign == 0 || sign > longestPrefix)
        return std::nullopt;
    return trimmedOws(text.substr(sign + 1));
}

class Reader {
public:
    explicit Reader(const Scheme& scheme) : m_scheme(scheme) {}

    void read(std::string_view piece)
    {
        piece = trimmedOws(piece);
        if (piece.size() >= 2 && piece.front() == piece.back() &&
            (piece.front() == '"' || piece.front() == '\''))
            piece = piece.substr(1, piece.size() - 2);
        if (piece.starts_with(m_scheme.prefix) &&
            add(piece.substr(m_scheme.prefix.size()), EncodingVariant::AsScheme))
            return;
        if (!m_scheme.prefix.empty() && add(piece, EncodingVariant::WithoutPrefix))
            return;
        if (const auto rest = afterForeignPrefix(piece))
            add(*rest, EncodingVariant::WithPrefix);
    }

    std::vector<SignatureCandidate> candidates;

private:
    bool add(std::string_view text, EncodingVariant prefix)
    {
        const bool schemeIsHex = m_scheme.encoding == Encoding::Hex;
        EncodingVariant written = prefix;
        auto mac = fromHex(text);
        if (mac && !schemeIsHex)
            written = EncodingVariant::Hex;
        else if (mac && hasUpperCaseHex(text))
            written = EncodingVariant::UpperHex;
        if (!mac) {
            mac = lenientBase64(text);
            if (schemeIsHex)
                written = EncodingVariant::Base64;
        }
        const auto algorithm = mac ? algorithmOf(*mac) : std::nullopt;
        if (!algorithm || candidates.size() == mostCandidates)
            return false;
        candidates.push_back({std::move(*mac), *algorithm, written});
        return true;
    }

    const Scheme& m_scheme;
};

} // namespace

std::vector<SignatureCandidate> signatureCandidates(const Scheme& scheme, std::string_view header)
{
    Reader reader(scheme);
    if (scheme.form == HeaderForm::Plain) {
        reader.read(header);
        return std::move(reader.candidates);
    }
    const char separator = scheme.form == HeaderForm::StripeList ? ',' : ' ';
    while (!header.empty()) {
        const std::size_t end = std::min(header.find(separator), header.size());
        reader.read(header.substr(0, end));
        header.remove_prefix(std::min(end + 1, header.size()));
    }
    return std::move(reader.candidates);
}

} // namespace hookloupe::verify
