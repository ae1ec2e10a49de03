// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace hookloupe::test {

/// A connection without a QTcpSocket: hundreds of those take their time, and these may be used by any thread.
class BareSocket {
public:
    explicit BareSocket(int descriptor) : m_descriptor(descriptor) {}
    BareSocket(BareSocket&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    BareSocket& operator=(BareSocket&& other) noexcept
    {
        std::swap(m_descriptor, other.m_descriptor);
        return *this;
    }
    ~BareSocket()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    [[nodiscard]] static BareSocket to(std::uint16_t port)
    {
        BareSocket socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const sockaddr_in address = loopback(port);
        if (::connect(socket.m_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            ::close(std::exchange(socket.m_descriptor, -1));
        return socket;
    }
    [[nodiscard]] static sockaddr_in loopback(std::uint16_t port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// As much as goes without waiting; false if the peer is gone.
    bool send(std::string_view bytes) const
    {
        const auto sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        return sent >= 0 || errno == EAGAIN;
    }
    void halfClose() const { ::shutdown(m_descriptor, SHUT_WR); }
    void reset()
    {
        const linger atOnce{1, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
        ::close(std::exchange(m_descriptor, -1));
    }
    /// Whether there is something to read, or the end, within that time (ms).
    [[nodiscard]] bool hasNews(int patience) const
    {
        pollfd one{m_descriptor, POLLIN, 0};
        return ::poll(&one, 1, patience) > 0;
    }

private:
    int m_descriptor;
};

/// Listens where nothing may come.
class Trap {
public:
    Trap() : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address = BareSocket::loopback(0);
        socklen_t size = sizeof address;
        (void)::bind(m_socket.descriptor(), reinterpret_cast<const sockaddr*>(&address), size);
        (void)::listen(m_socket.descriptor(), 16);
        (void)::getsockname(m_socket.descriptor(), reinterpret_cast<sockaddr*>(&address), &size);
        m_port = ntohs(address.sin_port);
    }
    [[nodiscard]] std::string url(const std::string& path = {}) const { return "http://127.0.0.1:" + std::to_string(m_port) + path; }
    /// Somebody came: the system keeps who is waiting to be accepted.
    [[nodiscard]] bool sprung() const { return m_socket.hasNews(0); }
    [[nodiscard]] int descriptor() const { return m_socket.descriptor(); }

private:
    BareSocket m_socket;
    std::uint16_t m_port = 0;
};

} // namespace hookloupe::test
