// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/pretty.h"

#include <algorithm>

namespace hookloupe::decode {

namespace {

constexpr std::size_t indentWidth = 2;
/// From here on deeper levels share one indent: a thousand levels would otherwise take a million spaces.
constexpr std::size_t deepestIndent = 64;
constexpr std::string_view afterKey = ": ";

bool isContainer(const Node& node)
{
    return node.type == NodeType::Object || node.type == NodeType::Array;
}

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

/// A token as it is printed: the first `kept` bytes of it, then `mark`.
struct Printed {
    std::size_t kept = 0;
    std::string mark;
    [[nodiscard]] std::size_t size() const { return kept + mark.size(); }
};

Printed printed(std::string_view token, bool string, std::size_t longest)
{
    if (!string || token.size() - 2 <= longest)
        return {token.size(), {}};
    const std::size_t end = safeCut(token, longest + 1);
    return {end, "⟪… " + std::to_string(token.size() - 1 - end) + " B⟫\""};
}

Printed printedKey(const Document& document, const Node& node, std::size_t longest)
{
    return printed(std::string_view(document.text).substr(node.keyOffset, node.keyLength), true, longest);
}

Printed printedValue(const Document& document, const Node& node, std::size_t longest)
{
    if (isContainer(node))
        return {1, {}};
    return printed(document.token(node), node.type == NodeType::String, longest);
}

class JsonPrinter {
public:
    JsonPrinter(const Document& document, std::size_t longestString) : m_document(document)
    {
        m_out.longestString = longestString;
    }

    PrettyText print()
    {
        m_out.text.reserve(m_document.text.size() + m_document.text.size() / 2);
        m_out.places.reserve(m_document.nodes.size());
        for (std::size_t i = 0; i < m_document.nodes.size(); ++i) {
            const Node& node = m_document.nodes[i];
            closeUntil(static_cast<std::int32_t>(i));
            if (node.parent >= 0)
                m_out.text += m_fresh ? "" : ",";
            if (!m_open.empty())
                newLine();
            m_fresh = false;
            m_out.places.push_back(here());
            if (node.keyLength > 0) {
                add(std::string_view(m_document.text).substr(node.keyOffset), printedKey(m_document, node, longest()));
                m_out.text += afterKey;
            }
            if (isContainer(node)) {
                open(node, static_cast<std::int32_t>(i));
            } else {
                add(m_document.token(node), printedValue(m_document, node, longest()));
            }
        }
        closeUntil(static_cast<std::int32_t>(m_document.nodes.size()));
        return std::move(m_out);
    }

private:
    /// An open container; `fold` is its place in the folds, -1 if it is empty.
    struct Open {
        std::int32_t node;
        std::int32_t fold;
    };

    [[nodiscard]] std::size_t longest() const { return m_out.longestString; }
    [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(m_out.text.size()); }

    void open(const Node& node, std::int32_t number)
    {
        m_out.text += node.type == NodeType::Object ? '{' : '[';
        m_fresh = true;
        if (node.childCount == 0) {
            m_open.push_back({number, -1});
            return;
        }
        m_open.push_back({number, static_cast<std::int32_t>(m_out.folds.size())});
        m_out.folds.push_back({here(), here(), number});
    }

    void closeUntil(std::int32_t next)
    {
        while (!m_open.empty()) {
            const Open closed = m_open.back();
            const Node& node = m_document.nodes[static_cast<std::size_t>(closed.node)];
            if (node.end > next)
                return;
            m_open.pop_back();
            if (closed.fold >= 0) {
                newLine();
                m_out.folds[static_cast<std::size_t>(closed.fold)].end = here();
            }
            m_out.text += node.type == NodeType::Object ? '}' : ']';
            m_fresh = false;
        }
    }

    void newLine()
    {
        m_out.text += '\n';
        m_out.text.append(std::min(m_open.size(), deepestIndent) * indentWidth, ' ');
    }

    void add(std::string_view token, const Printed& as)
    {
        m_out.text += token.substr(0, as.kept);
        m_out.text += as.mark;
        m_out.cut = m_out.cut || !as.mark.empty();
    }

    const Document& m_document;
    PrettyText m_out;
    std::vector<Open> m_open;
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

TokenKind kindOf(NodeType type)
{
    switch (type) {
    case NodeType::String:
        return TokenKind::String;
    case NodeType::Number:
        return TokenKind::Number;
    case NodeType::True:
    case NodeType::False:
    case NodeType::Null:
        return TokenKind::Literal;
    case NodeType::Object:
    case NodeType::Array:
    case NodeType::Element:
    case NodeType::Attribute:
    case NodeType::Field:
    case NodeType::Part:
        break;
    }
    return TokenKind::Punctuation;
}

} // namespace

PrettyText prettyLayout(const Document& document, std::size_t longestString)
{
    PrettyText own;
    switch (document.format) {
    case Format::Json:
        if (!document.nodes.empty() && !document.partial)
            return JsonPrinter(document, longestString).print();
        break;
    case Format::Form:
        own.text = prettyForm(document.text);
        return own;
    case Format::Empty:
    case Format::Multipart:
    case Format::Xml:
    case Format::Text:
    case Format::Binary:
        break; // white space may mean something here
    }
    own.text = document.text;
    return own;
}

std::string prettyText(const Document& document, std::size_t longestString)
{
    return prettyLayout(document, longestString).text;
}

std::int32_t nodeAt(const PrettyText& pretty, std::size_t offset)
{
    const auto after = std::upper_bound(pretty.places.begin(), pretty.places.end(), offset);
    return static_cast<std::int32_t>(after - pretty.places.begin()) - 1;
}

PrettyPlace placeOf(const Document& document, const PrettyText& pretty, std::int32_t number)
{
    const auto at = static_cast<std::size_t>(number);
    if (number < 0 || at >= pretty.places.size())
        return {};
    const Node& node = document.nodes[at];
    std::size_t begin = pretty.places[at];
    if (node.keyLength > 0)
        begin += printedKey(document, node, pretty.longestString).size() + afterKey.size();
    return {begin, begin + printedValue(document, node, pretty.longestString).size()};
}

std::vector<TokenRun> tokenRuns(const Document& document, const PrettyText& pretty, std::size_t begin, std::size_t end)
{
    std::vector<TokenRun> runs;
    if (pretty.places.empty() || begin >= end)
        return runs;
    const auto add = [&](std::size_t from, std::size_t to, TokenKind kind) {
        if (to <= begin || from >= end)
            return;
        runs.push_back({std::max(from, begin), kind});
    };
    const auto first = static_cast<std::size_t>(std::max(nodeAt(pretty, begin), 0));
    add(begin, std::max<std::size_t>(pretty.places[first], begin), TokenKind::Punctuation);
    for (std::size_t i = first; i < pretty.places.size() && pretty.places[i] < end; ++i) {
        const Node& node = document.nodes[i];
        const PrettyPlace value = placeOf(document, pretty, static_cast<std::int32_t>(i));
        const std::size_t next = i + 1 < pretty.places.size() ? pretty.places[i + 1] : pretty.text.size();
        if (node.keyLength > 0) {
            add(pretty.places[i], value.begin - afterKey.size(), TokenKind::Key);
            add(value.begin - afterKey.size(), value.begin, TokenKind::Punctuation);
        }
        add(value.begin, value.end, kindOf(node.type));
        add(value.end, next, TokenKind::Punctuation);
    }
    return runs;
}

} // namespace hookloupe::decode
