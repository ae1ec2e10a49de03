// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace hookloupe::speckle {

/// A Speckle body as a tree that starts at the payload, whichever the dialect. Of equal keys the first
/// counts.
class PayloadTree {
public:
    static constexpr std::int32_t none = -1;

    explicit PayloadTree(std::string_view content);

    [[nodiscard]] const decode::Document& document() const { return m_document; }
    /// The payload object; none if the body can't be read as JSON.
    [[nodiscard]] std::int32_t payload() const { return m_payload; }
    [[nodiscard]] const decode::Node& node(std::int32_t index) const
    {
        return m_document.nodes[static_cast<std::size_t>(index)];
    }
    [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(m_document.nodes.size()); }
    [[nodiscard]] bool isObject(std::int32_t index) const;
    /// The first member of that name; none if there is none or `object` is not an object.
    [[nodiscard]] std::int32_t member(std::int32_t object, std::string_view key) const;
    /// The first child, or none; and the next sibling below `parent`, or none.
    [[nodiscard]] std::int32_t firstChild(std::int32_t parent) const;
    [[nodiscard]] std::int32_t nextChild(std::int32_t parent, std::int32_t child) const;
    [[nodiscard]] std::string_view key(std::int32_t index) const { return m_document.key(node(index)); }
    [[nodiscard]] std::string_view value(std::int32_t index) const { return m_document.value(node(index)); }
    [[nodiscard]] std::string_view wireText(std::int32_t index) const; ///< the value's token
    /// The same for showing: long ones are cut with "…".
    [[nodiscard]] std::string token(std::int32_t index) const;
    /// "payload.user.avatar", "payload.webhook.triggers[0]"
    [[nodiscard]] std::string path(std::int32_t index) const;

private:
    decode::Document m_document;
    std::int32_t m_payload = none;
};

} // namespace hookloupe::speckle
