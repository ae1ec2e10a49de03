// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/raw_client.h"

#include "base/text.h"

#include <QCryptographicHash>
#include <QHostAddress>
#include <QSslCertificate>
#include <QSslSocket>
#include <QTcpSocket>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace hookloupe::test {

namespace {

constexpr int patience = 10'000; // ms: a bound for what hangs, never waited for in a good run

std::string fieldOf(std::string_view head, std::string_view name)
{
    std::size_t at = head.find("\r\n");
    while (at != std::string_view::npos && at + 2 < head.size()) {
        const std::size_t begin = at + 2;
        at = head.find("\r\n", begin);
        const std::string_view line = head.substr(begin, at - begin);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && equalsIgnoreCase(line.substr(0, colon), name))
            return std::string(trimmedOws(line.substr(colon + 1)));
    }
    return {};
}

/// Has to be said before connecting: the peer sizes its own buffer by the segments that it may send.
void makeNarrow(QTcpSocket& socket)
{
    const int segment = 1024;
    const int window = 8 * 1024;
    (void)socket.bind(QHostAddress(QHostAddress::LocalHost)); // else there is no socket yet
    ::setsockopt(int(socket.socketDescriptor()), IPPROTO_TCP, TCP_MAXSEG, &segment, sizeof segment);
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_RCVBUF, &window, sizeof window);
}

} // namespace

std::string RawAnswer::header(std::string_view name) const
{
    return fieldOf(head, name);
}

RawClient::RawClient(std::uint16_t port, Mode mode, const char* address)
{
    if (mode == Mode::Tls) {
        auto tls = std::make_unique<QSslSocket>();
        tls->setPeerVerifyMode(QSslSocket::VerifyNone);
        tls->connectToHostEncrypted(QString::fromLatin1(address), port);
        (void)tls->waitForEncrypted(patience);
        m_socket = std::move(tls);
    } else {
        m_socket = std::make_unique<QTcpSocket>();
        if (mode == Mode::Narrow)
            makeNarrow(*m_socket);
        m_socket->connectToHost(QHostAddress(QString::fromLatin1(address)), port);
        (void)m_socket->waitForConnected(patience);
    }
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

RawClient::~RawClient() = default;
RawClient::RawClient(RawClient&&) noexcept = default;

bool RawClient::connected() const
{
    const auto* const tls = qobject_cast<const QSslSocket*>(m_socket.get());
    return m_socket->state() == QAbstractSocket::ConnectedState && (!tls || tls->isEncrypted());
}

bool RawClient::send(std::string_view bytes)
{
    m_socket->write(bytes.data(), qint64(bytes.size()));
    while (m_socket->bytesToWrite() > 0) {
        if (!m_socket->waitForBytesWritten(patience))
            return false;
    }
    m_socket->flush();
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

bool RawClient::sendInPieces(std::string_view bytes, std::size_t size)
{
    while (!bytes.empty()) {
        if (!send(bytes.substr(0, size)))
            return false;
        bytes.remove_prefix(std::min(size, bytes.size()));
    }
    return true;
}

void RawClient::halfClose()
{
    ::shutdown(int(m_socket->socketDescriptor()), SHUT_WR);
}

void RawClient::close()
{
    m_socket->disconnectFromHost();
    if (m_socket->state() != QAbstractSocket::UnconnectedState)
        (void)m_socket->waitForDisconnected(patience);
}

void RawClient::reset()
{
    const linger atOnce{1, 0};
    ::setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    m_socket->abort();
}

bool RawClient::readMore()
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(patience) && m_socket->bytesAvailable() == 0)
        return false;
    const QByteArray bytes = m_socket->readAll();
    m_buffer.append(bytes.constData(), std::size_t(bytes.size()));
    return !bytes.isEmpty();
}

RawAnswer RawClient::readAnswer(bool toHead)
{
    std::size_t end = 0;
    while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos) {
        if (!readMore())
            return {};
    }
    RawAnswer answer;
    answer.head = m_buffer.substr(0, end + 4);
    answer.status = answer.head.size() > 12 ? std::atoi(answer.head.c_str() + 9) : -1;
    m_buffer.erase(0, end + 4);
    const std::string length = answer.header("Content-Length");
    const bool bodyless = toHead || answer.status < 200 || answer.status == 204 || answer.status == 304;
    const std::size_t wanted = bodyless || length.empty() ? 0 : std::stoul(length);
    while (m_buffer.size() < wanted) {
        if (!readMore())
            return {};
    }
    answer.body = m_buffer.substr(0, wanted);
    m_buffer.erase(0, wanted);
    return answer;
}

std::optional<std::string> RawClient::readToEnd()
{
    while (readMore()) {}
    if (m_socket->state() != QAbstractSocket::UnconnectedState)
        return std::nullopt;
    return std::exchange(m_buffer, {});
}

bool RawClient::seesEnd()
{
    const auto rest = readToEnd();
    return rest && rest->empty();
}

std::string RawClient::peerCertificateDigest() const
{
    const auto* const tls = qobject_cast<const QSslSocket*>(m_socket.get());
    return tls ? tls->peerCertificate().digest(QCryptographicHash::Sha256).toHex().toStdString() : std::string();
}

std::uint16_t RawClient::localPort() const
{
    return m_socket->localPort();
}

} // namespace hookloupe::test
