// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "decode/decoder.h"

#include <algorithm>

namespace hookloupe::decode {

namespace {

/// Undoes percent-encoding and '+' (URL Standard, application/x-www-form-urlencoded). A '%' without two hex
/// digits stays as it is; its offset goes to `bad`.
std::string unescapeForm(std::string_view text, std::size_t offset, std::optional<std::size_t>& bad)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '+') {
            out += ' ';
        } else if (text[i] == '%') {
            const auto byte = i + 2 < text.size() ? fromHex(text.substr(i + 1, 2)) : std::nullopt;
            if (byte) {
                out += *byte;
                i += 2;
            } else {
                out += '%';
                if (!bad)
                    bad = offset + i;
            }
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace

bool decodeForm(const MediaType& type, const DecodeLimits& limits, Document& document)
{
    if (type.name != "application/x-www-form-urlencoded")
        return false;
    document.format = Format::Form;
    const std::string_view text = document.text;
    std::optional<std::size_t> bad;
    Node root;
    root.type = NodeType::Object;
    root.length = static_cast<std::uint32_t>(text.size());
    addNode(document, root, -1);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('&', at), text.size());
        const std::string_view pair = text.substr(at, end - at);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (document.nodes.size() >= limits.nodes) {
            setProblem(document, Problem::FormSyntax, at,
                       "more than " + std::to_string(limits.nodes) + " fields");
            break;
        }
        if (!pair.empty()) {
            Node field;
            field.type = NodeType::Field;
            const std::size_t value = at + std::min(equals + 1, pair.size());
            field.keyOffset = static_cast<std::uint32_t>(at);
            field.keyLength = static_cast<std::uint32_t>(equals);
            field.offset = static_cast<std::uint32_t>(value);
            field.length = static_cast<std::uint32_t>(end - value);
            setKey(document, field, unescapeForm(pair.substr(0, equals), at, bad));
            setValue(document, field, unescapeForm(text.substr(value, end - value), value, bad));
            addNode(document, field, 0);
        }
        at = end + 1;
    }
    closeNode(document, 0);
    if (bad && document.problem == Problem::None)
        setProblem(document, Problem::FormSyntax, *bad, "% without two hex digits");
    return true;
}

} // namespace hookloupe::decode
