// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/json_edit.h"

#include "base/text.h"
#include "decode/document.h"
#include "decode/json_string.h"
#include "decode/pretty.h"
#include "simulate/fields.h"
#include "speckle/analysis.h"
#include "speckle/dialect.h"
#include "verify/signing.h"

#include <algorithm>
#include <vector>

namespace hookloupe::ui {

namespace {

constexpr std::string_view white = " \t\r\n";
constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";

/// The text without white space between its tokens, or with that of `json.dumps`.
std::string respaced(std::string_view json, bool spaced)
{
    std::string out;
    out.reserve(json.size());
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '"') {
            std::size_t end = at + 1;
            while (end < json.size() && json[end] != '"' && json[end] != '\n')
                end += json[end] == '\\' ? 2U : 1U;
            end = std::min(end + 1, json.size());
            out += json.substr(at, end - at);
            at = end - 1;
        } else if (white.find(c) == std::string_view::npos) {
            out += c;
            if (spaced && (c == ',' || c == ':'))
                out += ' ';
        }
    }
    return out;
}

/// How a sender writes the characters of a JSON string that could be written in more than one way.
struct EscapeStyle {
    bool asciiOnly = false;
    bool upperHex = false;
    bool slash = false;  ///< "/" as "\/"
};

EscapeStyle styleOf(std::string_view token)
{
    EscapeStyle style;
    bool rawSeen = false;
    for (std::size_t at = 0; at < token.size(); ++at) {
        if (static_cast<unsigned char>(token[at]) >= 0x80)
            rawSeen = true;
        if (token[at] != '\\' || ++at >= token.size())
            continue;
        if (token[at] == '/')
            style.slash = true;
        if (token[at] != 'u')
            continue;
        const std::string_view digits = token.substr(at + 1, 4);
        style.asciiOnly = style.asciiOnly || (digits.substr(0, 2) != "00" || hexValue(digits.size() > 2 ? digits[2] : '0') >= 8);
        style.upperHex = style.upperHex || std::any_of(digits.begin(), digits.end(), [](char c) { return c >= 'A' && c <= 'F'; });
        at += digits.size();
    }
    style.asciiOnly = style.asciiOnly && !rawSeen;
    return style;
}

void appendUnit(std::string& out, char32_t unit, const EscapeStyle& style)
{
    constexpr std::string_view lower = "0123456789abcdef";
    constexpr std::string_view upper = "0123456789ABCDEF";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4)
        out += (style.upperHex ? upper : lower)[unit >> shift & 0xf];
}

std::string escaped(std::string_view text, const EscapeStyle& style)
{
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    while (!text.empty()) {
        const auto point = firstCodePoint(text);
        const std::string_view one = text.substr(0, point ? point->length : 1);
        if (point && point->value >= 0x80 && style.asciiOnly) {
            if (point->value >= 0x10000) {
                appendUnit(out, 0xd800 + ((point->value - 0x10000) >> 10), style);
                appendUnit(out, 0xdc00 + ((point->value - 0x10000) & 0x3ff), style);
            } else {
                appendUnit(out, point->value, style);
            }
        } else if (one == "/" && style.slash) {
            out += "\\/";
        } else if (const std::string plain = simulate::jsonEscaped(one); plain.starts_with("\\u")) {
            appendUnit(out, static_cast<unsigned char>(one.front()), style);
        } else {
            out += plain;
        }
        text.remove_prefix(one.size());
    }
    return out;
}

/// How long the token's part is that stands for a decoded character, or for a pair of surrogates.
std::size_t partLength(std::string_view token)
{
    if (!token.starts_with('\\'))
        return std::max(1U, firstCodePoint(token) ? firstCodePoint(token)->length : 1U);
    if (!token.starts_with("\\u"))
        return 2;
    const auto first = decode::unescapeJson(token.substr(0, 6));
    const bool paired = first && first->loneSurrogate && token.substr(6, 2) == "\\u";
    const auto both = paired ? decode::unescapeJson(token.substr(0, 12)) : std::nullopt;
    return both && !both->loneSurrogate ? 12 : 6;
}

