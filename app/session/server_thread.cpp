// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/server_thread.h"

#include "crypto/thread.h"

#include <QCoreApplication>

namespace hookloupe::session {

ServerThread::ServerThread(server::ExchangeHandler& handler, QObject* parent) : QThread(parent), m_handler(handler)
{
    setObjectName(QStringLiteral("server"));
    start();
    m_ready.acquire();
}

ServerThread::~ServerThread()
{
    quit();
    wait();
}

bool ServerThread::drain(std::chrono::milliseconds limit)
{
    QMetaObject::invokeMethod(
        m_server,
        [this] {
            connect(m_server, &server::CaptureServer::drained, m_server, [this] { m_drained.release(); });
            m_server->stopAccepting();
        },
        Qt::QueuedConnection);
    return m_drained.tryAcquire(1, static_cast<int>(limit.count()));
}

void ServerThread::run()
{
    {
        server::CaptureServer server(m_handler);
        m_server = &server;
        m_ready.release();
        exec();
    }
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // TLS sockets
    crypto::leaveThread();
}

} // namespace hookloupe::session
