// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/node_filter.h"

namespace hookloupe::decode {

namespace {

constexpr std::size_t askEvery = 4096;  ///< nodes
enum State : std::uint8_t { Hidden, Ancestor, Match };

} // namespace

NodeFilter filterNodes(const Document& document, const TextSearch& search, const std::function<bool()>& cancelled)
{
    NodeFilter found;
    const auto& nodes = document.nodes;
    std::vector<std::uint8_t> states(nodes.size(), Hidden);
    std::size_t shown = 0;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i % askEvery == 0 && cancelled && cancelled())
            return found;
        const Node& node = nodes[i];
        if (!search.isIn(document.key(node)) && !search.isIn(document.value(node)))
            continue;
        ++found.matchCount;
        shown += states[i] == Hidden ? 1u : 0u;
        states[i] = Match;
        for (std::int32_t at = node.parent; at >= 0 && states[static_cast<std::size_t>(at)] == Hidden;
             at = nodes[static_cast<std::size_t>(at)].parent) {
            states[static_cast<std::size_t>(at)] = Ancestor;
            ++shown;
        }
    }
    found.shown.reserve(shown);
    found.matches.reserve(shown);
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (states[i] == Hidden)
            continue;
        found.shown.push_back(static_cast<std::int32_t>(i));
        found.matches.push_back(states[i] == Match);
    }
    found.children.assign(found.shown.size(), 0);
    std::vector<std::size_t> open; // places of the ancestors of the node at hand
    for (std::size_t i = 0; i < found.shown.size(); ++i) {
        while (!open.empty() && nodes[static_cast<std::size_t>(found.shown[open.back()])].end <= found.shown[i])
            open.pop_back();
        if (!open.empty())
            ++found.children[open.back()];
        open.push_back(i);
    }
    return found;
}

} // namespace hookloupe::decode
