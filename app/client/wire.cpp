// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/wire.h"

#include "base/text.h"
#include "client/web_url.h"

#include <QHostAddress>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QSslSocket>

#include <memory>
#include <utility>

namespace hookloupe::client {

namespace {

/// Whether the head of a message lets the connection live (RFC 9112 section 9.3).
bool letsLive(std::string_view head, const http::Headers& headers)
{
    if (const auto connection = http::headerValue(headers, "Connection")) {
        if (equalsIgnoreCase(*connection, "close"))
            return false;
        if (equalsIgnoreCase(*connection, "keep-alive"))
            return true;
    }
    const std::string_view line = head.substr(0, head.find("\r\n"));
    return line.starts_with("HTTP/1.1") || line.ends_with("HTTP/1.1");
}

std::string_view headOf(std::string_view bytes)
{
    const auto end = bytes.find("\r\n\r\n");
    return bytes.substr(0, end == std::string_view::npos ? end : end + 4);
}

} // namespace

Wire::Wire(Target target, QObject* parent) : QObject(parent), m_target(std::move(target))
{
    m_limit.setSingleShot(true);
    m_limit.setTimerType(Qt::PreciseTimer); // a coarse one is half a second early at Speckle's 10 s
    connect(&m_limit, &QTimer::timeout, this, [this] { finish(Fault::TimedOut); });
}

void Wire::send(WireRequest request, Then then)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    m_request = std::move(request);
    m_then = std::move(then);
    m_reader.emplace(m_request.bytes.starts_with("HEAD "), m_request.answer);
    m_outcome = {};
    m_clock.start();
    m_limit.start(m_request.limit);
    QMetaObject::invokeMethod(this, &Wire::begin, Qt::QueuedConnection); // a local socket fails within its call
}

void Wire::begin()
{
    if (!m_busy)
        return;
    m_outcome.reused = m_open;
    if (m_open)
        write();
    else
        open();
}

void Wire::open()
{
    drop();
    m_triedIpv4 = false;
    if (m_target.socketPath.empty())
        openTcp();
    else
        openLocal();
}

void Wire::openTcp()
{
    QSslSocket* tls = m_target.tls ? new QSslSocket(this) : nullptr;
    m_tcp = tls ? tls : new QTcpSocket(this);
    m_device = m_tcp;
    m_tcp->setProxy(QNetworkProxy::NoProxy);
    connect(m_tcp, &QAbstractSocket::hostFound, this, [this] { m_outcome.timings.name = now(); });
    connect(m_tcp, &QIODevice::readyRead, this, &Wire::read);
    connect(m_tcp, &QAbstractSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
        const bool noName = error == QAbstractSocket::HostNotFoundError;
        if (isLocalName(m_target.host) && !m_outcome.timings.connected && m_busy && !std::exchange(m_triedIpv4, true)) {
            drop();
            return openTcp();
        }
        ended(noName ? Fault::NameNotFound : Fault::NotConnected, m_tcp->errorString(),
              error == QAbstractSocket::RemoteHostClosedError);
    });
    connect(m_tcp, &QAbstractSocket::connected, this, [this] {
        m_outcome.timings.connected = now();
        m_tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        if (!m_target.tls)
            connected();
    });
    const QString name = QString::fromStdString(m_target.host);
    const QString host = !isLocalName(m_target.host) ? name : m_triedIpv4 ? QStringLiteral("::1") : QStringLiteral("127.0.0.1");
    if (!tls)
        return m_tcp->connectToHost(host, m_target.port);
    tls->setPeerVerifyMode(m_target.anyCertificate ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    connect(tls, &QSslSocket::encrypted, this, [this] {
        m_outcome.timings.encrypted = now();
        connected();
    });
    tls->connectToHostEncrypted(host, m_target.port, name);
}

void Wire::openLocal()
{
    m_local = new QLocalSocket(this);
    m_device = m_local;
    connect(m_local, &QLocalSocket::connected, this, [this] {
        m_outcome.timings.connected = now();
        connected();
    });
    connect(m_local, &QIODevice::readyRead, this, &Wire::read);
    connect(m_local, &QLocalSocket::errorOccurred, this, [this](QLocalSocket::LocalSocketError error) {
        ended(Fault::NotConnected, m_local->errorString(), error == QLocalSocket::PeerClosedError);
    });
    m_local->connectToServer(QString::fromStdString(m_target.socketPath));
}

