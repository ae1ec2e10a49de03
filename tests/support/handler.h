// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <functional>
#include <string>
#include <vector>

namespace hookloupe::test {

/// A handler under development: takes requests on a raw socket, keeps every byte of them, answers or does not.
class Handler : public QObject {
public:
    Handler() { start(); }

    /// Listens where it did before.
    bool start()
    {
        m_server = std::make_unique<QTcpServer>();
        QObject::connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket* socket = m_server->nextPendingConnection())
                serve(socket);
        });
        const bool good = m_server->listen(QHostAddress::LocalHost, m_port);
        m_port = m_server->serverPort();
        return good;
    }
    /// Gone at once, with all its connections.
    void kill() { m_server.reset(); }

    [[nodiscard]] std::string url(const std::string& path = "") const
    {
        return "http://127.0.0.1:" + std::to_string(m_port) + path;
    }

    std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
    bool silent = false;                        ///< never answers
    std::function<bool(const std::string&)> hangsUpOn; ///< closes instead of answering
    std::function<void()> afterRequest;         ///< before it is answered
    std::vector<std::string> requests;          ///< whole, in the order they were complete
    int connections = 0;

private:
    void serve(QTcpSocket* socket)
    {
        ++connections;
        auto bytes = std::make_shared<std::string>();
        QObject::connect(socket, &QTcpSocket::readyRead, this, [this, socket, bytes] {
            *bytes += socket->readAll().toStdString();
            while (const auto length = lengthOfFirst(*bytes)) {
                requests.push_back(bytes->substr(0, length));
                bytes->erase(0, length);
                if (afterRequest)
                    afterRequest();
                if (!m_server)
                    return;
                if (hangsUpOn && hangsUpOn(requests.back()))
                    return socket->abort();
                if (!silent)
                    socket->write(answer.data(), static_cast<qint64>(answer.size()));
            }
        });
    }
    static std::size_t lengthOfFirst(const std::string& bytes)
    {
        const auto head = bytes.find("\r\n\r\n");
        if (head == std::string::npos)
            return 0;
        if (const auto chunked = bytes.find("Transfer-Encoding: chunked"); chunked < head) {
            const auto last = bytes.find("\r\n0\r\n", head + 2);
            const auto end = last == std::string::npos ? last : bytes.find("\r\n\r\n", last + 3); // behind the trailers
            return end == std::string::npos ? 0 : end + 4;
        }
        const auto field = bytes.find("Content-Length: ");
        const std::size_t body = field < head ? std::stoul(bytes.substr(field + 16)) : 0;
        return bytes.size() >= head + 4 + body ? head + 4 + body : 0;
    }

    std::unique_ptr<QTcpServer> m_server; ///< its sockets are its children
    quint16 m_port = 0;
};

} // namespace hookloupe::test
