// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/body_template.h"

#include "base/text.h"
#include "capture/endpoint.h"
#include "decode/document.h"
#include "decode/media_type.h"

#include <charconv>

namespace hookloupe::answers {

namespace {

using decode::Document;
using decode::NodeType;

constexpr int deepestInner = 4; ///< JSON in a string in JSON …

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' && i + 2 < text.size() ? fromHex(text.substr(i + 1, 2)) : std::nullopt;
        if (byte) {
            out += *byte;
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::string queryValue(std::string_view target, std::string_view name)
{
    const auto mark = target.find('?');
    std::string_view query = mark == std::string_view::npos ? std::string_view() : target.substr(mark + 1);
    while (!query.empty()) {
        const auto end = query.find('&');
        const auto parameter = query.substr(0, end);
        const auto equals = parameter.find('=');
        if (unescaped(parameter.substr(0, equals)) == name)
            return equals == std::string_view::npos ? std::string() : unescaped(parameter.substr(equals + 1));
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
    }
    return {};
}

/// The child of that name, or at that place of an array; -1 if there is none.
std::int32_t childOf(const Document& document, std::int32_t parent, std::string_view name)
{
    const auto& nodes = document.nodes;
    const auto& node = nodes[static_cast<std::size_t>(parent)];
    std::int32_t index = -1;
    if (node.type == NodeType::Array)
        std::from_chars(name.data(), name.data() + name.size(), index);
    std::int32_t place = 0;
    for (std::int32_t child = parent + 1; child < node.end; child = nodes[static_cast<std::size_t>(child)].end, ++place) {
        const bool found = node.type == NodeType::Array ? place == index
                                                        : document.key(nodes[static_cast<std::size_t>(child)]) == name;
        if (found)
            return child;
    }
    return -1;
}

std::string jsonValue(const Document& document, std::string_view path, int depth)
{
    if (document.nodes.empty())
        return {};
    std::int32_t at = 0;
    while (!path.empty()) {
        const auto& node = document.nodes[static_cast<std::size_t>(at)];
        if (node.type == NodeType::String && depth < deepestInner)
            return jsonValue(decode::decode({{"Content-Type", "application/json"}}, document.value(node)), path, depth + 1);
        const auto dot = path.find('.');
        at = childOf(document, at, path.substr(0, dot));
        if (at < 0)
            return {};
        path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    }
    const auto& node = document.nodes[static_cast<std::size_t>(at)];
    const bool nested = node.type == NodeType::Object || node.type == NodeType::Array;
    return std::string(nested ? document.token(node) : document.value(node));
}

/// What a request has, each read when it is first asked for.
class Values {
public:
    explicit Values(const http::Request& request) : m_request(request) {}

    std::string of(std::string_view field)
    {
        const http::RequestHead& head = m_request.head;
        if (field == "method")
            return head.method;
        if (field == "target")
            return head.target;
        if (field == "path")
            return std::string(pathOfTarget(head.target));
        if (field == "body")
            return m_request.content();
        if (field.starts_with("query."))
            return queryValue(head.target, field.substr(6));
        if (field.starts_with("header."))
            return std::string(http::headerValue(head.headers, field.substr(7)).value_or(""));
        if (!m_document)
            m_document = decode::decode({{"Content-Type", jsonType()}}, m_request.content());
        if (m_document->problem == decode::Problem::NotUtf8) // read once more: a bad byte spoils its own value alone
            m_document = decode::decode({{"Content-Type", "application/json"}}, validUtf8(m_document->text));
        return jsonValue(*m_document, field.substr(5), 0); // of a body that cannot be read there are no nodes
    }

private:
    /// JSON whatever the request says, in the charset it says.
    [[nodiscard]] std::string jsonType() const
    {
        const auto type = decode::parseMediaType(http::headerValue(m_request.head.headers, "Content-Type").value_or(""));
        const std::string_view charset = type.parameter("charset");
        return charset.empty() ? "application/json" : "application/json; charset=\"" + std::string(charset) + '"';
    }

    const http::Request& m_request;
    std::optional<Document> m_document;
};

bool isField(std::string_view field)
{
    for (const std::string_view whole : {"method", "target", "path", "body"}) {
        if (field == whole)
            return true;
    }
    for (const std::string_view start : {"query.", "header.", "json."}) {
        if (field.starts_with(start) && field.size() > start.size())
            return true;
    }
    return false;
}

/// Calls `text` and `field` for the parts in order; stops if one of them says so. False if a {{ is not closed.
template <typename Text, typename Field>
bool walk(std::string_view all, const Text& text, const Field& field)
{
    for (;;) {
        const auto begin = all.find("{{");
        if (!text(all.substr(0, begin)) || begin == std::string_view::npos)
            return true;
        const auto end = all.find("}}", begin + 2);
        if (end == std::string_view::npos)
            return false;
        if (!field(trimmedOws(all.substr(begin + 2, end - begin - 2))))
            return true;
        all.remove_prefix(end + 2);
    }
}

} // namespace

std::optional<TemplateFault> checkTemplate(std::string_view text)
{
    std::optional<TemplateFault> fault;
    const bool closed = walk(
        text, [](std::string_view) { return true; },
        [&](std::string_view field) {
            if (isField(field))
                return true;
            fault = TemplateFault{false, std::string(field)};
            return false;
        });
    return closed ? fault : TemplateFault{true, {}};
}

std::optional<std::string> fillTemplate(std::string_view text, const http::Request& request, std::size_t largest)
{
    std::string out;
    bool fits = true;
    Values values(request);
    const auto add = [&](std::string_view part) {
        fits = part.size() <= largest - out.size();
        if (fits)
            out += part;
        return fits;
    };
    walk(text, add, [&](std::string_view field) { return isField(field) ? add(values.of(field)) : true; });
    return fits ? std::optional(std::move(out)) : std::nullopt;
}

} // namespace hookloupe::answers
