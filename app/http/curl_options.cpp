// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/curl_options.h"

#include "base/text.h"
#include "http/syntax.h"

namespace hookloupe::http {

std::string shellWord(std::string_view text)
{
    std::string out;
    if (visibleText(text) == text) {
        out = "'";
        for (const char c : text) {
            if (c == '\'')
                out += "'\\''";
            else
                out += c;
        }
        return out + "'";
    }
    out = "$'";
    for (const char c : text) {
        const bool plain = c >= 0x20 && c < 0x7f && c != '\'' && c != '\\' && c != '!';
        if (plain)
            out += c;
        else if (c != '\0')
            out += "\\x" + toHex(std::string_view(&c, 1));
    }
    return out + "'";
}

CurlOptions curlOptions(const Headers& headers)
{
    CurlOptions options;
    for (const Header& header : headers) {
        const bool own = equalsIgnoreCase(header.name, "Content-Length")
            || equalsIgnoreCase(header.name, "Transfer-Encoding");
        if (own || !isToken(header.name)) {
            options.leftOut.push_back(header.name);
            continue;
        }
        if (!options.text.empty())
            options.text += " \\\n";
        options.text += "-H " + shellWord(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
    }
    return options;
}

} // namespace hookloupe::http
