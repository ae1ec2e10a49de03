// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/document.h"

#include <algorithm>

namespace hookloupe::decode {

namespace {

constexpr std::size_t indentWidth = 2;
/// From here on deeper levels share one indent: a thousand levels would otherwise take a million spaces.
constexpr std::size_t deepestIndent = 64;

/// Where a string token can be cut at or before `limit` without splitting an escape or a character.
std::size_t safeCut(std::string_view token, std::size_t limit)
{
    std::size_t at = 0;
    while (at < limit) {
        std::size_t step = 1;
        if (token[at] == '\\')
            step = token.substr(at, 2) == "\\u" ? 6 : 2;
        else
            while (at + step < token.size() && (static_cast<unsigned char>(token[at + step]) & 0xc0) == 0x80)
                ++step;
        if (at + step > limit)
            break;
        at += step;
    }
    return at;
}

class JsonPrinter {
public:
    JsonPrinter(const Document& document, std::size_t longestString)
        : m_document(document), m_text(document.text), m_longest(longestString)
    {
    }

    std::string print()
    {
        m_out.reserve(m_text.size() + m_text.size() / 2);
        for (std::size_t i = 0; i < m_document.nodes.size(); ++i) {
            const Node& node = m_document.nodes[i];
            closeUntil(static_cast<std::int32_t>(i));
            if (node.parent >= 0)
                m_out += m_fresh ? "" : ",";
            if (!m_open.empty())
                newLine();
            m_fresh = false;
            if (node.keyLength > 0) {
                token(node.keyOffset, node.keyLength, true);
                m_out += ": ";
            }
            if (node.type == NodeType::Object || node.type == NodeType::Array) {
                m_out += node.type == NodeType::Object ? '{' : '[';
                m_open.push_back(static_cast<std::int32_t>(i));
                m_fresh = true;
            } else {
                token(node.offset, node.length, node.type == NodeType::String);
            }
        }
        closeUntil(static_cast<std::int32_t>(m_document.nodes.size()));
        return std::move(m_out);
    }

private:
    void closeUntil(std::int32_t next)
    {
        while (!m_open.empty()) {
            const Node& node = m_document.nodes[static_cast<std::size_t>(m_open.back())];
            if (node.end > next)
                return;
            m_open.pop_back();
            if (node.childCount > 0)
                newLine();
            m_out += node.type == NodeType::Object ? '}' : ']';
            m_fresh = false;
        }
    }

    void newLine()
    {
        m_out += '\n';
        m_out.append(std::min(m_open.size(), deepestIndent) * indentWidth, ' ');
    }

    void token(std::size_t offset, std::size_t length, bool string)
    {
        const std::string_view wire = m_text.substr(offset, length);
        if (!string || length <= m_longest + 2) {
            m_out += wire;
            return;
        }
        const std::size_t end = safeCut(wire, m_longest + 1);
        m_out += wire.substr(0, end);
        m_out += "⟪… " + std::to_string(length - 1 - end) + " B⟫\"";
    }

    const Document& m_document;
    std::string_view m_text;
    std::size_t m_longest;
    std::string m_out;
    std::vector<std::int32_t> m_open;
    bool m_fresh = true;
};

/// One field a line, its ampersand first.
std::string prettyForm(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        if (c == '&')
            out += '\n';
        out += c;
    }
    return out;
}

} // namespace

std::string prettyText(const Document& document, std::size_t longestString)
{
    switch (document.format) {
    case Format::Json:
        if (!document.nodes.empty())
            return JsonPrinter(document, longestString).print();
        return document.text;
    case Format::Form:
        return prettyForm(document.text);
    case Format::Empty:
    case Format::Multipart:
    case Format::Xml:
    case Format::Text:
    case Format::Binary:
        return document.text; // white space may mean something here
    }
    return document.text;
}

} // namespace hookloupe::decode
