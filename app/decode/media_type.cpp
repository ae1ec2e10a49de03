// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/media_type.h"

#include "base/text.h"

#include <algorithm>

namespace hookloupe::decode {

namespace {

constexpr std::size_t mostParameters = 64;

std::string lowered(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return out;
}

/// Takes a quoted string or a token from the front of `rest`, up to the next semicolon outside of quotes.
std::string takeValue(std::string_view& rest)
{
    std::string value;
    rest = trimmedOws(rest);
    if (rest.starts_with('"')) {
        std::size_t i = 1;
        for (; i < rest.size() && rest[i] != '"'; ++i) {
            if (rest[i] == '\\' && i + 1 < rest.size())
                ++i;
            value += rest[i];
        }
        rest.remove_prefix(std::min(i + 1, rest.size()));
        rest.remove_prefix(std::min(rest.find(';'), rest.size()));
        return value;
    }
    const std::size_t end = std::min(rest.find(';'), rest.size());
    value = trimmedOws(rest.substr(0, end));
    rest.remove_prefix(end);
    return value;
}

} // namespace

std::string_view MediaType::parameter(std::string_view lowerCaseName) const
{
    const auto found = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const Parameter& one) { return one.name == lowerCaseName; });
    return found == parameters.end() ? std::string_view() : found->value;
}

MediaType parseMediaType(std::string_view fieldValue)
{
    MediaType type;
    const std::size_t end = std::min(fieldValue.find(';'), fieldValue.size());
    type.name = lowered(trimmedOws(fieldValue.substr(0, end)));
    fieldValue.remove_prefix(end);
    while (!fieldValue.empty() && type.parameters.size() < mostParameters) {
        fieldValue.remove_prefix(1); // the semicolon
        const std::size_t stop = std::min(fieldValue.find_first_of("=;"), fieldValue.size());
        MediaType::Parameter parameter{lowered(trimmedOws(fieldValue.substr(0, stop))), {}};
        fieldValue.remove_prefix(stop);
        if (fieldValue.starts_with('=')) {
            fieldValue.remove_prefix(1);
            parameter.value = takeValue(fieldValue);
        }
        if (!parameter.name.empty())
            type.parameters.push_back(std::move(parameter));
    }
    return type;
}

} // namespace hookloupe::decode
