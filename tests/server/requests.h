// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace hookloupe::test {

/// A well-formed HTTP/1.1 request; `fields` are whole lines with CRLF.
inline std::string request(const std::string& method, const std::string& target, const std::string& body = {},
                           const std::string& fields = {})
{
    std::string bytes = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + fields;
    if (!body.empty())
        bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return bytes + "\r\n" + body;
}

} // namespace hookloupe::test
