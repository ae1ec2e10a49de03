// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/host.h"

#include "base/text.h"
#include "http/syntax.h"

#include <algorithm>
#include <cstddef>

namespace hookloupe::http {

namespace {

constexpr int maxPort = 65535;

bool isUnreservedOrSubDelim(char c)
{
    constexpr std::string_view marks = "-._~!$&'()*+,;=";
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || marks.find(c) != std::string_view::npos;
}

bool isRegisteredName(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || hexValue(text[i + 1]) < 0 || hexValue(text[i + 2]) < 0)
                return false;
            i += 2;
        } else if (!isUnreservedOrSubDelim(text[i])) {
            return false;
        }
    }
    return !text.empty();
}

/// Four decimal octets without leading zeros.
bool isIpv4(std::string_view text)
{
    for (int part = 0; part < 4; ++part) {
        std::size_t digits = 0;
        int value = 0;
        while (digits < text.size() && digits < 4 && isDigit(text[digits]))
            value = value * 10 + (text[digits++] - '0');
        if (digits == 0 || digits > 3 || value > 255 || (digits > 1 && text[0] == '0'))
            return false;
        text.remove_prefix(digits);
        if (part < 3) {
            if (!text.starts_with('.'))
                return false;
            text.remove_prefix(1);
        }
    }
    return text.empty();
}

/// Number of 16-bit groups in a colon-separated list; -1 if it is none. The last may be an IPv4 address (two groups).
int groupCount(std::string_view text, bool ipv4MayEnd)
{
    if (text.empty())
        return 0;
    int groups = 0;
    for (;;) {
        const auto colon = text.find(':');
        const auto group = text.substr(0, colon);
        const bool last = colon == std::string_view::npos;
        if (last && ipv4MayEnd && isIpv4(group))
            return groups + 2;
        const bool hex = std::all_of(group.begin(), group.end(), [](char c) { return hexValue(c) >= 0; });
        if (group.empty() || group.size() > 4 || !hex)
            return -1;
        ++groups;
        if (last)
            return groups;
        text.remove_prefix(colon + 1);
    }
}

bool isIpv6(std::string_view text)
{
    const auto gap = text.find("::");
    if (gap == std::string_view::npos)
        return groupCount(text, true) == 8;
    const int before = groupCount(text.substr(0, gap), false);
    const int after = groupCount(text.substr(gap + 2), true);
    return before >= 0 && after >= 0 && before + after <= 7;
}

/// "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
bool isFutureAddress(std::string_view text)
{
    if (!text.starts_with('v') && !text.starts_with('V'))
        return false;
    const auto dot = text.find('.');
    if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size())
        return false;
    const auto version = text.substr(1, dot - 1);
    const auto address = text.substr(dot + 1);
    return std::all_of(version.begin(), version.end(), [](char c) { return hexValue(c) >= 0; })
        && std::all_of(address.begin(), address.end(), [](char c) { return c == ':' || isUnreservedOrSubDelim(c); });
}

bool isPort(std::string_view text)
{
    int value = 0;
    for (const char c : text) {
        if (!isDigit(c) || (value = value * 10 + (c - '0')) > maxPort)
            return false;
    }
    return true;
}

} // namespace

bool isHostAndPort(std::string_view text, PortRule rule)
{
    std::string_view host;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return false;
        host = text.substr(1, close - 1);
        if (!isIpv6(host) && !isFutureAddress(host))
            return false;
        text.remove_prefix(close + 1);
    } else {
        host = text.substr(0, text.find(':'));
        if (!isRegisteredName(host))
            return false;
        text.remove_prefix(host.size());
    }
    if (text.empty())
        return rule == PortRule::Optional;
    if (text.front() != ':' || !isPort(text.substr(1)))
        return false;
    return rule == PortRule::Optional || text.size() > 1;
}

} // namespace hookloupe::http
