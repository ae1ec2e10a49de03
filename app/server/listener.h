// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/capture_server.h"
#include "server/descriptors.h"

#include <QTcpServer>
#include <QTimer>

#include <functional>
#include <memory>

class QSocketNotifier;

namespace hookloupe::server {

/// Accepts connections and hands over their descriptors. Not bound to QHttpServer: no byte passes beside the gate.
///
/// It accepts by itself, not by QTcpServer: that one, once it has met an empty queue, takes every later error for the same, and
/// tries without a pause while no descriptor is left (Qt 6.4: a socket engine keeps the first error it met).
class Listener : public QTcpServer {
    Q_OBJECT

public:
    struct Events {
        std::function<void(qintptr descriptor)> taken;
        std::function<bool()> makeRoom;    ///< no descriptor is left: true if one was given back
        std::function<void()> turnedAway;  ///< one was closed unheard, as none was
        std::function<bool()> isTls;       ///< who is turned away would not understand an answer
    };
    explicit Listener(Events events, QObject* parent = nullptr);
    ~Listener() override;

    /// Listens as asked, on the next free port if that is wanted. Errors as of CaptureServer::listen().
    [[nodiscard]] Result<ListenAddress> start(const ListenSettings& settings);
    /// Takes the connections that the system has accepted already: they would be lost with the listener.
    void takeWaiting();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void acceptByItself();
    bool takeSome();
    void turnAway();

    Events m_events;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_pause;               ///< while no descriptor is left
    ReserveDescriptor m_reserve;
};

} // namespace hookloupe::server
