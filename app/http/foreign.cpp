// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/foreign.h"

#include <array>
#include <utility>

namespace hookloupe::http {

namespace {

using Known = std::pair<std::string_view, std::string_view>;

constexpr std::string_view proxyProtocol =
    "the bytes start with the PROXY protocol of a load balancer, but this port speaks HTTP alone: switch it off there";

constexpr std::array<Known, 6> firstLines{{
    {"PRI * HTTP/2.0", "the bytes start an HTTP/2 connection, but this port speaks HTTP/1.1: let the sender use HTTP/1.1 "
                       "(curl: without --http2-prior-knowledge); gRPC needs HTTP/2 and can't be received"},
    {"SSH-", "the bytes start an SSH connection, but this port speaks HTTP: check the port that the client connects to"},
    {"PROXY ", proxyProtocol},
    {"EHLO ", "the bytes start a mail delivery (SMTP), but this port speaks HTTP: check the port that the sender connects to"},
    {"HELO ", "the bytes start a mail delivery (SMTP), but this port speaks HTTP: check the port that the sender connects to"},
    {"*1", "the bytes start a Redis command, but this port speaks HTTP: check the port that the client connects to"},
}};

} // namespace

std::string_view foreignByFirstByte(char first, bool behindEmptyLines)
{
    switch (first) {
    case 0x16: // RFC 8446 section 5.1
        return "the bytes start a TLS handshake, but this port speaks plain HTTP: let the sender use http://, or switch HTTPS on here";
    case 0x05: // RFC 1928
        return "the bytes start a SOCKS 5 connection, but this port is no proxy: let the client connect to it directly";
    case 0x04:
        return "the bytes start a SOCKS 4 connection, but this port is no proxy: let the client connect to it directly";
    case 0x00:
        if (behindEmptyLines)
            return proxyProtocol;
        break;
    case '\t':
    case '\n':
    case '\r':
        return {};
    default:
        break;
    }
    return static_cast<unsigned char>(first) < 0x20
        ? "the first byte is a control byte: this is another protocol than HTTP; check the port that the sender connects to"
        : std::string_view();
}

std::string_view foreignByFirstLine(std::string_view line)
{
    for (const auto& [start, sentence] : firstLines) {
        if (line.starts_with(start))
            return sentence;
    }
    return {};
}

} // namespace hookloupe::http
