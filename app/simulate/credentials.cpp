// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/credentials.h"

#include "base/text.h"
#include "http/request.h"
#include "simulate/head_lines.h"
#include "simulate/provider.h"
#include "verify/scheme.h"

#include <algorithm>

namespace hookloupe::simulate {

namespace {

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::any_of(names.begin(), names.end(), [name](const std::string& one) { return equalsIgnoreCase(one, name); });
}

} // namespace

std::vector<std::string> credentialNames()
{
    std::vector<std::string> names{"Authorization", "Proxy-Authorization", "Cookie"};
    for (const verify::Scheme& scheme : verify::schemes()) {
        if (!contains(names, scheme.header))
            names.emplace_back(scheme.header);
    }
    for (const Provider& provider : providers()) {
        if (!provider.secondSignature.empty() && !contains(names, provider.secondSignature))
            names.emplace_back(provider.secondSignature);
    }
    return names;
}

std::vector<std::string> credentialFields(std::string_view head)
{
    const auto credentials = credentialNames();
    std::vector<std::string> found;
    for (const http::Header& header : http::viewHead(head).headers) {
        if (contains(credentials, header.name) && !contains(found, header.name))
            found.push_back(header.name);
    }
    return found;
}

std::string withoutFields(std::string_view head, const std::vector<std::string>& names)
{
    HeadLines lines(head);
    for (const std::string& name : names)
        lines.remove(name);
    return lines.text();
}

} // namespace hookloupe::simulate
