// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/sending.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>

class QIODevice;
class QLocalSocket;
class QSslSocket;
class QTcpSocket;

namespace hookloupe::client {

/// A way to one receiver: one request after the other, over one connection as long as both sides let it live (HTTP/1.1
/// keep-alive) and over a new one otherwise. Who sends much to a target keeps as many of these as it wants requests in
/// flight: on loopback a kept connection saves the three packets and two sockets that a request costs more than its bytes.
/// Lives in one thread, which needs an event loop.
///
/// A receiver may close a kept connection at the very moment a request leaves: the outcome is ConnectionLost with `reused`
/// set and without any byte of an answer, and whether the receiver acted on it is not known. Nothing is sent twice here.
class Wire : public QObject {
    Q_OBJECT

public:
    using Then = std::function<void(const Outcome&)>;

    explicit Wire(Target target, QObject* parent = nullptr);

    /// Not while busy. `then` is called in a later turn of the event loop; not if this is gone by then. It may send again.
    void send(WireRequest request, Then then);
    [[nodiscard]] bool isBusy() const { return m_busy; }
    [[nodiscard]] bool isOpen() const { return m_open; } ///< the next request needs no new connection
    [[nodiscard]] const Target& target() const { return m_target; }

private:
    void begin();
    void open();
    void openTcp();
    void openLocal();
    void connected();
    void write();
    void read();
    void ended(Fault unlessConnected, const QString& detail, bool peerClosed);
    void finish(Fault fault, std::string detail = {});
    void drop();
    [[nodiscard]] bool mayStayOpen() const;
    [[nodiscard]] Micros now() const { return Micros(m_clock.nsecsElapsed() / 1000); }

    Target m_target;
    QIODevice* m_device = nullptr;   // m_tcp or m_local; nullptr: no connection
    QTcpSocket* m_tcp = nullptr;     // a QSslSocket if the target wants TLS
    QLocalSocket* m_local = nullptr;
    bool m_open = false;
    bool m_busy = false;
    bool m_triedIpv4 = false;        // of a name that stands for the loopback

    WireRequest m_request;
    Then m_then;
    std::optional<http::AnswerReader> m_reader;
    Outcome m_outcome;
    QTimer m_limit;
    QElapsedTimer m_clock;
};

} // namespace hookloupe::client
