// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile_handler.h"

#include <array>
#include <cstdlib>

namespace hookloupe::test {

namespace {

constexpr int step = 50; // ms: how soon a thread sees that it is to end

/// 0: not all of it is there. The program that is attacked sends lengths or chunks, as it got them.
std::size_t lengthOf(const std::string& bytes)
{
    const std::size_t head = bytes.find("\r\n\r\n");
    if (head == std::string::npos)
        return 0;
    const std::size_t chunked = bytes.find("Transfer-Encoding: chunked");
    if (chunked < head) {
        const std::size_t end = bytes.find("\r\n0\r\n\r\n", head + 2);
        return end == std::string::npos ? 0 : end + 7;
    }
    const std::size_t field = bytes.find("Content-Length: ");
    const std::size_t body = field < head ? std::strtoul(bytes.c_str() + field + 16, nullptr, 10) : 0;
    return bytes.size() >= head + 4 + body ? head + 4 + body : 0;
}

} // namespace

const std::vector<std::string>& HostileHandler::tricks()
{
    static const std::vector<std::string> all{
        "endless headers", "endless header line", "endless body", "endless chunks", "drip", "reset", "close", "close in the body", "continue flood",
        "redirect", "redirect by a word", "noise", "bad length", "bad chunks", "both lengths", "odd status", "upgrade", "nothing", "early answer"};
    return all;
}

HostileHandler::HostileHandler(std::vector<std::string> played, std::string elsewhere, std::string noise)
    : m_tricks(std::move(played)), m_elsewhere(std::move(elsewhere)), m_noise(std::move(noise)), m_acceptor([this] { accept(); })
{
}

HostileHandler::~HostileHandler()
{
    m_ends = true;
    m_acceptor.join();
}

std::vector<std::string> HostileHandler::bodies() const
{
    const std::lock_guard lock(m_mutex);
    return m_bodies;
}

void HostileHandler::accept()
{
    while (!m_ends) {
        pollfd one{m_listener.descriptor(), POLLIN, 0};
        if (::poll(&one, 1, step) <= 0)
            continue;
        const int descriptor = ::accept4(m_listener.descriptor(), nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor >= 0)
            m_connections.emplace_back([this, descriptor] { serve(BareSocket(descriptor)); });
    }
    for (std::thread& connection : m_connections)
        connection.join();
}

void HostileHandler::serve(BareSocket socket)
{
    const std::size_t number = m_next++;
    if (number < m_tricks.size())
        return play(m_tricks[number], socket);
    std::string request;
    while (!(request = readRequest(socket, {})).empty())
        answer(socket, request);
}

std::string HostileHandler::readRequest(const BareSocket& socket, std::string bytes) const
{
    std::array<char, 16'384> part{};
    while (!m_ends) {
        if (const std::size_t length = lengthOf(bytes); length > 0)
            return bytes;
        if (!socket.hasNews(step))
            continue;
        const auto got = ::recv(socket.descriptor(), part.data(), part.size(), 0);
        if (got <= 0)
            return {};
        bytes.append(part.data(), static_cast<std::size_t>(got));
    }
    return {};
}

void HostileHandler::answer(BareSocket& socket, std::string request)
{
    {
        const std::lock_guard lock(m_mutex);
        m_bodies.push_back(request.substr(request.find("\r\n\r\n") + 4));
    }
    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK");
}

void HostileHandler::forEver(const BareSocket& socket, const std::string& piece, int pause) const
{
    while (!m_ends && socket.send(piece)) {
        pollfd one{socket.descriptor(), static_cast<short>(pause > 0 ? POLLRDHUP : POLLOUT | POLLRDHUP), 0};
        if (::poll(&one, 1, pause > 0 ? pause : step) > 0 && (one.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0)
            return;
    }
}

void HostileHandler::play(const std::string& trick, BareSocket& socket)
{
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    if (trick == "early answer") { // before it read anything
        socket.send(ok + "Content-Length: 0\r\n\r\n");
        return;
    }
    if (trick == "close")
        return;
    if (readRequest(socket, {}).empty())
        return;
    if (trick == "endless headers") {
        socket.send(ok);
        forEver(socket, "X-More: and more\r\n", 0);
    } else if (trick == "endless header line") {
        socket.send(ok + "X-More: ");
        forEver(socket, std::string(10'000, 'x'), 0);
    } else if (trick == "endless body") {
        socket.send(ok + "\r\n");
        forEver(socket, std::string(60'000, 'b'), 0);
    } else if (trick == "endless chunks") {
        socket.send(ok + "Transfer-Encoding: chunked\r\n\r\n");
        forEver(socket, "1000\r\n" + std::string(0x1000, 'c') + "\r\n", 0);
    } else if (trick == "drip") {
        socket.send(ok);
        forEver(socket, "x", 20);
    } else if (trick == "reset") {
        socket.reset();
    } else if (trick == "close in the body") {
        socket.send(ok + "Content-Length: 1000\r\n\r\nabc");
    } else if (trick == "continue flood") {
        forEver(socket, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n", 0);
    } else if (trick == "redirect") {
        socket.send("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + m_elsewhere + "\r\nContent-Length: 0\r\n\r\n");
    } else if (trick == "redirect by a word") {
        socket.send("HTTP/1.1 302 Found\r\nLocation: " + m_elsewhere + "\r\nRefresh: 0; url=" + m_elsewhere
                    + "\r\nAlt-Svc: h2=\"" + m_elsewhere + "\"\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
    } else if (trick == "noise") {
        socket.send(m_noise);
    } else if (trick == "bad length") {
        socket.send(ok + "Content-Length: -1\r\nContent-Length: 99999999999999999999\r\n\r\nabc");
    } else if (trick == "bad chunks") {
        socket.send(ok + "Transfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\nffffffffffffffffff\r\n");
    } else if (trick == "both lengths") {
        socket.send(ok + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n");
    } else if (trick == "odd status") {
        socket.send("HTTP/9.9 99999 " + std::string(3'000, '\x01') + "\r\n\r\n");
    } else if (trick == "upgrade") {
        socket.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n" + m_noise);
    } else if (trick == "nothing") {
        forEver(socket, {}, step);
    }
}

} // namespace hookloupe::test
