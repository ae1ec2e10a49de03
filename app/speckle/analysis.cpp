// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/analysis.h"

#include "decode/charset.h"
#include "speckle/changes.h"
#include "speckle/event.h"
#include "speckle/event_shape.h"
#include "speckle/images.h"
#include "speckle/links.h"
#include "speckle/payload_tree.h"

#include <array>

namespace hookloupe::speckle {

namespace {

/// The keys of which Speckle's guide says that they are always there.
constexpr std::array<std::string_view, 8> guideKeys{
    "streamId", "userId", "activityMessage", "event", "server", "stream", "user", "webhook"};

/// What real servers leave out or send as null (speckle.md section 4).
bool isNormal(std::string_view key, bool isNull, const EventFacts& facts)
{
    if (key == "stream")
        return facts.wireName == "stream_delete";
    if (key == "user")
        return isNull || facts.userId.empty();
    return key == "userId" && isNull;
}

std::vector<MissingKey> missingOf(const PayloadTree& tree, const EventFacts& facts)
{
    std::vector<MissingKey> missing;
    if (!tree.isObject(tree.payload()))
        return missing; // nothing can be said of a body that can't be read
    for (const std::string_view key : guideKeys) {
        const std::int32_t node = tree.member(tree.payload(), key);
        const bool isNull = node != PayloadTree::none && tree.node(node).type == decode::NodeType::Null;
        if (node == PayloadTree::none || isNull)
            missing.push_back({std::string(key), isNull, isNormal(key, isNull, facts)});
    }
    return missing;
}

} // namespace

Analysis analyse(std::string_view content)
{
    if (const auto text = decode::utf8OfJson(content))
        return analyse(*text);
    Analysis out;
    out.dialect = dialectOf(content);
    out.repeatedName = repeatedNameIn(content);
    if (out.dialect == Dialect::None)
        return out;
    out.facts = factsOf(content);
    out.unknownEvent = !out.facts.wireName.empty() && !findEvent(out.facts.wireName);
    if (out.repeatedName)
        out.lastFacts = lastFactsOf(content);
    const PayloadTree tree(content);
    out.missing = missingOf(tree, out.facts);
    out.absent = absentFrom(tree, out.facts);
    out.changes = changesOf(tree);
    out.links = linksOf(out.facts);
    out.images = imagesOf(tree);
    return out;
}

} // namespace hookloupe::speckle
