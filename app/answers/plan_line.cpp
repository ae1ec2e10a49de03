// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/plan_line.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace hookloupe::answers {

namespace {

constexpr std::array<std::pair<char, char>, 5> escapes{{{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'"', '"'}, {'\\', '\\'}}};

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

PlanError faultAt(PlanFault fault, std::string_view text)
{
    return {fault, 0, std::string(text), 0, 0};
}

/// Reads from behind the opening quote to behind the closing one.
std::optional<PlanError> readQuoted(std::string_view& rest, std::string& value)
{
    const std::string_view all = rest;
    while (!rest.empty()) {
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == '"')
            return std::nullopt;
        if (c != '\\') {
            value += c;
            continue;
        }
        if (rest.empty())
            break;
        const char code = rest.front();
        const auto known = std::find_if(escapes.begin(), escapes.end(), [code](auto e) { return e.first == code; });
        if (known != escapes.end()) {
            value += known->second;
            rest.remove_prefix(1);
        } else if (const auto byte = code == 'x' ? fromHex(rest.substr(1, 2)) : std::nullopt; byte && byte->size() == 1) {
            value += *byte;
            rest.remove_prefix(3);
        } else {
            return faultAt(PlanFault::BadEscape, "\\" + std::string(rest.substr(0, code == 'x' ? 3 : 1)));
        }
    }
    return faultAt(PlanFault::QuoteOpen, all.substr(0, 40));
}

} // namespace

std::optional<PlanError> splitLine(std::string_view line, std::vector<Word>& words)
{
    for (;;) {
        while (!line.empty() && isBlank(line.front()))
            line.remove_prefix(1);
        if (line.empty() || line.front() == '#')
            return std::nullopt;
        Word word;
        const auto end = std::min(line.find_first_of(" \t=\""), line.size());
        word.name = line.substr(0, end);
        line.remove_prefix(end);
        if (word.name.empty())
            return faultAt(PlanFault::UnknownOption, line.substr(0, 40));
        if (!line.empty() && line.front() == '=') {
            word.hasValue = true;
            line.remove_prefix(1);
            if (!line.empty() && line.front() == '"') {
                line.remove_prefix(1);
                if (auto fault = readQuoted(line, word.value))
                    return fault;
            } else {
                const auto stop = std::min(line.find_first_of(" \t"), line.size());
                word.value = line.substr(0, stop);
                line.remove_prefix(stop);
            }
        }
        if (!line.empty() && !isBlank(line.front()))
            return faultAt(PlanFault::UnknownOption, word.name + std::string(line.substr(0, 40)));
        words.push_back(std::move(word));
    }
}

std::string quoted(std::string_view value)
{
    const bool plain = !value.empty() && isUtf8(value) && value.front() != '"'
        && std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != 0x7f; });
    if (plain)
        return std::string(value);
    std::string out = "\"";
    while (!value.empty()) {
        const char c = value.front();
        const auto known = std::find_if(escapes.begin(), escapes.end(), [c](auto e) { return e.second == c; });
        const auto point = firstCodePoint(value);
        std::size_t taken = 1;
        if (known != escapes.end()) {
            out += '\\';
            out += known->first;
        } else if (!point || point->value < 0x20 || point->value == 0x7f) {
            out += "\\x" + toHex(value.substr(0, 1));
        } else {
            taken = point->length;
            out += value.substr(0, taken);
        }
        value.remove_prefix(taken);
    }
    return out + '"';
}

} // namespace hookloupe::answers
