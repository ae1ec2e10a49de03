// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHttpServer>
#include <QObject>

#include <cstdint>
#include <functional>
#include <string>

namespace hookloupe::server {

class PseudoSocket;
class BridgeListener;

/// The way into QHttpServer: each dispatch feeds it one minimal canonical request through a socket without a network and
/// takes back what it wrote, before the call returns. No byte of a client ever reaches QHttpServer.
class Bridge : public QObject {
    Q_OBJECT

public:
    explicit Bridge(QObject* parent = nullptr);
    ~Bridge() override;

    /// False if QHttpServer could not be set up (no loopback address on this machine).
    [[nodiscard]] bool ready() const { return m_ready; }
    /// Has QHttpServer call `handler`, exactly once, for the request named `id`; false if it did not, or answered by itself.
    [[nodiscard]] bool dispatch(std::uint64_t id, const std::function<void()>& handler);

private:
    void handle(const QHttpServerRequest& request, QHttpServerResponder& responder);
    PseudoSocket* socket();

    QHttpServer m_server;
    BridgeListener* m_listener = nullptr; ///< owned by m_server
    PseudoSocket* m_socket = nullptr;     ///< owned by m_server
    QByteArray m_idHeader;                ///< random per process: cannot be guessed, nor met by chance
    std::string m_request;                ///< reused
    std::string m_prefix;
    QByteArray m_id;
    const std::function<void()>* m_handler = nullptr;
    bool m_ready = false;
};

} // namespace hookloupe::server