void Wire::connected()
{
    if (m_tcp && m_request.refuses && m_request.refuses(m_tcp->peerAddress().toString().toStdString(), m_tcp->peerPort())) {
        m_outcome.refused = true;
        return finish(Fault::NotConnected, "not sent: this program itself listens there");
    }
    m_open = true;
    write();
}

void Wire::write()
{
    m_device->write(m_request.bytes.data(), static_cast<qint64>(m_request.bytes.size()));
}

void Wire::read()
{
    if (!m_device || !m_device->isReadable())
        return;
    const QByteArray bytes = m_device->readAll();
    if (bytes.isEmpty())
        return;
    if (!m_busy)
        return drop(); // nobody asked: whatever it is, it is no answer to the next request
    if (!m_outcome.timings.firstByte)
        m_outcome.timings.firstByte = now();
    const auto taken = m_reader->feed({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    m_outcome.surplus = taken < static_cast<std::size_t>(bytes.size());
    if (m_request.watch) {
        if (const auto fault = m_request.watch(*m_reader))
            return finish(*fault);
    }
    if (m_reader->state() == http::AnswerReader::State::Complete)
        finish(Fault::None);
    else if (m_reader->state() == http::AnswerReader::State::Broken)
        finish(m_reader->tooLarge() ? Fault::AnswerTooLarge : Fault::NotHttp, m_reader->note());
}

void Wire::ended(Fault unlessConnected, const QString& detail, bool peerClosed)
{
    read(); // what came before the end counts
    m_open = false;
    if (!m_busy)
        return drop();
    if (!m_outcome.reused && !m_outcome.timings.connected)
        return finish(unlessConnected, detail.toStdString());
    if (m_target.tls && !m_outcome.reused && !m_outcome.timings.encrypted)
        return finish(Fault::Tls, detail.toStdString());
    m_reader->end();
    if (peerClosed && m_reader->state() == http::AnswerReader::State::Complete) {
        const auto fault = m_request.watch ? m_request.watch(*m_reader) : std::nullopt;
        return finish(fault.value_or(Fault::None));
    }
    finish(Fault::ConnectionLost, m_reader->note().empty() ? detail.toStdString() : m_reader->note());
}

bool Wire::mayStayOpen() const
{
    const http::ReceivedAnswer& answer = m_reader->answer();
    const std::string_view head = headOf(m_request.bytes);
    return m_open && !m_outcome.surplus && m_reader->state() == http::AnswerReader::State::Complete && answer.status != 101
        && letsLive(answer.rawHead, answer.headers) && letsLive(head, http::viewHead(head).headers)
        && (answer.dechunked || answer.rawBody.empty() || http::headerValue(answer.headers, "Content-Length"));
}

void Wire::finish(Fault fault, std::string detail)
{
    if (!m_busy)
        return;
    m_limit.stop();
    if (fault != Fault::None || !mayStayOpen())
        drop(); // the answer is complete, or nobody waits for the rest
    m_outcome.timings.total = now();
    m_outcome.fault = fault;
    m_outcome.detail = std::move(detail);
    m_outcome.answer = m_reader->take();
    m_request = {};
    m_busy = false;
    // In a turn of its own: `then` may send again, or delete this, while a socket's signal is still on the stack.
    QMetaObject::invokeMethod(
        this,
        [then = std::exchange(m_then, {}), outcome = std::make_shared<const Outcome>(std::move(m_outcome))] { then(*outcome); },
        Qt::QueuedConnection);
}

void Wire::drop()
{
    m_open = false;
    if (!m_device)
        return;
    m_device->disconnect(this);
    if (m_tcp)
        m_tcp->abort();
    else
        m_local->abort();
    m_device->deleteLater();
    m_device = nullptr;
    m_tcp = nullptr;
    m_local = nullptr;
}

} // namespace hookloupe::client
