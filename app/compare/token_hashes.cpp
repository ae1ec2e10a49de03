// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/token_hashes.h"

#include <functional>

namespace hookloupe::compare {

namespace {

/// The mixing step of SplitMix64 over both.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    std::uint64_t z = a * 0x9e3779b97f4a7c15u + b + 0x632be59bd9b4e019u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

std::uint64_t hashed(std::string_view text)
{
    return static_cast<std::uint64_t>(std::hash<std::string_view>()(text));
}

} // namespace

std::string_view tokenOf(const decode::Document& document, std::int32_t index)
{
    const decode::Node& node = document.nodes[static_cast<std::size_t>(index)];
    if (document.format == decode::Format::Json && node.length > 0)
        return std::string_view(document.text).substr(node.offset, node.length);
    return document.value(node);
}

std::vector<std::uint64_t> tokenHashes(const decode::Document& document)
{
    const auto count = static_cast<std::int32_t>(document.nodes.size());
    std::vector<std::uint64_t> hashes(document.nodes.size());
    for (std::int32_t i = count - 1; i >= 0; --i) {
        const decode::Node& node = document.nodes[static_cast<std::size_t>(i)];
        std::uint64_t hash = mixed(static_cast<std::uint64_t>(node.type), static_cast<std::uint64_t>(node.childCount));
        if (node.childCount == 0)
            hash = mixed(hash, hashed(tokenOf(document, i)));
        else
            hash = mixed(hash, hashed(document.value(node))); // an XML element may have a text and children
        for (std::int32_t child = i + 1; child < node.end;
             child = document.nodes[static_cast<std::size_t>(child)].end) {
            const auto at = static_cast<std::size_t>(child);
            hash = mixed(mixed(hash, hashed(document.key(document.nodes[at]))), hashes[at]);
        }
        hashes[static_cast<std::size_t>(i)] = hash;
    }
    return hashes;
}

} // namespace hookloupe::compare
