// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "decode/decoder.h"

#include <algorithm>

namespace hookloupe::decode {

namespace {

/// Control characters that text has; others mean binary data.
bool isTextByte(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\x1b';
}

std::size_t firstBadByte(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const auto point = firstCodePoint(text.substr(at));
        if (!point)
            return at;
        at += point->length;
    }
    return at;
}

} // namespace

bool decodeText(const MediaType& type, const DecodeLimits&, Document& document)
{
    const std::string_view text = document.text;
    if (!std::all_of(text.begin(), text.end(), isTextByte))
        return false;
    const std::size_t bad = firstBadByte(text);
    if (bad < text.size() && !type.name.starts_with("text/"))
        return false;
    document.format = Format::Text;
    if (bad < text.size())
        setProblem(document, Problem::NotUtf8, bad, std::string(type.parameter("charset")));
    return true;
}

} // namespace hookloupe::decode
