// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/fields.h"

#include "base/text.h"

#include <algorithm>
#include <optional>

namespace hookloupe::simulate {

namespace {

void appendEscaped(std::string& out, char c)
{
    switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    }
    if (static_cast<unsigned char>(c) < 0x20)
        out += "\\u00" + toHex(std::string_view(&c, 1));
    else
        out += c;
}

struct Place {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view name;
    bool raw = false;
};

std::optional<Place> nextPlace(std::string_view text)
{
    constexpr std::string_view rawMark = ":json";
    const auto open = text.find("{{");
    const auto close = open == std::string_view::npos ? open : text.find("}}", open);
    if (close == std::string_view::npos)
        return std::nullopt;
    Place place{open, close + 2, text.substr(open + 2, close - open - 2)};
    const bool alone = open > 0 && text[open - 1] == '"' && text.substr(place.end).starts_with('"');
    if (alone && place.name.ends_with(rawMark)) {
        place.name.remove_suffix(rawMark.size());
        place.raw = true;
        --place.begin;
        ++place.end;
    }
    return place;
}

} // namespace

std::string jsonEscaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size() + 8);
    for (const char c : text)
        appendEscaped(out, c);
    return out;
}

std::string filled(std::string_view jsonTemplate, const Fields& fields)
{
    std::string out;
    while (true) {
        const auto place = nextPlace(jsonTemplate);
        if (!place)
            return out.append(jsonTemplate);
        out += jsonTemplate.substr(0, place->begin);
        if (const auto field = fields.find(place->name); field != fields.end())
            out += place->raw ? field->second : jsonEscaped(field->second);
        else if (place->raw)
            out += "null";
        jsonTemplate.remove_prefix(place->end);
    }
}

std::vector<std::string> placesIn(std::string_view jsonTemplate)
{
    std::vector<std::string> names;
    while (const auto place = nextPlace(jsonTemplate)) {
        if (std::find(names.begin(), names.end(), place->name) == names.end())
            names.emplace_back(place->name);
        jsonTemplate.remove_prefix(place->end);
    }
    return names;
}

} // namespace hookloupe::simulate
