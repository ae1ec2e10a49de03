// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/exchange.h"

#include <QNetworkProxy>
#include <QSslSocket>

namespace hookloupe::replay {

Exchange::Exchange(Target target, std::string bytes, std::chrono::milliseconds limit, QObject* parent)
    : QObject(parent), m_target(std::move(target)), m_bytes(std::move(bytes)), m_socket(new QSslSocket(this)),
      m_reader(m_bytes.starts_with("HEAD "))
{
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_socket->setPeerVerifyMode(m_target.anyCertificate ? QSslSocket::VerifyNone : QSslSocket::VerifyPeer);
    m_limit.setSingleShot(true);
    m_limit.setInterval(limit);
    connect(m_socket, &QAbstractSocket::hostFound, this, [this] { m_timings.name = now(); });
    connect(m_socket, &QAbstractSocket::connected, this, [this] {
        m_timings.connected = now();
        if (!m_target.tls)
            write();
    });
    connect(m_socket, &QSslSocket::encrypted, this, [this] {
        m_timings.encrypted = now();
        write();
    });
    connect(m_socket, &QIODevice::readyRead, this, &Exchange::read);
    connect(m_socket, &QAbstractSocket::errorOccurred, this, &Exchange::failed);
    connect(&m_limit, &QTimer::timeout, this, [this] { finish(Fault::TimedOut); });
}

void Exchange::start()
{
    m_clock.start();
    m_limit.start();
    const QString host = QString::fromStdString(m_target.host);
    if (m_target.tls)
        m_socket->connectToHostEncrypted(host, m_target.port);
    else
        m_socket->connectToHost(host, m_target.port);
}

void Exchange::write()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->write(m_bytes.data(), static_cast<qint64>(m_bytes.size()));
}

void Exchange::read()
{
    if (m_over)
        return;
    const QByteArray bytes = m_socket->readAll();
    if (bytes.isEmpty())
        return;
    if (!m_timings.firstByte)
        m_timings.firstByte = now();
    (void)m_reader.feed({bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (m_reader.state() == http::AnswerReader::State::Complete)
        finish(Fault::None);
    else if (m_reader.state() == http::AnswerReader::State::Broken)
        finish(Fault::NotHttp, m_reader.note());
}

void Exchange::failed(QAbstractSocket::SocketError error)
{
    read(); // what came before the end counts
    if (m_over)
        return;
    const std::string detail = m_socket->errorString().toStdString();
    if (error == QAbstractSocket::HostNotFoundError)
        return finish(Fault::NameNotFound, detail);
    if (!m_timings.connected)
        return finish(Fault::NotConnected, detail);
    if (m_target.tls && !m_timings.encrypted)
        return finish(Fault::Tls, detail);
    m_reader.end();
    if (error == QAbstractSocket::RemoteHostClosedError && m_reader.state() == http::AnswerReader::State::Complete)
        return finish(Fault::None);
    finish(Fault::ConnectionLost, m_reader.note().empty() ? detail : m_reader.note());
}

void Exchange::finish(Fault fault, std::string detail)
{
    if (m_over)
        return;
    m_over = true;
    m_limit.stop();
    m_timings.total = now();
    m_socket->disconnect(this);
    m_socket->abort(); // the answer is complete, or nobody waits for the rest
    Q_EMIT done({m_reader.take(), m_timings, fault, std::move(detail)});
    deleteLater();
}

} // namespace hookloupe::replay
