// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/bridge.h"

#include "server/httpserver_compat.h"
#include "server/pseudo_socket.h"

#include <QHostAddress>
#include <QMetaMethod>
#include <QRandomGenerator>
#include <QTcpServer>

#include <utility>

namespace hookloupe::server {

/// Hands pseudo sockets to the QHttpServer it is bound to. QHttpServer only binds listening servers, so it listens for the
/// moment of binding and never accepts anything.
class BridgeListener : public QTcpServer {
public:
    using QTcpServer::QTcpServer;

    void handOver(PseudoSocket* socket)
    {
        m_pending = socket;
        // addPendingConnection() would need nextPendingConnection() of a listening server to take the socket back; the
        // signal is all that QHttpServer waits for.
        static const QMetaMethod available = QMetaMethod::fromSignal(&QTcpServer::pendingConnectionAvailable);
        available.invoke(this, Qt::DirectConnection);
    }

    [[nodiscard]] bool hasPendingConnections() const override { return m_pending != nullptr; }
    QTcpSocket* nextPendingConnection() override { return std::exchange(m_pending, nullptr); }

protected:
    void incomingConnection(qintptr) override {} // the descriptor is closed by nobody: never reached, see above

private:
    PseudoSocket* m_pending = nullptr;
};

Bridge::Bridge(QObject* parent) : QObject(parent), m_server(this)
{
    m_listener = new BridgeListener(this);
    if (!m_listener->listen(QHostAddress(QHostAddress::LocalHost))
        && !m_listener->listen(QHostAddress(QHostAddress::LocalHostIPv6)))
        return;
    m_listener->pauseAccepting();
    m_ready = compat::bind(m_server, m_listener);
    m_listener->close();
    compat::setMissingHandler(m_server, this, [this](const QHttpServerRequest& request, QHttpServerResponder& responder) {
        handle(request, responder);
    });

    quint32 random[4];
    QRandomGenerator::system()->fillRange(random);
    m_idHeader = "x-" + QByteArray(reinterpret_cast<const char*>(random), sizeof random).toHex();
    m_prefix = "POST /hookloupe HTTP/1.1\r\nHost: hookloupe\r\nContent-Length: 0\r\n" + m_idHeader.toStdString() + ": ";
}

Bridge::~Bridge()
{
    if (m_socket)
        m_socket->retire();
}

bool Bridge::dispatch(std::uint64_t id, const std::function<void()>& handler)
{
    m_id = QByteArray::number(quint64(id));
    m_request.assign(m_prefix);
    m_request.append(m_id.constData(), std::size_t(m_id.size()));
    m_request.append("\r\n\r\n");
    m_handler = &handler;
    PseudoSocket* const way = socket();
    way->clearWritten();
    way->feed(m_request);
    const bool called = std::exchange(m_handler, nullptr) == nullptr;
    return called && way->written().startsWith("HTTP/1.1 200 ");
}

void Bridge::handle(const QHttpServerRequest& request, QHttpServerResponder& responder)
{
    if (!m_handler || request.value(m_idHeader) != m_id) {
        responder.write(QHttpServerResponder::StatusCode::NotFound);
        return;
    }
    (*std::exchange(m_handler, nullptr))();
    // What the client gets is framed by the gate: QHttpServer knows not every status, gives HEAD a body and 204 a type.
    responder.write(QHttpServerResponder::StatusCode::Ok);
}

PseudoSocket* Bridge::socket()
{
    if (m_socket && m_socket->closed())
        std::exchange(m_socket, nullptr)->retire();
    if (!m_socket) {
        m_socket = new PseudoSocket(m_listener);
        m_listener->handOver(m_socket);
    }
    return m_socket;
}

} // namespace hookloupe::server
