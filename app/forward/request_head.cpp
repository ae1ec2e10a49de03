// SPDX-License-Identifier: GPL-3.0-or-later
#include "forward/request_head.h"

#include "base/text.h"
#include "crypto/hmac.h"

#include <QByteArray>
#include <QSysInfo>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace hookloupe::forward {

namespace {

using Names = std::vector<std::string_view>;

bool names(const Names& list, std::string_view name)
{
    return std::any_of(list.begin(), list.end(), [name](std::string_view one) { return equalsIgnoreCase(one, name); });
}

/// What a message says of framing itself is not up to its Connection field.
bool framesMessage(std::string_view name)
{
    return names({"Host", "Content-Length", "Transfer-Encoding", "Trailer"}, name);
}

void addNamed(std::string_view connection, Names& list)
{
    while (!connection.empty()) {
        const auto comma = std::min(connection.find(','), connection.size());
        const std::string_view name = trimmedOws(connection.substr(0, comma));
        connection.remove_prefix(std::min(comma + 1, connection.size()));
        if (!name.empty() && !framesMessage(name))
            list.push_back(name);
    }
}

/// A line with its end, taken from the front.
std::string_view takeLine(std::string_view& rest)
{
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end == std::string_view::npos ? end : end + 1);
    rest.remove_prefix(line.size());
    return line;
}

std::string_view nameOf(std::string_view line)
{
    return line.substr(0, line.find(':'));
}

std::string_view valueOf(std::string_view line)
{
    const auto colon = line.find(':');
    std::string_view value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
    while (value.ends_with('\n') || value.ends_with('\r'))
        value.remove_suffix(1);
    return trimmedOws(value);
}

constexpr std::string_view hopField = "Hookloupe-Hops";

/// Fields by which proxies say for whom they ask.
bool saysWhereFrom(std::string_view name)
{
    constexpr std::string_view prefix = "X-Forwarded-";
    return equalsIgnoreCase(name, "Forwarded") || (name.size() > prefix.size() && equalsIgnoreCase(name.substr(0, prefix.size()), prefix));
}

/// "/a?b" of "http://host/a?b", "/?b" of "http://host?b"; any other target as it is.
std::string originForm(std::string_view target)
{
    const auto scheme = target.find("://");
    if (target.starts_with('/') || scheme == std::string_view::npos)
        return std::string(target);
    const auto end = target.find_first_of("/?#", scheme + 3);
    const auto rest = end == std::string_view::npos ? std::string_view() : target.substr(end);
    return (rest.starts_with('/') ? "" : "/") + std::string(rest);
}

/// "127.0.0.1" of "127.0.0.1:53122", "::1" of "[::1]:53122".
std::string_view addressOf(std::string_view peer)
{
    if (peer.starts_with('['))
        return peer.substr(1, peer.find(']') - 1);
    return peer.substr(0, peer.rfind(':'));
}

} // namespace

std::string headFor(const Capture& capture, const client::WebUrl& target, bool xForwarded, std::string_view hop)
{
    std::string_view rest = capture.head;
    (void)takeLine(rest); // the request line
    Names left{"Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "TE", "Upgrade", "Expect"};
    std::string_view host;
    bool hasHost = false;
    for (std::string_view fields = rest; !fields.empty();) {
        const std::string_view line = takeLine(fields);
        if (equalsIgnoreCase(nameOf(line), "Connection"))
            addNamed(valueOf(line), left);
        if (equalsIgnoreCase(nameOf(line), "Host")) {
            host = valueOf(line);
            hasHost = true;
        }
    }

    std::string head = capture.summary.method + " ";
    head += target.hasPath ? std::string(target.path) : originForm(capture.summary.target);
    head += " HTTP/1.1\r\n";
    if (!hasHost)
        head += "Host: " + target.hostField + "\r\n";
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        const std::string_view name = nameOf(line);
        if (line == "\r\n" || line == "\n")
            break;
        if (equalsIgnoreCase(name, "Host"))
            head += std::string(name) + ": " + target.hostField + "\r\n";
        else if (!names(left, name) && !(xForwarded && saysWhereFrom(name)))
            head += line;
    }
    if (xForwarded) {
        head += "X-Forwarded-For: " + std::string(addressOf(capture.summary.peer)) + "\r\n";
        if (hasHost)
            head += "X-Forwarded-Host: " + std::string(host) + "\r\n";
        head += capture.summary.tls ? "X-Forwarded-Proto: https\r\n" : "X-Forwarded-Proto: http\r\n";
    }
    if (!hop.empty())
        head += std::string(hopField) + ": " + std::string(hop) + "\r\n";
    return head + "\r\n";
}

std::string hopOf(const std::string& storeId)
{
    const std::string digest = crypto::digest(crypto::HashAlgorithm::Sha256,
                                              "hop\n" + storeId + '\n' + QSysInfo::machineUniqueId().toStdString());
    return toHex(digest).substr(0, 16);
}

bool hasHop(std::string_view head, std::string_view hop)
{
    (void)takeLine(head);
    while (!head.empty()) {
        const std::string_view line = takeLine(head);
        if (!equalsIgnoreCase(nameOf(line), hopField))
            continue;
        std::string_view list = valueOf(line);
        while (!list.empty()) {
            const auto comma = std::min(list.find(','), list.size());
            if (trimmedOws(list.substr(0, comma)) == hop)
                return true;
            list.remove_prefix(std::min(comma + 1, list.size()));
        }
    }
    return false;
}

http::Answer answerFor(const http::ReceivedAnswer& received)
{
    Names left{"Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "TE", "Trailer", "Transfer-Encoding",
               "Upgrade", "Content-Length", "Date"};
    for (const http::Header& header : received.headers) {
        if (equalsIgnoreCase(header.name, "Connection"))
            addNamed(header.value, left);
    }
    http::Answer answer{received.status, received.reason, {}, received.content()};
    for (const http::Header& header : received.headers) {
        if (!names(left, header.name))
            answer.headers.push_back(header);
    }
    return answer;
}

} // namespace hookloupe::forward
