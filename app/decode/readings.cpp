// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/readings.h"

#include "decode/decoder.h"

namespace hookloupe::decode {

namespace {

constexpr int deepestEncoding = 8;   ///< strings in strings

bool holdsJson(std::string text, int depth)
{
    constexpr std::string_view space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(space);
    const std::size_t end = text.find_last_not_of(space);
    if (begin == std::string::npos || begin == end || text.size() > longestRead)
        return false;
    const char first = text[begin];
    const char last = text[end];
    const bool encloses = (first == '{' && last == '}') || (first == '[' && last == ']') || (first == '"' && last == '"');
    if (!encloses)
        return false;
    Document document;
    document.text = std::move(text);
    MediaType type;
    type.name = "application/json";
    decodeJson(type, {}, document);
    if (document.nodes.empty())
        return false;
    const Node& root = document.nodes[0];
    if (root.type == NodeType::String)
        return depth < deepestEncoding && holdsJson(std::string(document.value(root)), depth + 1);
    return root.childCount > 0;
}

} // namespace

bool holdsJson(std::string_view text)
{
    return holdsJson(std::string(text), 0);
}

std::vector<std::int32_t> stringsHoldingJson(const Document& document)
{
    std::vector<std::int32_t> found;
    if (document.format != Format::Json && document.format != Format::Form)
        return found;
    for (std::size_t i = 0; i < document.nodes.size(); ++i) {
        const Node& node = document.nodes[i];
        if (node.type != NodeType::String && node.type != NodeType::Field)
            continue;
        const std::string_view value = document.value(node);
        const std::size_t begin = value.find_first_not_of(" \t\r\n");
        // Most strings are none by their first character: no copy of those.
        if (begin != std::string_view::npos && (value[begin] == '{' || value[begin] == '[' || value[begin] == '"')
            && holdsJson(value))
            found.push_back(static_cast<std::int32_t>(i));
    }
    return found;
}

Readings readingsOf(std::string_view value)
{
    Readings found;
    if (value.empty() || value.size() > longestRead)
        return found;
    found.timestamp = timestampOf(value);
    found.dataUrl = dataUrlOf(value);
    found.url = urlOf(value);
    found.jwt = jwtOf(value);
    if (!found.timestamp && !found.dataUrl && !found.url && !found.jwt)
        found.base64 = base64Of(value);
    return found;
}

} // namespace hookloupe::decode
