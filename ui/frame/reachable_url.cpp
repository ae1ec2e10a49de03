// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame/reachable_url.h"

#include <QHostAddress>
#include <QNetworkInterface>

namespace hookloupe::ui {

namespace {

/// IPv4 for 0.0.0.0, IPv6 for ::, which need not take IPv4.
QHostAddress ownAddress(const QHostAddress& every)
{
    const bool isV6 = every.protocol() == QAbstractSocket::IPv6Protocol;
    const auto addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress& own : addresses) {
        if (own.protocol() == every.protocol() && !own.isLoopback() && !own.isLinkLocal())
            return own;
    }
    return QHostAddress(isV6 ? QHostAddress::LocalHostIPv6 : QHostAddress::LocalHost);
}

} // namespace

QString reachableUrl(const server::ListenAddress& address)
{
    server::ListenAddress reached = address;
    const QHostAddress host(QString::fromStdString(address.address));
    if (host == QHostAddress(QHostAddress::AnyIPv4) || host == QHostAddress(QHostAddress::AnyIPv6))
        reached.address = ownAddress(host).toString().toStdString();
    return QString::fromStdString(reached.url());
}

} // namespace hookloupe::ui
