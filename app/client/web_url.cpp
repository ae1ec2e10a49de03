// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/web_url.h"

#include "base/text.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace hookloupe::client {

namespace {

constexpr std::size_t longestUrl = 8 * 1024;
constexpr std::size_t longestSocketPath = 107; // sockaddr_un, without its NUL

Error invalid(std::string what)
{
    return {ErrorCode::InvalidInput, std::move(what)};
}

bool startsWithScheme(std::string_view text, std::string_view scheme)
{
    return text.size() >= scheme.size() && equalsIgnoreCase(text.substr(0, scheme.size()), scheme);
}

bool hasControls(std::string_view text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// Bytes that no URI has (RFC 3986 section 2), percent-encoded.
std::string encodedPath(std::string_view path)
{
    std::string out;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte >= 0x7F || c == '"' || c == '<' || c == '>' || c == '`' || c == '{' || c == '}'
            || c == '|' || c == '\\' || c == '^') {
            constexpr std::string_view digits = "0123456789ABCDEF";
            out += '%';
            out += digits[byte >> 4];
            out += digits[byte & 15];
        } else {
            out += c;
        }
    }
    return out;
}

std::string percentDecoded(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool coded = text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0;
        out += coded ? static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2])) : text[i];
        i += coded ? 2 : 0;
    }
    return out;
}

/// The path and query after the authority, without the fragment.
void takePath(std::string_view rest, WebUrl& url)
{
    rest = rest.substr(0, rest.find('#'));
    url.hasPath = rest.starts_with('/');
    url.path = encodedPath(rest);
    if (!url.hasPath)
        url.path.insert(url.path.begin(), '/');
}

std::optional<Error> takeHost(std::string_view host, WebUrl& url)
{
    if (host.empty())
        return invalid("the URL names no host");
    if (host.front() == '[') {
        const std::string address(host.substr(1, host.size() - 2));
        if (host.back() != ']' || address.find(':') == std::string::npos || QHostAddress(QString::fromStdString(address)).isNull())
            return invalid("what stands in brackets is no IPv6 address");
        url.target.host = address;
        return std::nullopt;
    }
    // A name is letters, digits, "-", "." and "_"; beyond ASCII it is written in Punycode.
    const bool ascii = std::all_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    std::string name = ascii ? std::string(host)
                             : QUrl::toAce(QString::fromUtf8(host.data(), static_cast<qsizetype>(host.size()))).toStdString();
    const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
    });
    if (!good)
        return invalid("the URL's host is neither a name nor an address");
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    url.target.host = std::move(name);
    return std::nullopt;
}

std::optional<Error> takeAuthority(std::string_view authority, WebUrl& url)
{
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view user = authority.substr(0, at);
        if (user.find('@') != std::string_view::npos)
            return invalid("an @ in user or password is written %40");
        url.userInfo = percentDecoded(user);
        if (hasControls(url.userInfo))
            return invalid("user or password has a control character");
        if (!url.userInfo.empty() && url.userInfo.find(':') == std::string::npos)
            url.userInfo += ':'; // Basic has always both (RFC 7617 section 2)
        authority.remove_prefix(at + 1);
    }
    const auto bracket = authority.rfind(']');
    if (bracket == std::string_view::npos && std::count(authority.begin(), authority.end(), ':') > 1)
        return invalid("an IPv6 address stands in brackets: http://[::1]:8080/");
    const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    std::string_view port = colon == std::string_view::npos ? std::string_view() : authority.substr(colon + 1);
    if (auto error = takeHost(authority.substr(0, colon), url))
        return error;
    const std::uint16_t usual = url.target.tls ? 443 : 80;
    url.target.port = usual;
    if (!port.empty()) {
        const char* end = port.data() + port.size();
        const auto [stop, error] = std::from_chars(port.data(), end, url.target.port);
        if (error != std::errc() || stop != end || url.target.port == 0)
            return invalid("the URL's port is no number from 1 to 65535");
    }
    const bool v6 = url.target.host.find(':') != std::string::npos;
    url.hostField = v6 ? "[" + url.target.host + "]" : url.target.host;
    if (url.target.port != usual)
        url.hostField += ":" + std::to_string(url.target.port);
    return std::nullopt;
}

Result<WebUrl> parsedUnix(std::string_view rest)
{
    WebUrl url;
    const auto colon = rest.find(':');
    const std::string_view file = rest.substr(0, colon);
    if (!file.starts_with('/') || file.size() < 2)
        return invalid("after \"unix:\" comes the absolute path of a socket: unix:/run/handler.sock:/path");
    if (file.size() > longestSocketPath)
        return invalid("the path of a unix socket has at most 107 bytes");
    url.target.socketPath = file;
    url.hostField = "localhost";
    const std::string_view path = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
    if (!path.empty() && path.front() != '/')
        return invalid("the request path after the socket begins with \"/\": unix:/run/handler.sock:/path");
    takePath(path, url);
    return url;
}

Result<WebUrl> parsedHttp(std::string_view rest, bool tls)
{
    WebUrl url;
    url.target.tls = tls;
    const auto authorityEnd = std::min(rest.find_first_of("/?#"), rest.size());
    if (auto error = takeAuthority(rest.substr(0, authorityEnd), url))
        return *error;
    takePath(rest.substr(authorityEnd), url);
    return url;
}

