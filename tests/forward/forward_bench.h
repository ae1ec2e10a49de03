// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crypto/hmac.h"
#include "forward/forwarder.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <mutex>

namespace hookloupe::test {

inline constexpr EndpointId endpoint{7};

[[nodiscard]] inline std::shared_ptr<Capture> captureOf(const std::string& head, const std::string& body)
{
    auto capture = std::make_shared<Capture>();
    capture->head = head;
    capture->body = body;
    capture->summary.method = head.substr(0, head.find(' '));
    const auto target = head.find(' ') + 1;
    capture->summary.target = head.substr(target, head.find(' ', target) - target);
    capture->summary.peer = "127.0.0.1:53122";
    capture->summary.endpoint = endpoint;
    capture->summary.arrivedAt = utcNow();
    capture->contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, body);
    return capture;
}

[[nodiscard]] inline std::shared_ptr<Capture> numbered(int number)
{
    const std::string body = "{\"n\":" + std::to_string(number) + "}";
    return captureOf("POST /in HTTP/1.1\r\nHost: here\r\nContent-Length: " + std::to_string(body.size())
                         + "\r\nConnection: close\r\n\r\n",
                     body);
}

/// Store and forwarder as a session wires them.
class ForwardBench {
public:
    explicit ForwardBench(std::vector<std::string> targets, forward::Forwarding forwarding = {}) : m_forwarding(std::move(forwarding))
    {
        for (std::string& url : targets)
            m_forwarding.targets.push_back({std::move(url), false});
        open();
    }
    ~ForwardBench() { close(); }

    void open()
    {
        store::StoreOptions options;
        options.path = m_dir.filePath(QStringLiteral("s.hookloupe")).toStdString();
        store::StoreCallbacks callbacks;
        callbacks.committed = [this](std::vector<store::Committed> batch) {
            std::vector<forward::Handed> handed;
            for (auto& one : batch) {
                const std::uint64_t ticket = one.ticket;
                handed.push_back({std::move(one), ticket, std::chrono::steady_clock::now() + answerWithin});
            }
            forwarder->hand(std::move(handed));
        };
        callbacks.delivered = [this](const std::vector<store::Delivered>& delivered) {
            const std::lock_guard lock(m_mutex);
            if (forwarder)
                forwarder->stored(delivered);
        };
        store = store::Store::open(options, callbacks).value();
        forwarder = std::make_unique<forward::Forwarder>(
            *store, forward::ForwarderCallbacks{[this](std::uint64_t ticket, std::optional<http::Answer> answer) {
                                           const std::lock_guard lock(m_mutex);
                                           m_answers.emplace_back(ticket, std::move(answer));
                                       },
                                       [] {}});
        forwarder->setRoutes({{endpoint, m_forwarding}});
        forwarder->start();
    }
    void close()
    {
        auto gone = [this] {
            const std::lock_guard lock(m_mutex);
            return std::move(forwarder);
        }();
        gone.reset();
        store.reset();
    }
    /// As the session does when a request comes.
    void put(std::shared_ptr<Capture> capture, std::uint64_t ticket = 0)
    {
        const forward::Plan plan = forwarder->planFor(endpoint);
        capture->forwardTo = plan.targets;
        capture->forwardAtOnce = plan.atOnce;
        QVERIFY(store->enqueue(std::move(capture), plan.senderWaits ? ticket : 0));
    }
    void putNumbers(int from, int to)
    {
        for (int i = from; i <= to; ++i)
            put(numbered(i));
        store->flush();
    }
    [[nodiscard]] bool untilFlowing()
    {
        return QTest::qWaitFor([this] { return forwarder->planFor(endpoint).atOnce; });
    }
    [[nodiscard]] std::int64_t waiting() const { return store->inboxSize().value(); }
    [[nodiscard]] forward::QueueStatus queue() const
    {
        const auto queues = forwarder->queues();
        return queues.empty() ? forward::QueueStatus{} : queues.front();
    }
    [[nodiscard]] forward::QueueStatus queueOf(const std::string& target) const
    {
        for (const forward::QueueStatus& queue : forwarder->queues()) {
            if (queue.target == target)
                return queue;
        }
        return {};
    }
    [[nodiscard]] auto answers()
    {
        const std::lock_guard lock(m_mutex);
        return m_answers;
    }
    [[nodiscard]] std::string path() const { return store->path(); }

    std::unique_ptr<store::Store> store;
    std::unique_ptr<forward::Forwarder> forwarder;
    std::chrono::milliseconds answerWithin{9'000};

private:
    QTemporaryDir m_dir;
    forward::Forwarding m_forwarding;
    std::mutex m_mutex;
    std::vector<std::pair<std::uint64_t, std::optional<http::Answer>>> m_answers;
};

/// The numbers of numbered() requests, in the order they came.
[[nodiscard]] inline std::vector<int> numbersOf(const std::vector<std::string>& requests)
{
    std::vector<int> numbers;
    for (const std::string& request : requests)
        numbers.push_back(std::stoi(request.substr(request.find("{\"n\":") + 5)));
    return numbers;
}

[[nodiscard]] inline std::vector<int> upTo(int last)
{
    std::vector<int> numbers;
    for (int i = 1; i <= last; ++i)
        numbers.push_back(i);
    return numbers;
}

/// Without repetitions of the number before.
[[nodiscard]] inline std::vector<int> withoutRepeats(std::vector<int> numbers)
{
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

} // namespace hookloupe::test
