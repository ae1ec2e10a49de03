// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_receiver.h"

#include "crypto/certificate.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTimer>

#include <sys/socket.h>

#include <memory>

namespace hookloupe::test {

namespace {

bool isWhole(const QByteArray& request)
{
    const auto headEnd = request.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return false;
    const auto field = request.toLower().indexOf("\r\ncontent-length:");
    if (field < 0 || field > headEnd)
        return true;
    const auto valueAt = field + 17;
    const auto length = request.mid(valueAt, request.indexOf("\r\n", valueAt) - valueAt).trimmed().toLongLong();
    return request.size() - headEnd - 4 >= length;
}

void reset(QTcpSocket& socket)
{
    const linger at{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &at, sizeof at);
    socket.abort();
}

} // namespace

ScriptedReceiver::ScriptedReceiver(std::vector<Script> scripts, Tls tls) : m_scripts(std::move(scripts))
{
    if (tls == Tls::SelfSigned) {
        const auto pair = crypto::makeSelfSignedCertificate();
        if (!pair)
            qFatal("no certificate");
        m_certificate = QByteArray::fromStdString(pair->certificatePem);
        m_key = QByteArray::fromStdString(pair->privateKeyPem);
    }
    if (!listen(QHostAddress::LocalHost))
        qFatal("the scripted receiver cannot listen");
}

void ScriptedReceiver::incomingConnection(qintptr descriptor)
{
    auto* socket = new QSslSocket(this);
    socket->setSocketDescriptor(descriptor);
    if (!m_certificate.isEmpty()) {
        socket->setLocalCertificate(QSslCertificate(m_certificate));
        socket->setPrivateKey(QSslKey(m_key, m_key.contains("EC PRIVATE") ? QSsl::Ec : QSsl::Rsa));
        if (socket->privateKey().isNull())
            socket->setPrivateKey(QSslKey(m_key, QSsl::Ec));
        socket->startServerEncryption();
    }
    const std::size_t number = requests.size();
    requests.emplace_back();
    auto played = std::make_shared<bool>(false);
    const auto begin = [this, socket, number, played] {
        if (!std::exchange(*played, true))
            play(socket, std::min(number, m_scripts.size() - 1), 0);
    };
    connect(socket, &QIODevice::readyRead, this, [this, socket, number, begin] {
        requests[number] += socket->readAll();
        if (isWhole(requests[number]))
            begin();
    });
    connect(socket, &QAbstractSocket::disconnected, socket, &QObject::deleteLater);
    if (m_hasty)
        begin();
}

void ScriptedReceiver::play(const QPointer<QTcpSocket>& socket, std::size_t script, std::size_t deed)
{
    for (; socket && deed < m_scripts[script].size(); ++deed) {
        const Deed& now = m_scripts[script][deed];
        switch (now.kind) {
        case Deed::Kind::Send: {
            QByteArray bytes = now.bytes;
            socket->write(bytes.replace("@PORT", QByteArray::number(serverPort())));
            break;
        }
        case Deed::Kind::Wait:
            QTimer::singleShot(now.time, this, [this, socket, script, deed] { play(socket, script, deed + 1); });
            return;
        case Deed::Kind::Close:
            socket->disconnectFromHost(); // after what is written
            return;
        case Deed::Kind::Reset:
            socket->flush();
            reset(*socket);
            return;
        }
    }
}

} // namespace hookloupe::test
