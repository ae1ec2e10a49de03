// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "decode/base64_reading.h"
#include "decode/readings.h"
#include "decode/sniff.h"

#include <algorithm>

namespace hookloupe::decode {

namespace {

constexpr std::size_t shortest = 16;       ///< characters: shorter ones are words too often
constexpr std::size_t surelyNoWord = 24;

} // namespace

std::optional<std::string> anyBase64(std::string_view text)
{
    if (text.size() > longestRead)
        return std::nullopt;
    std::string plain;
    plain.reserve(text.size() + 3);
    for (const char c : text) {
        if (c == '\r' || c == '\n')
            continue;
        plain += c == '-' ? '+' : c == '_' ? '/' : c;
    }
    const std::size_t padding = plain.size() - std::min(plain.find('='), plain.size());
    if (padding == 0)
        plain.append((4 - plain.size() % 4) % 4, '=');
    return fromBase64(plain);
}

std::optional<Base64> base64Of(std::string_view value)
{
    if (value.size() < shortest || value.size() > longestRead)
        return std::nullopt;
    if (std::all_of(value.begin(), value.end(), [](char c) { return hexValue(c) >= 0 || c == '-'; }))
        return std::nullopt; // a number, a digest or a UUID
    auto bytes = anyBase64(value);
    if (!bytes || bytes->empty())
        return std::nullopt;
    Base64 found;
    found.text = isReadableText(*bytes);
    found.type = sniffedType(*bytes);
    const bool odd = value.size() >= surelyNoWord && value.find_first_of("+/=") != std::string_view::npos
        && std::any_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!found.text && found.type.empty() && !odd)
        return std::nullopt;
    found.bytes = std::move(*bytes);
    return found;
}

std::optional<DataUrl> dataUrlOf(std::string_view value)
{
    constexpr std::string_view scheme = "data:";
    constexpr std::string_view mark = ";base64";
    constexpr std::size_t longestType = 200;
    const std::size_t comma = value.substr(0, longestType).find(',');
    if (value.size() > longestRead || !equalsIgnoreCase(value.substr(0, scheme.size()), scheme)
        || comma == std::string_view::npos)
        return std::nullopt;
    DataUrl found;
    std::string_view type = value.substr(scheme.size(), comma - scheme.size());
    const std::string_view data = value.substr(comma + 1);
    found.base64 = type.size() >= mark.size() && equalsIgnoreCase(type.substr(type.size() - mark.size()), mark);
    if (found.base64)
        type.remove_suffix(mark.size());
    found.mediaType = type.empty() || type.starts_with(';') ? "text/plain" + std::string(type) : std::string(type);
    if (found.base64) {
        const bool escaped = data.find('%') != std::string_view::npos;
        auto bytes = anyBase64(escaped ? std::string_view(percentDecoded(data, false)) : data);
        found.broken = !bytes;
        found.bytes = std::move(bytes).value_or(std::string());
    } else {
        found.bytes = percentDecoded(data, false);
    }
    found.text = isReadableText(found.bytes);
    return found;
}

} // namespace hookloupe::decode
