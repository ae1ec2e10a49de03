// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/change_set.h"

#include "compare/head_document.h"
#include "compare/volatile_names.h"
#include "decode/decoder.h"
#include "speckle/changes.h"

namespace hookloupe::ui {

namespace {

constexpr std::size_t mostListed = 20'000;  ///< places a tree view still lays out in a moment
constexpr std::size_t mostSameListed = 8'000;

using decode::Document;

/// A document and the node to compare from.
struct Root {
    std::shared_ptr<const Document> document;
    std::int32_t node = 0;
};

Root rootOf(std::shared_ptr<const speckle::PayloadTree> tree, std::int32_t node)
{
    return {std::shared_ptr<const Document>(tree, &tree->document()), node};
}

/// What has no tree is compared as one text.
Root asText(Document document)
{
    decode::Node whole;
    whole.type = decode::NodeType::String;
    whole.end = 1;
    document.format = decode::Format::Text;
    decode::setValue(document, whole, document.text);
    document.nodes.assign(1, whole);
    return {std::make_shared<const Document>(std::move(document)), 0};
}

Root payloadOf(const Capture& capture, const http::Headers& headers)
{
    if (speckle::dialectOf(capture.content()) != Dialect::None) {
        auto tree = std::make_shared<const speckle::PayloadTree>(capture.content());
        if (tree->payload() != speckle::PayloadTree::none)
            return rootOf(tree, tree->payload());
    }
    Document document = decode::decode(headers, capture.content());
    if (document.nodes.empty())
        return asText(std::move(document));
    return {std::make_shared<const Document>(std::move(document)), 0};
}

compare::Options limited(compare::Options options)
{
    options.mostEntries = mostListed;
    options.mostSame = mostSameListed;
    return options;
}

ChangeSection section(ChangePart part, const Root& before, const Root& after, const compare::Options& options,
                      const compare::Cancelled& cancelled)
{
    return {part, before.document, after.document,
            compare::compare(*before.document, before.node, *after.document, after.node, limited(options), cancelled)};
}

const decode::Node* nodeAt(const Document& document, std::int32_t index)
{
    return index < 0 ? nullptr : &document.nodes[std::size_t(index)];
}

std::size_t placeOf(const Document& document, std::int32_t index)
{
    std::size_t place = 0;
    const std::int32_t parent = document.nodes[std::size_t(index)].parent;
    for (std::int32_t item = parent + 1; item < index; item = document.nodes[std::size_t(item)].end)
        ++place;
    return place;
}

} // namespace

const decode::Node* ChangeSection::beforeNode(const compare::Entry& entry) const
{
    return nodeAt(*before, entry.before);
}

const decode::Node* ChangeSection::afterNode(const compare::Entry& entry) const
{
    return nodeAt(*after, entry.after);
}

std::string ChangeSection::nameOf(const compare::Entry& entry) const
{
    const bool second = entry.after >= 0;
    const Document& document = second ? *after : *before;
    const std::int32_t index = second ? entry.after : entry.before;
    const decode::Node& node = document.nodes[std::size_t(index)];
    const bool item = node.parent >= 0 && document.nodes[std::size_t(node.parent)].type == decode::NodeType::Array;
    return item ? "[" + std::to_string(placeOf(document, index)) + "]" : std::string(document.key(node));
}

compare::Comparison ChangeSet::totals() const
{
    compare::Comparison all;
    for (const ChangeSection& one : sections) {
        all.changed += one.found.changed;
        all.added += one.found.added;
        all.removed += one.found.removed;
        all.same += one.found.same;
        all.leftOut += one.found.leftOut;
        all.cut |= one.found.cut;
        all.cancelled |= one.found.cancelled;
    }
    return all;
}

ChangeSet changesInside(const Capture& capture, const compare::Cancelled& cancelled)
{
    const auto tree = std::make_shared<const speckle::PayloadTree>(capture.content());
    if (const auto update = speckle::sentUpdateOf(*tree))
        return {{section(ChangePart::Update, rootOf(tree, update->before), rootOf(tree, update->after), update->options,
                         cancelled)}};
    if (tree->payload() == speckle::PayloadTree::none)
        return {};
    const std::int32_t data = tree->member(tree->member(tree->payload(), "event"), "data");
    const std::int32_t listed = tree->member(data, "changes");
    if (!tree->isObject(listed))
        return {};
    auto nothing = std::make_shared<Document>();
    nothing->nodes.emplace_back();
    nothing->nodes.front().type = decode::NodeType::Object;
    nothing->nodes.front().end = 1;
    return {{section(ChangePart::Update, {nothing, 0}, rootOf(tree, listed), {}, cancelled)}};
}

ChangeSet changesBetween(const Capture& before, const Capture& after, bool withVolatile, const compare::Cancelled& cancelled)
{
    const http::HeadView first = http::viewHead(before.head);
    const http::HeadView second = http::viewHead(after.head);
    compare::Options fields;
    fields.caselessNames = true;
    compare::Options members;
    if (!withVolatile) {
        fields.leftOut = compare::volatileFields();
        members.leftOut = compare::volatileMembers();
    }
    ChangeSet changes;
    changes.sections.push_back(section(ChangePart::Payload, payloadOf(before, first.headers),
                                       payloadOf(after, second.headers), members, cancelled));
    const auto headRoot = [](const http::HeadView& head) {
        return Root{std::make_shared<const Document>(compare::documentOfHead(head)), 0};
    };
    changes.sections.push_back(section(ChangePart::Head, headRoot(first), headRoot(second), fields, cancelled));
    return changes;
}

} // namespace hookloupe::ui
