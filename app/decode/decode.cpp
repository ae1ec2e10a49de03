// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/charset.h"
#include "decode/content_coding.h"
#include "decode/decoder.h"

#include <array>

namespace hookloupe::decode {

namespace {

/// What stands between the quotes of a JSON string; other tokens as they are.
std::string_view unquoted(std::string_view token, bool json)
{
    return json && token.size() >= 2 && token.front() == '"' ? token.substr(1, token.size() - 2) : token;
}

bool isJson(NodeType type)
{
    return type <= NodeType::Null;
}

std::int32_t keep(Document& document, std::string_view text)
{
    document.texts.emplace_back(text);
    return static_cast<std::int32_t>(document.texts.size()) - 1;
}

/// Of what is no text by its type, the first bytes mean something else.
bool mayBeText(const MediaType& type)
{
    const std::string_view name = type.name;
    return name.empty() || name.starts_with("text/") || name.ends_with("/json") || name.ends_with("+json") || name.ends_with("/xml")
        || name.ends_with("+xml") || name == "application/x-www-form-urlencoded";
}

Charset charsetFor(const MediaType& type, std::string_view text)
{
    return mayBeText(type) ? charsetOf(text, type.parameter("charset")) : Charset::Utf8;
}

MediaType typeOf(const http::Headers& headers)
{
    return parseMediaType(http::headerValue(headers, "Content-Type").value_or(""));
}

void undoCharset(const MediaType& type, Document& document)
{
    const Charset charset = charsetFor(type, document.text);
    if (charset == Charset::Utf8)
        return;
    document.text = toUtf8(document.text, charset);
    document.charset = nameOf(charset);
}

/// Takes everything: the bytes are shown as they are.
bool decodeBinary(const MediaType&, const DecodeLimits&, Document& document)
{
    document.format = Format::Binary;
    return true;
}

constexpr std::array decoders{
    Decoder{Format::Multipart, 60, decodeMultipart},
    Decoder{Format::Json, 50, decodeJson},
    Decoder{Format::Xml, 40, decodeXml},
    Decoder{Format::Form, 30, decodeForm},
    Decoder{Format::Text, 20, decodeText},
    Decoder{Format::Binary, 0, decodeBinary},
};

} // namespace

std::span<const Decoder> registry()
{
    return decoders;
}

Document decode(const http::Headers& headers, std::string_view content, const DecodeLimits& limits)
{
    Document document;
    if (content.empty())
        return document;
    undoContentCodings(headers, content, limits, document);
    if (document.text.empty())
        return document;
    // A body that could not be unpacked whole is no whole document of any format.
    if (document.problem == Problem::None) {
        const MediaType type = typeOf(headers);
        undoCharset(type, document);
        for (const Decoder& decoder : registry()) {
            if (decoder.decode(type, limits, document))
                return document;
        }
    }
    if (!decodeText({}, limits, document))
        document.format = Format::Binary;
    return document;
}

bool isOtherCharset(const http::Headers& headers, std::string_view content)
{
    return charsetFor(typeOf(headers), content) != Charset::Utf8;
}

std::string_view Document::key(const Node& node) const
{
    if (node.keyText >= 0)
        return texts[static_cast<std::size_t>(node.keyText)];
    return unquoted(std::string_view(text).substr(node.keyOffset, node.keyLength), isJson(node.type));
}

std::string_view Document::value(const Node& node) const
{
    if (node.valueText >= 0)
        return texts[static_cast<std::size_t>(node.valueText)];
    if (node.type == NodeType::Object || node.type == NodeType::Array || node.type == NodeType::Element)
        return {};
    return unquoted(token(node), isJson(node.type));
}

std::string_view Document::token(const Node& node) const
{
    return std::string_view(text).substr(node.offset, node.length);
}

void setKey(Document& document, Node& node, std::string_view key)
{
    if (document.key(node) != key)
        node.keyText = keep(document, key);
}

void setValue(Document& document, Node& node, std::string_view value)
{
    if (document.value(node) != value)
        node.valueText = keep(document, value);
}

std::int32_t addNode(Document& document, Node node, std::int32_t parent)
{
    const auto index = static_cast<std::int32_t>(document.nodes.size());
    node.parent = parent;
    node.end = index + 1;
    document.nodes.push_back(std::move(node));
    if (parent >= 0)
        ++document.nodes[static_cast<std::size_t>(parent)].childCount;
    return index;
}

void closeNode(Document& document, std::int32_t node)
{
    document.nodes[static_cast<std::size_t>(node)].end = static_cast<std::int32_t>(document.nodes.size());
}

char firstByte(std::string_view text)
{
    const std::size_t at = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    return at == std::string_view::npos ? '\0' : text[at];
}

void setProblem(Document& document, Problem problem, std::size_t offset, std::string detail)
{
    document.problem = problem;
    document.problemOffset = offset;
    document.problemDetail = std::move(detail);
}

} // namespace hookloupe::decode
