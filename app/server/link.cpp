// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/link.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpSocket>

#ifdef Q_OS_WIN
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <cerrno>
#include <sys/socket.h>
#endif

namespace hookloupe::server {

namespace {

constexpr qint64 tlsReadBuffer = 64 * 1024; // decrypted bytes that may wait while an exchange is open

#ifdef Q_OS_WIN
using NativeSocket = SOCKET;
constexpr int shutSend = SD_SEND;
bool wouldBlock() { return ::WSAGetLastError() == WSAEWOULDBLOCK; }
#else
using NativeSocket = int;
constexpr int shutSend = SHUT_WR;
bool wouldBlock() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }
#endif

std::string peerOf(const QAbstractSocket& socket)
{
    bool isV4 = false;
    const QHostAddress address = socket.peerAddress();
    const quint32 v4 = address.toIPv4Address(&isV4); // also of ::ffff:1.2.3.4
    const QString host = isV4 ? QHostAddress(v4).toString() : QLatin1Char('[') + address.toString() + QLatin1Char(']');
    return host.toStdString() + ':' + std::to_string(socket.peerPort());
}

} // namespace

Link::Link(QObject* owner, qintptr descriptor, const QSslConfiguration* tls, Events events) : m_owner(owner)
{
    if (tls) {
        m_tls = new QSslSocket(owner);
        m_socket = m_tls;
        m_tls->setSslConfiguration(*tls);
        m_tls->setReadBufferSize(tlsReadBuffer);
        QObject::connect(m_tls, &QSslSocket::encrypted, m_tls, std::move(events.encrypted));
        QObject::connect(m_tls, &QSslSocket::encryptedBytesWritten, m_tls, events.written);
    } else {
        // QTcpSocket would buffer; its base class does not.
        m_socket = new QAbstractSocket(QAbstractSocket::TcpSocket, owner);
    }
    m_valid = m_socket->setSocketDescriptor(descriptor);
    if (!m_valid)
        return;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_peer = peerOf(*m_socket);
    QObject::connect(m_socket, &QIODevice::readyRead, m_socket, std::move(events.readable));
    QObject::connect(m_socket, &QIODevice::bytesWritten, m_socket, std::move(events.written));
    QObject::connect(m_socket, &QAbstractSocket::disconnected, m_socket, events.gone);
    QObject::connect(m_socket, &QAbstractSocket::errorOccurred, m_socket, std::move(events.gone));
}

Link::~Link()
{
    m_socket->disconnect(m_socket);
    m_socket->abort();
    m_socket->deleteLater();
}

void Link::startTls()
{
    if (m_tls)
        m_tls->startServerEncryption();
}

std::string Link::errorText() const
{
    return m_socket->errorString().toStdString();
}

bool Link::open() const
{
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

Link::Peer Link::peerNow() const
{
    if (!open())
        return Peer::Gone;
    if (m_tls)
        return Peer::There; // read all the time, so open() says all
    char byte = 0;
    const auto count = ::recv(NativeSocket(m_socket->socketDescriptor()), &byte, 1, MSG_PEEK);
    if (count == 0) { // what was sent since may have been refused: the peer does not read any more either
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(NativeSocket(m_socket->socketDescriptor()), SOL_SOCKET, SO_ERROR, reinterpret_cast<char*>(&error), &size);
        return error == 0 ? Peer::ClosedItsSide : Peer::Gone;
    }
    return count > 0 || wouldBlock() ? Peer::There : Peer::Gone;
}

bool Link::isSilent() const
{
    if (m_socket->bytesAvailable() > 0)
        return false;
    char byte = 0;
    return ::recv(NativeSocket(m_socket->socketDescriptor()), &byte, 1, MSG_PEEK) < 0 && wouldBlock();
}

std::string_view Link::read(std::span<char> buffer)
{
    if (m_tls && m_tls->bytesAvailable() == 0)
        return {};
    const qint64 count = m_socket->read(buffer.data(), qint64(buffer.size()));
    return count > 0 ? std::string_view(buffer.data(), std::size_t(count)) : std::string_view();
}

bool Link::write(std::string_view bytes)
{
    if (!open() || m_socket->write(bytes.data(), qint64(bytes.size())) < 0)
        return false;
    if (m_tls)
        m_tls->flush();
    return open();
}

qint64 Link::unsent() const
{
    return m_socket->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0);
}

void Link::shutdownWrite()
{
    if (!m_tls && open())
        ::shutdown(NativeSocket(m_socket->socketDescriptor()), shutSend);
}

void Link::close()
{
    m_socket->disconnect(m_socket);
    if (m_tls && m_tls->isEncrypted() && open() && unsent() == 0) {
        m_tls->disconnectFromHost(); // close_notify
        m_tls->flush();
    }
    m_socket->abort();
}

void Link::reset()
{
    m_socket->disconnect(m_socket);
    if (open()) {
        const linger atOnce{1, 0};
        ::setsockopt(NativeSocket(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER,
                     reinterpret_cast<const char*>(&atOnce), sizeof atOnce);
    }
    m_socket->abort();
}

} // namespace hookloupe::server
