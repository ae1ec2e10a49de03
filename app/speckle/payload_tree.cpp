// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/payload_tree.h"

#include "speckle/analysis.h"

namespace hookloupe::speckle {

namespace {

constexpr std::size_t longestToken = 2048;

const http::Headers jsonType{{"Content-Type", "application/json"}};

} // namespace

PayloadTree::PayloadTree(std::string_view content)
{
    switch (dialectOf(content)) {
    case Dialect::None:
        return;
    case Dialect::Object:
        m_document = decode::decode(jsonType, content);
        m_payload = m_document.nodes.size() > 1 ? 1 : none; // the first member of the root
        return;
    case Dialect::String:
        if (const auto inner = innerString(content))
            m_document = decode::decode(jsonType, *inner);
        m_payload = m_document.nodes.empty() ? none : 0;
        return;
    }
}

bool PayloadTree::isObject(std::int32_t index) const
{
    return index != none && node(index).type == decode::NodeType::Object;
}

std::int32_t PayloadTree::member(std::int32_t object, std::string_view key) const
{
    if (!isObject(object))
        return none;
    for (std::int32_t child = firstChild(object); child != none; child = nextChild(object, child)) {
        if (this->key(child) == key)
            return child;
    }
    return none;
}

std::int32_t PayloadTree::firstChild(std::int32_t parent) const
{
    return node(parent).childCount > 0 ? parent + 1 : none;
}

std::int32_t PayloadTree::nextChild(std::int32_t parent, std::int32_t child) const
{
    const std::int32_t next = node(child).end;
    return next < node(parent).end ? next : none;
}

std::string_view PayloadTree::wireText(std::int32_t index) const
{
    return m_document.token(node(index));
}

std::string PayloadTree::token(std::int32_t index) const
{
    const std::string_view whole = wireText(index);
    if (whole.size() <= longestToken)
        return std::string(whole);
    std::size_t end = longestToken;
    while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xc0) == 0x80)
        --end;
    return std::string(whole.substr(0, end)) + "…";
}

std::string PayloadTree::path(std::int32_t index) const
{
    std::string path;
    for (std::int32_t at = index; at != m_payload && at != none; at = node(at).parent) {
        const std::int32_t parent = node(at).parent;
        if (parent != none && node(parent).type == decode::NodeType::Array) {
            int position = 0;
            for (std::int32_t item = firstChild(parent); item != at && item != none;
                 item = nextChild(parent, item))
                ++position;
            path = "[" + std::to_string(position) + "]" + path;
        } else {
            path = "." + std::string(key(at)) + path;
        }
    }
    return "payload" + path;
}

} // namespace hookloupe::speckle
