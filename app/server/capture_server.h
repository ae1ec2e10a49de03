// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/exchange.h"

#include <QObject>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace hookloupe::server {

/// Where and how to listen.
struct ListenSettings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 4100;       ///< 0 = any free one
    bool nextFreePort = true;        ///< if the port is taken, try the following ones (at most 100)
    std::string certificatePem;      ///< certificate chain, PEM; empty = plain HTTP
    std::string privateKeyPem;       ///< PEM; secret
    Limits limits;
};

/// Where it listens now.
struct ListenAddress {
    std::string address;
    std::uint16_t port = 0;
    bool tls = false;

    /// "http://127.0.0.1:4100", without a slash at the end; IPv6 in brackets.
    [[nodiscard]] std::string url() const;
    /// Reachable from this machine alone (127/8, ::1).
    [[nodiscard]] bool isLoopback() const;
};

/// QHttpServer behind the strict gate. Lives in one thread with an event loop; release(), refuse() and counters() are
/// thread-safe, everything else is for that thread.
class CaptureServer : public QObject {
    Q_OBJECT

public:
    /// `handler` must outlive the server.
    explicit CaptureServer(ExchangeHandler& handler, QObject* parent = nullptr);
    ~CaptureServer() override;

    /// Starts listening; AddressInUse, PermissionDenied, InvalidInput (address, certificate or key) otherwise. If it listens
    /// already it goes over to the new settings: no connection that was taken is lost, and if the new place cannot be had it
    /// goes on where it was, see listening().
    [[nodiscard]] Result<ListenAddress> listen(const ListenSettings& settings);
    /// Where it listens now; nothing if it does not.
    [[nodiscard]] std::optional<ListenAddress> listening() const;
    /// Uses another certificate and key for connections to come; the old one stays if these are not good.
    [[nodiscard]] Status reloadCertificate(const std::string& certificatePem, const std::string& privateKeyPem);
    /// New limits for requests to come.
    void setLimits(const Limits& limits);
    /// Stops accepting. Open exchanges still get their answer; `drained()` follows when none is left.
    void stopAccepting();

    /// The captures of these tickets are committed: send their answers. Thread-safe, one wake-up a batch.
    void release(std::span<const Ticket> tickets);
    /// The same with other bytes than were planned, framed for the exchange (Incoming::context). Thread-safe.
    void release(Ticket ticket, std::string wire);
    /// The capture could not be stored: answer with the refusal's status instead. Thread-safe.
    void refuse(std::span<const std::pair<Ticket, Refusal>> tickets);
    [[nodiscard]] Counters counters() const;

Q_SIGNALS:
    void drained();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hookloupe::server
