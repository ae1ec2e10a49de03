// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/capture_server.h"

#include <QSemaphore>
#include <QThread>

#include <chrono>

namespace hookloupe::session {

/// A thread whose event loop runs one CaptureServer, from construction to destruction.
class ServerThread final : public QThread {
    Q_OBJECT

public:
    /// `handler` must outlive this.
    explicit ServerThread(server::ExchangeHandler& handler, QObject* parent = nullptr);
    ~ServerThread() override;  ///< ends what is still open at once

    [[nodiscard]] server::CaptureServer& server() const { return *m_server; }
    /// Stops accepting and waits until every request taken has its answer, at most for `limit`. Not for the server's own
    /// thread.
    bool drain(std::chrono::milliseconds limit);

protected:
    void run() override;

private:
    server::ExchangeHandler& m_handler;
    server::CaptureServer* m_server = nullptr;
    QSemaphore m_ready;
    QSemaphore m_drained;
};

} // namespace hookloupe::session
