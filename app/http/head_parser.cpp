// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/head_parser.h"

#include "base/text.h"
#include "http/host.h"
#include "http/syntax.h"

#include <algorithm>
#include <limits>

namespace hookloupe::http {

namespace {

constexpr auto maxContentLength = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

bool isScheme(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return !text.empty() && isLetter(text.front()) && std::all_of(text.begin(), text.end(), [&](char c) {
        return isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
    });
}

/// `scheme "://" host [":" port]`, then anything. User information is refused (RFC 9110 section 4.2.4).
bool isAbsoluteForm(std::string_view target)
{
    const auto colon = target.find("://");
    if (colon == std::string_view::npos || !isScheme(target.substr(0, colon)))
        return false;
    target.remove_prefix(colon + 3);
    return isHostAndPort(target.substr(0, target.find_first_of("/?#")));
}

/// The four forms of RFC 9112 section 3.2, each where it belongs. Origin-form is not judged further: what a sender put
/// behind the slash is what the user wants to see.
Fault judgeTarget(std::string_view method, std::string_view target)
{
    if (target.empty())
        return {Refusal::TargetMalformed, "the request target is empty"};
    if (!isVisibleAscii(target))
        return {Refusal::TargetMalformed, "the request target has a space, control or non-ASCII byte"};
    if (method == "CONNECT") {
        if (!isHostAndPort(target, PortRule::Required))
            return {Refusal::TargetMalformed, "the target of CONNECT is not host:port"};
        return {};
    }
    if (target.front() == '/' || (method == "OPTIONS" && target == "*") || isAbsoluteForm(target))
        return {};
    return {Refusal::TargetMalformed, "the request target is neither a path nor an absolute URI with a valid host"};
}

Fault judgeVersion(std::string_view version, int& minorVersion)
{
    if (version.size() != 8 || !version.starts_with("HTTP/") || !isDigit(version[5]) || version[6] != '.'
        || !isDigit(version[7]))
        return {Refusal::VersionMalformed, "the request line does not end with an HTTP version"};
    if (version[5] != '1' || version[7] > '1')
        return {Refusal::VersionUnsupported, "the HTTP version is neither 1.0 nor 1.1"};
    minorVersion = version[7] - '0';
    return {};
}

std::optional<std::uint64_t> parseContentLength(std::string_view text)
{
    if (text.empty())
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        const auto digit = static_cast<std::uint64_t>(c - '0');
        if (!isDigit(c) || value > (maxContentLength - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

/// Calls `use` with each element of a comma-separated list; empty ones are none (RFC 9110 section 5.6.1).
template <typename Use>
void forEachElement(std::string_view list, Use use)
{
    for (;;) {
        const auto comma = list.find(',');
        if (const auto element = trimmedOws(list.substr(0, comma)); !element.empty())
            use(element);
        if (comma == std::string_view::npos)
            return;
        list.remove_prefix(comma + 1);
    }
}

/// Most fields differ by length already, which costs no call.
inline bool isNamed(const Header& header, std::string_view name)
{
    return header.name.size() == name.size() && equalsIgnoreCase(header.name, name);
}

/// What a browser adds to what a page sends: Origin, and Sec-Fetch-Site where the page is not the user's own typing. No other
/// client has a reason to.
bool isOfWebPage(const Header& header)
{
    return isNamed(header, "Origin")
        || (isNamed(header, "Sec-Fetch-Site") && !equalsIgnoreCase(header.value, "none"));
}

/// The fields that decide about framing and routing, found in one pass.
struct DecidingFields {
    const Header* host = nullptr;
    const Header* length = nullptr;
    const Header* coding = nullptr;
    std::size_t hosts = 0;
    std::size_t lengths = 0;
    std::size_t codings = 0;
    bool fromWebPage = false;
    bool expects = false;
    bool expectsOther = false;
    bool close = false;
    bool keepAlive = false;
};

DecidingFields findDecidingFields(const Headers& headers)
{
    DecidingFields found;
    for (const auto& header : headers) {
        if (isNamed(header, "Host")) {
            found.host = &header;
            ++found.hosts;
        } else if (isNamed(header, "Content-Length")) {
            found.length = &header;
            ++found.lengths;
        } else if (isNamed(header, "Transfer-Encoding")) {
            found.coding = &header;
            ++found.codings;
        } else if (isNamed(header, "Expect")) {
            forEachElement(header.value, [&](std::string_view expectation) {
                if (equalsIgnoreCase(expectation, "100-continue"))
                    found.expects = true;
                else
                    found.expectsOther = true;
            });
        } else if (isNamed(header, "Connection")) {
            forEachElement(header.value, [&](std::string_view option) {
                if (equalsIgnoreCase(option, "close"))
                    found.close = true;
                else if (equalsIgnoreCase(option, "keep-alive"))
                    found.keepAlive = true;
            });
        } else if (isOfWebPage(header)) {
            found.fromWebPage = true;
        }
    }
    return found;
}

/// Section 3.2 of RFC 9112. An empty Host names no authority, so it is only good where the target itself names one.
Fault judgeHost(const RequestHead& head, const DecidingFields& fields)
{
    if (fields.hosts > 1)
        return {Refusal::HostRepeated, "the head has more than one Host field"};
    if (!fields.host) {
        if (head.minorVersion >= 1)
            return {Refusal::HostMissing, "an HTTP/1.1 head without a Host field"};
        return {};
    }
    const bool targetNamesHost = head.target.front() != '/' && head.target.front() != '*';
    if (fields.host->value.empty() ? !targetNamesHost : !isHostAndPort(fields.host->value))
        return {Refusal::HostMalformed, "the value of Host is not a host with an optional port"};
    return {};
}

/// Section 6 of RFC 9112, without any of its leniencies.
Fault judgeFraming(RequestHead& head, const DecidingFields& fields)
{
    if (fields.codings > 0 && head.minorVersion == 0)
        return {Refusal::TransferEncodingInHttp10, "HTTP/1.0 has no Transfer-Encoding"};
    if (fields.codings > 0 && fields.lengths > 0)
        return {Refusal::LengthAndChunked, "the head has both Content-Length and Transfer-Encoding"};
    if (fields.codings > 1)
        return {Refusal::TransferEncodingRepeated, "the head has more than one Transfer-Encoding field"};
    if (fields.lengths > 1)
        return {Refusal::ContentLengthRepeated, "the head has more than one Content-Length field"};
    if (fields.coding) {
        if (!equalsIgnoreCase(fields.coding->value, "chunked"))
            return {Refusal::TransferEncodingUnsupported, "Transfer-Encoding is not exactly chunked"};
        head.chunked = true;
    }
    if (fields.length) {
        head.contentLength = parseContentLength(fields.length->value);
        if (!head.contentLength)
            return {Refusal::ContentLengthMalformed, "Content-Length is not a decimal number below 2^63"};
    }
    return {};
}

} // namespace

Fault parseRequestLine(std::string_view line, RequestHead& head)
{
    const auto first = line.find(' ');
    const auto last = line.rfind(' ');
    if (first == std::string_view::npos || first == last)
        return {Refusal::RequestLineMalformed, "the request line is not method, target and version"};
    head.method = line.substr(0, first);
    if (!isToken(head.method)) {
        head.method.clear();
        return {Refusal::RequestLineMalformed, "the method is not a token"};
    }
    head.target = line.substr(first + 1, last - first - 1);
    if (auto fault = judgeVersion(line.substr(last + 1), head.minorVersion))
        return fault;
    return judgeTarget(head.method, head.target);
}

Fault parseFieldLine(std::string_view line, Headers& headers)
{
    const auto where = [&] { return "field " + std::to_string(headers.size() + 1) + ": "; };
    if (line.front() == ' ' || line.front() == '\t') {
        if (headers.empty())
            return {Refusal::HeaderMalformed, where() + "white space before the first field"};
        return {Refusal::ObsoleteFolding, where() + "the line continues the one before it"};
    }
    const auto nameLength = tokenLength(line);
    if (nameLength == line.size())
        return {Refusal::HeaderMalformed, where() + "no colon"};
    if (line[nameLength] != ':' || nameLength == 0)
        return {Refusal::HeaderMalformed, where() + "the name is not a token followed by a colon"};
    const auto value = trimmedOws(line.substr(nameLength + 1));
    if (!isFieldContent(value))
        return {Refusal::HeaderMalformed, where() + "a control byte in the value"};
    headers.push_back({std::string(line.substr(0, nameLength)), std::string(value)});
    return {};
}

bool isFromWebPage(const Headers& headers)
{
    return std::any_of(headers.begin(), headers.end(), isOfWebPage);
}

Fault judgeHead(RequestHead& head)
{
    const auto fields = findDecidingFields(head.headers);
    const bool http10 = head.minorVersion == 0;
    head.keepAlive = http10 ? fields.keepAlive && !fields.close : !fields.close;
    if (auto fault = judgeHost(head, fields))
        return fault;
    if (auto fault = judgeFraming(head, fields))
        return fault;
    if (fields.expectsOther && !http10) // HTTP/1.0 has no expectations (RFC 9110 section 10.1.1)
        return {Refusal::ExpectationUnknown, "Expect asks for something other than 100-continue"};
    head.expectContinue = fields.expects && !http10;
    head.fromWebPage = fields.fromWebPage;
    return {};
}

} // namespace hookloupe::http
