// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "decode/decoder.h"

#include <algorithm>
#include <optional>

namespace hookloupe::decode {

namespace {

constexpr std::size_t longestBoundary = 70; // RFC 2046 section 5.1.1

/// A delimiter line: where it starts (with the line break before it, which belongs to it), and where the next
/// line starts.
struct Delimiter {
    std::size_t start;
    std::size_t next;
    bool last;
};

std::optional<Delimiter> findDelimiter(std::string_view text, std::string_view dashBoundary, std::size_t from)
{
    for (std::size_t at = text.find(dashBoundary, from); at != std::string_view::npos;
         at = text.find(dashBoundary, at + 1)) {
        if (at > 0 && text[at - 1] != '\n')
            continue;
        std::size_t end = at + dashBoundary.size();
        const bool last = text.substr(end, 2) == "--";
        if (last)
            end += 2;
        while (end < text.size() && (text[end] == ' ' || text[end] == '\t'))
            ++end;
        if (end < text.size() && text[end] != '\r' && text[end] != '\n')
            continue;
        std::size_t start = at;
        if (start > from && text[start - 1] == '\n')
            --start;
        if (start > from && text[start - 1] == '\r')
            --start;
        const std::size_t lineEnd = text.find('\n', end);
        return Delimiter{start, lineEnd == std::string_view::npos ? text.size() : lineEnd + 1, last};
    }
    return std::nullopt;
}

/// False: its header lines are too many, and the first ones alone are there.
bool addPart(Document& document, const DecodeLimits& limits, std::size_t start, std::size_t end)
{
    const std::string_view text = document.text;
    Node part;
    part.type = NodeType::Part;
    std::string_view disposition;
    std::vector<Node> fields;
    bool whole = true;
    std::size_t at = start;
    while (at < end) {
        const std::size_t lineEnd = std::min(text.find('\n', at), end);
        std::string_view line = text.substr(at, lineEnd - at);
        const std::size_t next = std::min(lineEnd + 1, end);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty()) {
            at = next;
            break;
        }
        whole = document.nodes.size() + fields.size() + 1 < limits.nodes;
        if (!whole)
            break;
        const std::size_t colon = std::min(line.find(':'), line.size());
        Node field;
        field.type = NodeType::Field;
        const std::string_view name = line.substr(0, colon);
        const std::string_view value = trimmedOws(line.substr(std::min(colon + 1, line.size())));
        field.keyOffset = static_cast<std::uint32_t>(at);
        field.keyLength = static_cast<std::uint32_t>(colon);
        field.offset = static_cast<std::uint32_t>(value.data() - text.data());
        field.length = static_cast<std::uint32_t>(value.size());
        if (disposition.empty() && equalsIgnoreCase(name, "Content-Disposition"))
            disposition = value;
        fields.push_back(field);
        at = next;
    }
    setKey(document, part, parseMediaType(disposition).parameter("name"));
    part.offset = static_cast<std::uint32_t>(at);
    part.length = static_cast<std::uint32_t>(end - at);
    const std::int32_t index = addNode(document, part, 0);
    for (const Node& field : fields)
        addNode(document, field, index);
    closeNode(document, index);
    return whole;
}

} // namespace

bool decodeMultipart(const MediaType& type, const DecodeLimits& limits, Document& document)
{
    if (!type.name.starts_with("multipart/"))
        return false;
    document.format = Format::Multipart;
    const std::string_view boundary = type.parameter("boundary");
    if (boundary.empty() || boundary.size() > longestBoundary) {
        setProblem(document, Problem::MultipartSyntax, 0, "Content-Type names no usable boundary");
        return true;
    }
    const std::string dashBoundary = "--" + std::string(boundary);
    auto delimiter = findDelimiter(document.text, dashBoundary, 0);
    if (!delimiter) {
        setProblem(document, Problem::MultipartSyntax, 0, "the boundary of Content-Type is not in the body");
        return true;
    }
    Node root;
    root.type = NodeType::Array;
    root.length = static_cast<std::uint32_t>(document.text.size());
    addNode(document, root, -1);
    while (delimiter && !delimiter->last) {
        const std::size_t start = delimiter->next;
        bool whole = document.nodes.size() < limits.nodes;
        if (whole) {
            delimiter = findDelimiter(document.text, dashBoundary, start);
            whole = addPart(document, limits, start, delimiter ? delimiter->start : document.text.size());
        }
        if (!whole) {
            setProblem(document, Problem::MultipartSyntax, start, "more than " + std::to_string(limits.nodes) + " parts and fields");
            break;
        }
    }
    closeNode(document, 0);
    if (!delimiter && document.problem == Problem::None)
        setProblem(document, Problem::MultipartSyntax, document.text.size(),
                   "the closing boundary is missing");
    return true;
}

} // namespace hookloupe::decode
