// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <vector>

namespace hookloupe::test {

/// Takes what is sent to it, byte for byte, and answers each connection with the same bytes; without an answer it stays silent.
class Receiver : public QTcpServer {
public:
    explicit Receiver(QByteArray reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}")
        : answer(std::move(reply))
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port to listen on");
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* socket = nextPendingConnection();
            const std::size_t number = received.size();
            received.emplace_back();
            connect(socket, &QTcpSocket::readyRead, this, [this, socket, number] {
                received[number] += socket->readAll();
                if (!answer.isEmpty() && isWhole(received[number])) {
                    socket->write(answer);
                    socket->disconnectFromHost();
                }
            });
        });
    }

    [[nodiscard]] QString url(const QString& path = {}) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path);
    }

    QByteArray answer;
    std::vector<QByteArray> received;

private:
    static bool isWhole(const QByteArray& bytes)
    {
        const auto headEnd = bytes.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return false;
        const QByteArray head = bytes.left(headEnd).toLower() + "\r\n";
        if (head.contains("chunked"))
            return bytes.endsWith("\r\n\r\n") && bytes.indexOf("0\r\n", headEnd) > 0;
        const auto length = head.indexOf("content-length:");
        const qsizetype wanted = length < 0 ? 0 : head.mid(length + 15, head.indexOf('\r', length) - length - 15).trimmed().toLongLong();
        return bytes.size() >= headEnd + 4 + wanted;
    }
};

} // namespace hookloupe::test