/// Where each character of the decoded text begins, in it and in the token; the ends are listed last.
struct Places {
    std::vector<std::size_t> decoded;
    std::vector<std::size_t> token;
};
Places placesOf(std::string_view token)
{
    Places places;
    std::size_t decoded = 0;
    std::size_t at = 0;
    while (at < token.size()) {
        places.decoded.push_back(decoded);
        places.token.push_back(at);
        const std::size_t length = std::min(partLength(token.substr(at)), token.size() - at);
        const auto part = token[at] == '\\' ? decode::unescapeJson(token.substr(at, length)) : std::nullopt;
        decoded += part ? part->text.size() : length;
        at += length;
    }
    places.decoded.push_back(decoded);
    places.token.push_back(at);
    return places;
}

struct PayloadToken {
    std::size_t begin;
    std::size_t length;
};
std::optional<PayloadToken> payloadString(std::string_view content)
{
    const auto at = speckle::payloadOffset(content);
    const auto token = at ? speckle::stringTokenAt(content, *at) : std::nullopt;
    return token ? std::optional(PayloadToken{*at + 1, token->size()}) : std::nullopt;
}

} // namespace

std::optional<IndentedJson> indented(std::string_view json)
{
    IndentedJson form;
    std::string_view value = json;
    const std::size_t mark = value.starts_with(byteOrderMark) ? byteOrderMark.size() : 0;
    const std::size_t first = value.find_first_not_of(white, mark);
    if (first == std::string_view::npos)
        return std::nullopt;
    const std::size_t last = value.find_last_not_of(white) + 1;
    form.before = value.substr(0, first);
    form.after = value.substr(last);
    value = value.substr(first, last - first);
    const decode::Document document = decode::decode({{"Content-Type", "application/json"}}, value);
    if (document.format != decode::Format::Json || document.problem == decode::Problem::JsonSyntax || document.nodes.empty()
        || document.partial)
        return std::nullopt;
    form.text = decode::prettyText(document, std::string_view::npos);
    for (const bool spaced : {false, true}) {
        form.spaced = spaced;
        if (respaced(form.text, spaced) == value)
            return form;
    }
    return std::nullopt;
}

std::string asSent(const IndentedJson& form, std::string_view text)
{
    return form.before + respaced(text, form.spaced) + form.after;
}

std::optional<std::string> withInner(std::string_view content, std::string_view inner)
{
    const auto place = payloadString(content);
    const auto old = speckle::innerString(content);
    if (!place || !old)
        return std::nullopt;
    if (inner == *old)
        return std::string(content);
    const std::string_view token = content.substr(place->begin, place->length);
    const Places places = placesOf(token);
    const auto same = std::mismatch(old->begin(), old->end(), inner.begin(), inner.end());
    const auto begun = static_cast<std::size_t>(same.first - old->begin());
    std::size_t ended = 0;
    while (ended < old->size() - begun && ended < inner.size() - begun
           && (*old)[old->size() - 1 - ended] == inner[inner.size() - 1 - ended])
        ++ended;
    // To whole characters, in the direction that keeps less.
    const auto first = std::upper_bound(places.decoded.begin(), places.decoded.end(), begun) - 1;
    const auto last = std::lower_bound(places.decoded.begin(), places.decoded.end(), old->size() - ended);
    const std::size_t keptEnd = old->size() - *last;
    std::string out(content.substr(0, place->begin));
    out += token.substr(0, places.token[static_cast<std::size_t>(first - places.decoded.begin())]);
    out += escaped(inner.substr(*first, inner.size() - keptEnd - *first), styleOf(token));
    out += token.substr(places.token[static_cast<std::size_t>(last - places.decoded.begin())]);
    return out += content.substr(place->begin + place->length);
}

std::optional<std::string> inDialect(std::string_view content, Dialect dialect)
{
    const Dialect now = speckle::dialectOf(content);
    if (now == dialect || dialect == Dialect::None)
        return std::string(content);
    if (now == Dialect::None)
        return std::nullopt;
    const std::size_t at = *speckle::payloadOffset(content);
    if (dialect == Dialect::String) {
        const std::string_view object = verify::payloadObject(content) ? content.substr(at, verify::payloadObject(content)->size())
                                                                       : std::string_view();
        if (object.empty())
            return std::nullopt;
        return std::string(content.substr(0, at)) + '"' + simulate::jsonEscaped(object) + '"'
            + std::string(content.substr(at + object.size()));
    }
    const auto inner = speckle::innerString(content);
    const auto place = payloadString(content);
    if (!inner || !place || !inner->starts_with('{'))
        return std::nullopt;
    return std::string(content.substr(0, at)) + *inner + std::string(content.substr(place->begin + place->length + 1));
}

} // namespace hookloupe::ui
