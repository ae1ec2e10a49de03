// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bare_socket.h"

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace hookloupe::test {

/// A handler that plays one trick on each connection, and is a good one when it has none left. In threads of its own.
class HostileHandler {
public:
    /// The names of all tricks.
    [[nodiscard]] static const std::vector<std::string>& tricks();

    /// `elsewhere` is where it redirects to.
    HostileHandler(std::vector<std::string> played, std::string elsewhere, std::string noise);
    ~HostileHandler();

    [[nodiscard]] std::string url() const { return m_listener.url("/"); }
    /// Bodies of the requests that it answered as a good one.
    [[nodiscard]] std::vector<std::string> bodies() const;

private:
    void accept();
    void serve(BareSocket socket);
    void play(const std::string& trick, BareSocket& socket);
    void answer(BareSocket& socket, std::string request);
    [[nodiscard]] std::string readRequest(const BareSocket& socket, std::string bytes) const;
    /// Until the peer is gone or this ends.
    void forEver(const BareSocket& socket, const std::string& piece, int pause) const;

    Trap m_listener;
    const std::vector<std::string> m_tricks;
    const std::string m_elsewhere;
    const std::string m_noise;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<bool> m_ends = false;
    mutable std::mutex m_mutex;
    std::vector<std::string> m_bodies;
    std::vector<std::thread> m_connections; ///< of m_acceptor
    std::thread m_acceptor;
};

} // namespace hookloupe::test
