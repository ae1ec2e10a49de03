// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/head_document.h"

#include "decode/decoder.h"

namespace hookloupe::compare {

namespace {

void add(decode::Document& document, const std::string& key, const std::string& value)
{
    decode::Node node;
    node.type = decode::NodeType::Field;
    node.parent = 0;
    node.end = static_cast<std::int32_t>(document.nodes.size()) + 1;
    decode::setKey(document, node, key);
    decode::setValue(document, node, value);
    document.nodes.push_back(node);
}

} // namespace

decode::Document documentOfHead(const http::HeadView& head)
{
    decode::Document document;
    document.format = decode::Format::Form; // named fields, in an order that is kept
    document.nodes.emplace_back();
    document.nodes.front().type = decode::NodeType::Object;
    add(document, "method", head.method);
    add(document, "target", head.target);
    add(document, "version", head.version);
    for (const http::Header& header : head.headers)
        add(document, header.name, header.value);
    document.nodes.front().childCount = static_cast<std::int32_t>(document.nodes.size()) - 1;
    document.nodes.front().end = static_cast<std::int32_t>(document.nodes.size());
    return document;
}

} // namespace hookloupe::compare
