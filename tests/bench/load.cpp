// SPDX-License-Identifier: GPL-3.0-or-later
#include "load.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace hookloupe::bench {

namespace {

using Clock = std::chrono::steady_clock;

struct Connection {
    int fd = -1;
    std::size_t sent = 0;
    bool busy = false;
    std::string answer;
    Clock::time_point started;
};

int connectTo(std::uint16_t port, bool blocking)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        ::close(fd);
        return -1;
    }
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (!blocking) {
        timeval patience{20, 0};
        ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    }
    return fd;
}

/// Length of the whole answer at the front of `bytes`; 0 while it is incomplete.
std::size_t answerLength(std::string_view bytes)
{
    const auto end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos)
        return 0;
    const auto head = bytes.substr(0, end);
    std::size_t length = 0;
    for (const std::string_view name : {"Content-Length:", "content-length:"}) {
        if (const auto at = head.find(name); at != std::string_view::npos)
            length = std::strtoul(head.data() + at + name.size(), nullptr, 10);
    }
    const std::size_t whole = end + 4 + length;
    return bytes.size() >= whole ? whole : 0;
}

class Load {
public:
    explicit Load(const LoadPlan& plan) : m_plan(plan), m_connections(static_cast<std::size_t>(plan.connections)) {}

    LoadResult run()
    {
        m_epoll = ::epoll_create1(EPOLL_CLOEXEC);
        for (std::size_t i = 0; i < m_connections.size(); ++i)
            open(i);
        m_start = Clock::now();
        while (!done()) {
            startRequests();
            waitForAnswers();
        }
        m_result.seconds = elapsed();
        for (const auto& connection : m_connections)
            ::close(connection.fd);
        ::close(m_epoll);
        std::sort(m_result.latenciesUs.begin(), m_result.latenciesUs.end());
        return std::move(m_result);
    }

private:
    double elapsed() const { return std::chrono::duration<double>(Clock::now() - m_start).count(); }
    bool done() const
    {
        const auto finished = m_result.answered + m_result.failed;
        return (m_plan.requests > 0 && finished >= m_plan.requests) || (m_plan.seconds > 0 && elapsed() >= m_plan.seconds);
    }

    void open(std::size_t index)
    {
        auto& connection = m_connections[index];
        connection = {};
        connection.fd = connectTo(m_plan.port, false);
        if (connection.fd < 0)
            return;
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = index;
        ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.fd, &event);
    }

    bool mayStart() const
    {
        if (m_plan.requests > 0 && m_started >= m_plan.requests)
            return false;
        return m_plan.ratePerSecond <= 0 || double(m_started) < elapsed() * m_plan.ratePerSecond;
    }

    void startRequests()
    {
        for (std::size_t i = 0; i < m_connections.size() && mayStart(); ++i) {
            auto& connection = m_connections[(m_next + i) % m_connections.size()];
            if (connection.busy || connection.fd < 0)
                continue;
            connection.busy = true;
            connection.answer.clear();
            connection.started = Clock::now();
            ++m_started;
            const auto count = ::send(connection.fd, m_plan.request.data(), m_plan.request.size(), MSG_NOSIGNAL);
            if (count != static_cast<ssize_t>(m_plan.request.size()))
                fail((m_next + i) % m_connections.size());
        }
        m_next = (m_next + 1) % m_connections.size();
    }

    void waitForAnswers()
    {
        epoll_event events[64];
        const int count = ::epoll_wait(m_epoll, events, 64, m_plan.ratePerSecond > 0 ? 1 : 100);
        for (int i = 0; i < count; ++i)
            read(events[i].data.u64);
    }

    void read(std::size_t index)
    {
        auto& connection = m_connections[index];
        char buffer[16384];
        const auto count = ::recv(connection.fd, buffer, sizeof buffer, MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (count <= 0) {
            fail(index);
            return;
        }
        connection.answer.append(buffer, static_cast<std::size_t>(count));
        if (answerLength(connection.answer) == 0)
            return;
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - connection.started);
        m_result.latenciesUs.push_back(static_cast<std::uint32_t>(took.count()));
        const bool good = connection.answer.compare(8, 5, " 200 ") == 0;
        ++(good ? m_result.answered : m_result.failed);
        connection.busy = false;
        // The next request on this connection goes out at once: the loop is closed per connection.
        if (m_plan.ratePerSecond <= 0)
            startRequests();
    }

    void fail(std::size_t index)
    {
        ++m_result.failed;
        ::close(m_connections[index].fd);
        open(index);
    }

    const LoadPlan& m_plan;
    std::vector<Connection> m_connections;
    LoadResult m_result;
    Clock::time_point m_start;
    std::int64_t m_started = 0;
    std::size_t m_next = 0;
    int m_epoll = -1;
};

} // namespace

std::uint32_t LoadResult::percentile(double share) const
{
    if (latenciesUs.empty())
        return 0;
    const auto index = static_cast<std::size_t>(share * double(latenciesUs.size() - 1));
    return latenciesUs[index];
}

LoadResult runLoad(const LoadPlan& plan)
{
    return Load(plan).run();
}

bool firstAnswer(std::uint16_t port, const std::string& request, double seconds)
{
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    while (Clock::now() < end) {
        const int fd = connectTo(port, true);
        if (fd < 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            continue;
        }
        std::string answer;
        if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
            char buffer[4096];
            for (ssize_t count; answerLength(answer) == 0 && (count = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
                answer.append(buffer, static_cast<std::size_t>(count));
        }
        ::close(fd);
        return answerLength(answer) > 0;
    }
    return false;
}

} // namespace hookloupe::bench
