// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <utility>
#include <vector>

namespace hookloupe::test {

/// Takes requests on a raw socket, keeps every byte of each, and answers them with the same bytes or with what `answerFor`
/// says; no bytes: it stays silent until answerSilent().
class Receiver : public QTcpServer {
public:
    explicit Receiver(QByteArray reply = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"ok\":true}",
                      bool closesAfter = true)
        : answer(std::move(reply)), closes(closesAfter)
    {
        if (!listen(QHostAddress::LocalHost))
            qFatal("no port to listen on");
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = nextPendingConnection())
                serve(socket);
        });
    }

    [[nodiscard]] QString url(const QString& path = {}) const
    {
        return QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path);
    }
    void answerSilent(const QByteArray& late)
    {
        for (const auto& socket : std::exchange(silent, {})) {
            if (socket)
                socket->write(late);
        }
    }

    QByteArray answer;
    bool closes;                                            ///< the connection, after an answer
    std::function<QByteArray(const QByteArray&)> answerFor; ///< of a whole request; empty: `answer` for all
    std::vector<QByteArray> received;                       ///< requests, whole or not, in the order they began
    std::vector<QPointer<QTcpSocket>> silent;               ///< that wait for an answer
    QPointer<QTcpSocket> last;                              ///< the latest connection
    int connections = 0;

private:
    void serve(QTcpSocket* socket)
    {
        ++connections;
        last = socket;
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        auto bytes = std::make_shared<QByteArray>();
        auto number = std::make_shared<qsizetype>(-1);      // of the request it is at
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, bytes, number] {
            *bytes += socket->readAll();
            while (!bytes->isEmpty()) {
                if (*number < 0) {
                    *number = static_cast<qsizetype>(received.size());
                    received.emplace_back();
                }
                const qsizetype length = lengthOfFirst(*bytes);
                QByteArray& request = received[static_cast<std::size_t>(*number)];
                request = length > 0 ? bytes->left(length) : *bytes;
                if (length == 0)
                    return;
                bytes->remove(0, length);
                *number = -1;
                reply(*socket, QByteArray(request));
            }
        });
    }
    void reply(QTcpSocket& socket, const QByteArray& request)
    {
        const QByteArray bytes = answerFor ? answerFor(request) : answer;
        if (bytes.isEmpty())
            return silent.emplace_back(&socket), void();
        socket.write(bytes);
        if (closes)
            socket.disconnectFromHost();
    }
    /// 0: not all of it is there.
    static qsizetype lengthOfFirst(const QByteArray& bytes)
    {
        const auto headEnd = bytes.indexOf("\r\n\r\n");
        if (headEnd < 0)
            return 0;
        const QByteArray head = bytes.left(headEnd).toLower() + "\r\n";
        if (head.contains("chunked")) {
            const auto end = bytes.indexOf("\r\n0\r\n", headEnd + 2);
            const auto last = end < 0 ? -1 : bytes.indexOf("\r\n\r\n", end + 3); // after the trailers
            return last < 0 ? 0 : last + 4;
        }
        const auto field = head.indexOf("\r\ncontent-length:");
        const qsizetype body = field < 0 ? 0 : head.mid(field + 17, head.indexOf('\r', field + 2) - field - 17).trimmed().toLongLong();
        return bytes.size() >= headEnd + 4 + body ? headEnd + 4 + body : 0;
    }
};

} // namespace hookloupe::test
