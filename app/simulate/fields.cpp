// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/fields.h"

#include "base/text.h"

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
        const auto open = jsonTemplate.find("{{");
        const auto close = open == std::string_view::npos ? open : jsonTemplate.find("}}", open);
        if (close == std::string_view::npos)
            return out.append(jsonTemplate);
        out += jsonTemplate.substr(0, open);
        if (const auto field = fields.find(jsonTemplate.substr(open + 2, close - open - 2)); field != fields.end())
            out += jsonEscaped(field->second);
        jsonTemplate.remove_prefix(close + 2);
    }
}

} // namespace hookloupe::simulate
