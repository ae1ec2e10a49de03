// SPDX-License-Identifier: GPL-3.0-or-later
#include "forward/own_address.h"

#include <QHostAddress>
#include <QNetworkInterface>

#include <algorithm>

namespace hookloupe::forward {

namespace {

/// One value for each place: IPv4 that is written as IPv6 is IPv4, and an interface's number says nothing.
QHostAddress plain(QHostAddress address)
{
    bool isV4 = false;
    const quint32 v4 = address.toIPv4Address(&isV4);
    if (isV4 && address != QHostAddress(QHostAddress::AnyIPv6)) // which Qt takes for 0.0.0.0
        return QHostAddress(v4);
    address.setScopeId({});
    return address;
}

QHostAddress addressOf(std::string_view text)
{
    return plain(QHostAddress(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))));
}

bool isOfThisMachine(const QHostAddress& address)
{
    const auto all = QNetworkInterface::allAddresses();
    return address.isLoopback() || std::any_of(all.begin(), all.end(), [&](const QHostAddress& one) { return plain(one) == address; });
}

bool isTaken(QHostAddress address, const QHostAddress& own)
{
    // Who connects to "every address" is connected to this machine.
    if (address == QHostAddress(QHostAddress::AnyIPv4))
        address = QHostAddress(QHostAddress::LocalHost);
    if (address == QHostAddress(QHostAddress::AnyIPv6))
        address = QHostAddress(QHostAddress::LocalHostIPv6);
    const bool every = own == QHostAddress(QHostAddress::AnyIPv4) || own == QHostAddress(QHostAddress::AnyIPv6);
    return every ? address.protocol() == own.protocol() && isOfThisMachine(address) : address == own;
}

} // namespace

bool isOwnAddress(std::string_view host, std::uint16_t port, const server::ListenAddress& listening)
{
    if (port == 0 || port != listening.port)
        return false;
    const QHostAddress own = addressOf(listening.address == "localhost" ? "127.0.0.1" : listening.address);
    if (client::isLocalName(host)) // a Wire tries both
        return isTaken(QHostAddress(QHostAddress::LocalHost), own) || isTaken(QHostAddress(QHostAddress::LocalHostIPv6), own);
    const QHostAddress address = addressOf(host);
    return !address.isNull() && isTaken(address, own);
}

bool isOwnAddress(const client::WebUrl& url, const server::ListenAddress& listening)
{
    return url.target.socketPath.empty() && isOwnAddress(url.target.host, url.target.port, listening);
}

bool isOwnAddress(std::string_view url, const server::ListenAddress& listening)
{
    const auto parsed = client::parseUrl(url);
    return parsed && isOwnAddress(*parsed, listening);
}

} // namespace hookloupe::forward
