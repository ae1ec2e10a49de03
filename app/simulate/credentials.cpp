// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/credentials.h"

#include "base/text.h"
#include "http/request.h"
#include "simulate/head_lines.h"
#include "verify/scheme.h"

#include <algorithm>

namespace hookloupe::simulate {

namespace {

bool isCredential(std::string_view name)
{
    for (const std::string_view known : {"Authorization", "Proxy-Authorization", "Cookie"}) {
        if (equalsIgnoreCase(name, known))
            return true;
    }
    return std::any_of(verify::schemes().begin(), verify::schemes().end(),
                       [&](const verify::Scheme& scheme) { return equalsIgnoreCase(name, scheme.header); });
}

} // namespace

std::vector<std::string> credentialFields(std::string_view head)
{
    std::vector<std::string> names;
    for (const http::Header& header : http::viewHead(head).headers) {
        const bool known = std::any_of(names.begin(), names.end(), [&](const auto& one) { return equalsIgnoreCase(one, header.name); });
        if (!known && isCredential(header.name))
            names.push_back(header.name);
    }
    return names;
}

std::string withoutFields(std::string_view head, const std::vector<std::string>& names)
{
    HeadLines lines(head);
    for (const std::string& name : names)
        lines.remove(name);
    return lines.text();
}

} // namespace hookloupe::simulate
