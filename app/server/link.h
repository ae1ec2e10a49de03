// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSocket>

#include <functional>
#include <span>
#include <string>
#include <string_view>

class QSslConfiguration;
class QSslSocket;

namespace hookloupe::server {

/// The real socket of one connection, plain or TLS.
///
/// Plain sockets are unbuffered: nothing is read before it is asked for. So a client's FIN is not seen while its answer is
/// open, and a half-closed client gets it; a client that sends too much waits in the kernel.
class Link {
public:
    struct Events {
        std::function<void()> readable;
        std::function<void()> written;   ///< some of what was waiting is handed over
        std::function<void()> gone;      ///< disconnected, at any time but within read(), write() and close()
        std::function<void()> encrypted; ///< TLS handshake done
    };

    /// Takes the descriptor over; without `tls` plain. The socket is a child of `owner`. Calls no event before the event loop
    /// runs again, or startTls() is called.
    Link(QObject* owner, qintptr descriptor, const QSslConfiguration* tls, Events events);
    ~Link();
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;

    enum class Peer { There, ClosedItsSide /**< sent FIN: may still read */, Gone };

    /// Begins the handshake; `gone` may be called within. Nothing for a plain link.
    void startTls();
    /// False if the descriptor could not be used.
    [[nodiscard]] bool valid() const { return m_valid; }
    [[nodiscard]] bool tls() const { return m_tls != nullptr; }
    [[nodiscard]] const std::string& peer() const { return m_peer; } ///< "127.0.0.1:53122"
    [[nodiscard]] std::string errorText() const;
    [[nodiscard]] bool open() const;
    /// How the client is, without reading. Bytes that it sent behind its request hide that it closed its side.
    [[nodiscard]] Peer peerNow() const;
    /// Nothing came that has not been read.
    [[nodiscard]] bool isSilent() const;
    /// Lives in the thread of the socket at least as long as this link.
    [[nodiscard]] QObject* context() const { return m_owner; }

    /// What has come, at most as much as the buffer holds; empty if nothing is there or the peer is gone (see open()).
    [[nodiscard]] std::string_view read(std::span<char> buffer);
    /// Hands the bytes over, keeping what the system does not take; false if the peer is gone.
    [[nodiscard]] bool write(std::string_view bytes);
    [[nodiscard]] qint64 unsent() const;

    /// Tells the client that no more will come, still reading from it. Nothing for TLS: there Qt only closes both ways.
    void shutdownWrite();
    /// Closes; what is unsent is lost. TLS says so to the peer before.
    void close();
    /// Closes with a reset (SO_LINGER 0), as abort() would send a FIN.
    void reset();

private:
    QObject* m_owner = nullptr;
    QAbstractSocket* m_socket = nullptr; ///< deleted later: it may be emitting a signal
    QSslSocket* m_tls = nullptr;         ///< the same, if TLS
    std::string m_peer;
    bool m_valid = false;
};

} // namespace hookloupe::server
