// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/listener.h"

#include <QHostAddress>
#include <QTimer>

#include <chrono>

namespace hookloupe::server {

namespace {

constexpr int furtherPorts = 100;

std::string inBrackets(const std::string& address)
{
    return address.find(':') == std::string::npos ? address : '[' + address + ']';
}

ErrorCode codeFor(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::AddressInUseError)
        return ErrorCode::AddressInUse;
    if (error == QAbstractSocket::SocketAccessError)
        return ErrorCode::PermissionDenied;
    if (error == QAbstractSocket::SocketAddressNotAvailableError
        || error == QAbstractSocket::UnsupportedSocketOperationError)
        return ErrorCode::InvalidInput;
    return ErrorCode::Failed;
}

} // namespace

std::string ListenAddress::url() const
{
    return (tls ? "https://" : "http://") + inBrackets(address) + ':' + std::to_string(port);
}

bool ListenAddress::isLoopback() const
{
    return QHostAddress(QString::fromStdString(address)).isLoopback();
}

Listener::Listener(Taker taker, QObject* parent) : QTcpServer(parent), m_taker(std::move(taker))
{
    setListenBacklogSize(512);
    // Out of descriptors: Qt stops accepting for good. Try again when some may have been closed.
    connect(this, &QTcpServer::acceptError, this, [this] {
        QTimer::singleShot(std::chrono::milliseconds(250), this, [this] {
            if (isListening())
                resumeAccepting();
        });
    });
}

Result<ListenAddress> Listener::start(const ListenSettings& settings)
{
    const QString text = QString::fromStdString(settings.address);
    const QHostAddress host = text == QLatin1StringView("localhost") ? QHostAddress(QHostAddress::LocalHost)
                                                                     : QHostAddress(text);
    if (host.isNull())
        return Error{ErrorCode::InvalidInput, "not an IP address: " + settings.address};
    const int last = settings.port != 0 && settings.nextFreePort ? std::min(65535, settings.port + furtherPorts)
                                                                 : settings.port;
    for (int port = settings.port; port <= last; ++port) {
        if (listen(host, static_cast<quint16>(port)))
            return ListenAddress{host.toString().toStdString(), serverPort(), !settings.certificatePem.empty()};
        if (serverError() != QAbstractSocket::AddressInUseError)
            break;
    }
    return Error{codeFor(serverError()), inBrackets(settings.address) + ':' + std::to_string(settings.port) + ": "
                                             + errorString().toStdString()};
}

void Listener::incomingConnection(qintptr descriptor)
{
    m_taker(descriptor);
}

} // namespace hookloupe::server
