// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/json_path.h"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace hookloupe::decode {

namespace {

void appendName(std::string& path, std::string_view name)
{
    path += "['";
    for (const char c : name) {
        switch (c) {
        case '\b':
            path += "\\b";
            break;
        case '\t':
            path += "\\t";
            break;
        case '\n':
            path += "\\n";
            break;
        case '\f':
            path += "\\f";
            break;
        case '\r':
            path += "\\r";
            break;
        case '\'':
        case '\\':
            path += '\\';
            path += c;
            break;
        default: // not an enumeration
            if (static_cast<unsigned char>(c) < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
                path += escape;
            } else {
                path += c;
            }
        }
    }
    path += "']";
}

} // namespace

std::int32_t positionOf(const Document& document, std::int32_t node)
{
    const auto at = [&](std::int32_t index) -> const Node& { return document.nodes[static_cast<std::size_t>(index)]; };
    std::int32_t position = 0;
    const std::int32_t first = at(node).parent + 1;
    for (std::int32_t sibling = first; sibling < node; sibling = at(sibling).end)
        ++position;
    return position;
}

std::int32_t nodeAround(const Document& document, std::size_t begin, std::size_t length)
{
    std::int32_t found = -1;
    const auto size = static_cast<std::int32_t>(document.nodes.size());
    for (std::int32_t i = 0; i < size;) {
        const Node& node = document.nodes[static_cast<std::size_t>(i)];
        const std::size_t from = node.keyLength > 0 ? std::min(node.keyOffset, node.offset) : node.offset;
        if (from > begin)
            break;
        const bool covers = document.format == Format::Xml || begin + length <= node.offset + node.length;
        found = covers ? i : found;
        // What does not cover the bytes holds nothing that does.
        i = covers ? i + 1 : node.end;
    }
    return found;
}

std::string jsonPath(const Document& document, std::int32_t node)
{
    std::vector<std::int32_t> line;
    for (std::int32_t at = node; at >= 0; at = document.nodes[static_cast<std::size_t>(at)].parent)
        line.push_back(at);
    std::string path = "$";
    for (std::size_t i = line.size() - 1; i-- > 0;) { // the root is "$"
        const Node& parent = document.nodes[static_cast<std::size_t>(line[i + 1])];
        if (parent.type == NodeType::Array)
            path += "[" + std::to_string(positionOf(document, line[i])) + "]";
        else
            appendName(path, document.key(document.nodes[static_cast<std::size_t>(line[i])]));
    }
    return path;
}

} // namespace hookloupe::decode
