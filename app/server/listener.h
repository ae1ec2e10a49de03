// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/capture_server.h"

#include <QTcpServer>

#include <functional>

namespace hookloupe::server {

/// Accepts connections and hands over their descriptors. Not bound to QHttpServer: no byte passes beside the gate.
class Listener : public QTcpServer {
    Q_OBJECT

public:
    using Taker = std::function<void(qintptr descriptor)>;
    explicit Listener(Taker taker, QObject* parent = nullptr);

    /// Listens as asked, on the next free port if that is wanted. Errors as of CaptureServer::listen().
    [[nodiscard]] Result<ListenAddress> start(const ListenSettings& settings);
    /// Takes the connections that the system has accepted already: they would be lost with the listener.
    void takeWaiting() { waitForNewConnection(0); }

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    Taker m_taker;
};

} // namespace hookloupe::server
