// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/base64_reading.h"
#include "decode/decoder.h"
#include "decode/pretty.h"
#include "decode/readings.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace hookloupe::decode {

namespace {

constexpr std::size_t longestToken = 256 * 1024;
constexpr std::int64_t lastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

/// The JSON object that a part of the token holds.
std::optional<Document> objectOf(std::string_view part)
{
    auto bytes = anyBase64(part);
    if (!bytes || part.find_first_of("\r\n=") != std::string_view::npos)
        return std::nullopt;
    Document document;
    document.text = std::move(*bytes);
    MediaType type;
    type.name = "application/json";
    decodeJson(type, {.nodes = 20'000, .depth = 100}, document);
    if (document.nodes.empty() || document.nodes[0].type != NodeType::Object)
        return std::nullopt;
    return document;
}

const Node* member(const Document& document, std::string_view name)
{
    for (std::size_t i = 1; i < document.nodes.size(); i = static_cast<std::size_t>(document.nodes[i].end)) {
        if (document.key(document.nodes[i]) == name)
            return &document.nodes[i];
    }
    return nullptr;
}

/// NumericDate (RFC 7519 section 2): seconds; a fraction is dropped.
std::optional<UtcTime> timeOf(const Document& document, const Node& node)
{
    const std::string_view text = document.value(node);
    const char* const textEnd = text.data() + text.size();
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), textEnd, seconds);
    const bool whole = end == textEnd || (*end == '.' && text.find_first_of("eE") == std::string_view::npos);
    if (node.type != NodeType::Number || error != std::errc() || !whole || seconds < 0 || seconds > lastSecond)
        return std::nullopt;
    return UtcTime(std::chrono::seconds(seconds));
}

} // namespace

std::optional<Jwt> jwtOf(std::string_view value)
{
    const std::size_t first = std::min(value.find('.'), value.size());
    const std::size_t second = value.find('.', first + 1);
    if (value.size() > longestToken || second == std::string_view::npos || value.find('.', second + 1) != std::string_view::npos)
        return std::nullopt;
    const auto header = objectOf(value.substr(0, first));
    const auto claims = header ? objectOf(value.substr(first + 1, second - first - 1)) : std::nullopt;
    const auto signature = anyBase64(value.substr(second + 1));
    if (!header || !claims || !signature)
        return std::nullopt;
    Jwt found;
    if (const Node* algorithm = member(*header, "alg"); algorithm && algorithm->type == NodeType::String)
        found.algorithm = header->value(*algorithm);
    found.header = prettyText(*header);
    found.claims = prettyText(*claims);
    found.signatureBytes = signature->size();
    for (const std::string_view name : {"iat", "nbf", "exp"}) {
        const Node* claim = member(*claims, name);
        if (const auto time = claim ? timeOf(*claims, *claim) : std::nullopt)
            found.times.push_back({std::string(name), *time});
    }
    return found;
}

} // namespace hookloupe::decode