/// RFC 3986 section 5.2.4.
std::string withoutDots(std::string_view path)
{
    std::vector<std::string_view> kept;
    path.remove_prefix(1);
    for (bool more = true; more;) {
        const auto slash = path.find('/');
        more = slash != std::string_view::npos;
        const std::string_view segment = path.substr(0, slash);
        if (segment == ".." && !kept.empty())
            kept.pop_back();
        if (segment != "." && segment != "..")
            kept.push_back(segment);
        else if (!more)
            kept.emplace_back();
        if (more)
            path.remove_prefix(slash + 1);
    }
    std::string out;
    for (const auto segment : kept)
        (out += '/') += segment;
    return out.empty() ? "/" : out;
}

std::string_view pathPart(std::string_view pathAndQuery)
{
    return pathAndQuery.substr(0, pathAndQuery.find('?'));
}

void normalisePath(WebUrl& url)
{
    const std::string_view path = pathPart(url.path);
    url.path = withoutDots(path) + url.path.substr(path.size());
}

/// "https:" of "https://…": letters, digits, "+", "-", "." before a colon.
bool hasScheme(std::string_view text)
{
    const auto colon = text.find(':');
    return colon != std::string_view::npos && colon > 0 && text.find_first_of("/?#") > colon;
}

} // namespace

std::string WebUrl::shown() const
{
    if (!target.socketPath.empty())
        return "unix:" + target.socketPath + ":" + path;
    return (target.tls ? "https://" : "http://") + hostField + path;
}

bool WebUrl::isLoopback() const
{
    if (!target.socketPath.empty())
        return true;
    if (isLocalName(target.host))
        return true;
    return QHostAddress(QString::fromStdString(target.host)).isLoopback();
}

bool isLocalName(std::string_view name)
{
    if (name.ends_with('.'))
        name.remove_suffix(1);
    constexpr std::string_view local = "localhost";
    return name.size() >= local.size() && equalsIgnoreCase(name.substr(name.size() - local.size()), local)
        && (name.size() == local.size() || name[name.size() - local.size() - 1] == '.');
}

Result<WebUrl> parseUrl(std::string_view url)
{
    if (url.empty())
        return invalid("the URL is empty");
    if (url.size() > longestUrl)
        return invalid("the URL is longer than 8 KiB");
    if (hasControls(url))
        return invalid("the URL has a control character");
    if (startsWithScheme(url, "http://"))
        return parsedHttp(url.substr(7), false);
    if (startsWithScheme(url, "https://"))
        return parsedHttp(url.substr(8), true);
    if (startsWithScheme(url, "unix:"))
        return parsedUnix(url.substr(5));
    return invalid("a URL begins with http://, https:// or unix:/");
}

std::string shownUrl(std::string_view written)
{
    const auto at = written.rfind('@');
    if (at == std::string_view::npos)
        return std::string(written);
    const auto url = parseUrl(written);
    if (url && url->userInfo.empty()) // the "@" stands in its path
        return std::string(written);
    const auto scheme = written.find("://");
    const std::string_view start = scheme != std::string_view::npos && scheme < at ? written.substr(0, scheme + 3) : std::string_view();
    if (!url)
        return std::string(start) + "…" + std::string(written.substr(at));
    const auto end = std::min(written.find_first_of("/?#", start.size()), written.size());
    return std::string(start) + "…" + std::string(written.substr(written.substr(0, end).rfind('@')));
}

Result<WebUrl> resolved(const WebUrl& base, std::string_view location)
{
    std::string reference(location.substr(0, location.find('#')));
    const auto query = std::min(reference.find('?'), reference.size());
    std::replace(reference.begin(), reference.begin() + static_cast<std::ptrdiff_t>(query), '\\', '/');
    if (hasControls(reference) || reference.size() > longestUrl)
        return invalid("the Location has a control character, or is longer than 8 KiB");
    // "https:next" under https is a relative one (URL Standard, section 4.4).
    const std::string_view own = base.target.tls ? "https:" : "http:";
    if (startsWithScheme(reference, own) && !startsWithScheme(reference, std::string(own) + "//"))
        reference.erase(0, own.size());
    const bool absolute = hasScheme(reference);
    if (absolute || reference.starts_with("//")) {
        const bool http = startsWithScheme(reference, "http://") || startsWithScheme(reference, "https://");
        if (absolute && !http)
            return invalid("the Location leads neither to http nor to https");
        auto url = parseUrl(absolute ? reference : std::string(own) + reference);
        if (!url)
            return url.error();
        url->target.anyCertificate = base.target.anyCertificate;
        normalisePath(*url);
        return url;
    }
    WebUrl url = base;
    const std::string_view basePath = pathPart(base.path);
    if (reference.starts_with('/'))
        url.path = encodedPath(reference);
    else if (reference.starts_with('?'))
        url.path = std::string(basePath) + encodedPath(reference);
    else if (!reference.empty())
        url.path = std::string(basePath.substr(0, basePath.rfind('/') + 1)) + encodedPath(reference);
    url.hasPath = true;
    normalisePath(url);
    return url;
}

} // namespace hookloupe::client
