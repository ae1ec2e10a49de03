// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/capture_server.h"

#include <QThread>

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace hookloupe::test {

/// What the handler was told of one exchange.
struct Seen {
    server::Ticket ticket{};
    server::Incoming incoming;
    std::string wire;
    int status = 0;
    std::optional<AnswerOutcome> outcome; ///< nothing until finished()
    Micros duration{};
    std::optional<http::Played> played;
};

/// Keeps everything it is told. Releases at once, or when the test says so. Settings are read in the server's thread: change
/// them through RunningServer::inServer() or before requests.
class TestHandler : public server::ExchangeHandler {
public:
    std::function<http::Answer(const server::Incoming&)> answer; ///< empty: 200 with the target as body
    std::function<Refusal(const server::Incoming&)> judge;       ///< empty: takes everything
    std::function<server::AtHead(const http::RequestHead&)> head; ///< empty: the usual way
    bool releaseAtOnce = true;
    bool keepWire = true;             ///< false: many large answers would fill the memory
    server::CaptureServer* server = nullptr;

    server::AtHead atHead(const http::RequestHead& request) override;
    http::Answer answerFor(const server::Incoming& incoming, server::Ticket ticket) override;
    Refusal accept(server::Incoming incoming, std::string wire, int status, server::Ticket ticket) override;
    void played(server::Ticket ticket, http::Played played) override;
    void finished(server::Ticket ticket, AnswerOutcome outcome, Micros duration) override;

    // From any thread.
    [[nodiscard]] std::vector<Seen> seen() const;
    [[nodiscard]] std::vector<Seen> requests() const; ///< those that passed the gate
    [[nodiscard]] std::size_t seenCount() const;
    /// Waits until that many were seen; false if they do not come.
    [[nodiscard]] bool waitForSeen(std::size_t count) const;
    /// The same for finished exchanges. Unlike QTRY_, runs no event loop: a client of this thread reads nothing meanwhile.
    [[nodiscard]] bool waitForFinished(std::size_t count) const;
    /// Releases everything that is open.
    void releaseAll();
    [[nodiscard]] std::size_t finishedCount() const;
    [[nodiscard]] std::size_t asked() const;          ///< calls of answerFor()
    [[nodiscard]] std::size_t heads() const;          ///< calls of atHead()
    void forget();

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_more;
    std::vector<Seen> m_seen;
    std::map<server::Ticket, std::size_t> m_open;
    std::size_t m_finished = 0;
    std::size_t m_asked = 0;
    std::size_t m_heads = 0;
};

/// A CaptureServer in a thread of its own, as in the product, on a free port of 127.0.0.1.
class RunningServer {
public:
    explicit RunningServer(server::ListenSettings settings = {});
    ~RunningServer();

    TestHandler handler;

    [[nodiscard]] server::CaptureServer& server() { return *m_server; }
    [[nodiscard]] std::uint16_t port() const { return m_address.port; }
    [[nodiscard]] const server::ListenAddress& address() const { return m_address; }
    /// Runs `work` in the server's thread and waits for it.
    void inServer(const std::function<void()>& work);

private:
    QThread m_thread;
    server::CaptureServer* m_server = nullptr; ///< lives and dies in m_thread
    server::ListenAddress m_address;
};

} // namespace hookloupe::test
