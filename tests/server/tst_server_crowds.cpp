// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "crypto/certificate.h"
#include "requests.h"
#include "running_server.h"
#include "server/descriptors.h"
#include "support/raw_client.h"

#include <QScopeGuard>
#include <QTest>

#include <algorithm>
#include <array>
#include <utility>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

/// A connection without a QTcpSocket: hundreds of those take their time.
class BareClient {
public:
    explicit BareClient(std::uint16_t port) : m_descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (m_descriptor < 0 || ::connect(m_descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            close();
    }
    BareClient(BareClient&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    ~BareClient() { close(); }

    [[nodiscard]] bool connected() const { return m_descriptor >= 0; }
    bool send(const std::string& bytes) const
    {
        return ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL) == ssize_t(bytes.size());
    }
    /// What there is to read, waiting for it; empty: the end.
    [[nodiscard]] std::string read() const
    {
        std::array<char, 4096> buffer;
        const auto count = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
        return count > 0 ? std::string(buffer.data(), std::size_t(count)) : std::string();
    }
    /// Whether the server closed it, without waiting.
    [[nodiscard]] bool isClosed() const
    {
        char byte = 0;
        return ::recv(m_descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
    }

private:
    void close()
    {
        if (m_descriptor >= 0)
            ::close(std::exchange(m_descriptor, -1));
    }
    int m_descriptor;
};

server::ListenSettings with(const std::function<void(server::Limits&)>& change)
{
    server::ListenSettings settings;
    change(settings.limits);
    return settings;
}

std::vector<BareClient> idleClients(std::uint16_t port, std::size_t count)
{
    std::vector<BareClient> clients;
    for (std::size_t i = 0; i < count; ++i)
        clients.emplace_back(port);
    return clients;
}

std::size_t closedOnes(const std::vector<BareClient>& clients)
{
    return std::size_t(std::count_if(clients.begin(), clients.end(), [](const auto& one) { return one.isClosed(); }));
}

int answerTo(std::uint16_t port, RawClient::Mode mode = RawClient::Mode::Plain)
{
    RawClient client(port, mode);
    (void)client.send(request("GET", "/"));
    return client.readAnswer().status;
}

bool allowFiles(rlim_t count)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = count;
    return ::setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

/// Takes every descriptor that this process may still have.
class NoDescriptorLeft {
public:
    NoDescriptorLeft()
    {
        for (int one = 0; (one = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;)
            m_taken.push_back(one);
    }
    ~NoDescriptorLeft() { giveBack(); }
    void giveBack()
    {
        for (const int one : m_taken)
            ::close(one);
        m_taken.clear();
    }

private:
    std::vector<int> m_taken;
};

} // namespace

/// More connections than there is room for.
class TestServerCrowds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(allowFiles(4096), "this machine lets a process open fewer than 4096 files");
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void sixHundredIdleConnectionsShutNobodyOut()
    {
        RunningServer running;
        const auto idle = idleClients(running.port(), 600);
        for (int i = 0; i < 25; ++i)
            QCOMPARE(answerTo(running.port()), 200);
        // Whoever opens his anew at once gains nothing.
        for (int i = 0; i < 25; ++i) {
            const auto more = idleClients(running.port(), 40);
            QCOMPARE(answerTo(running.port()), 200);
        }
        QVERIFY(running.server().counters().idleDropped >= 88 + 25);
        QCOMPARE(running.handler.requests().size(), 50u);
        QCOMPARE(running.handler.seenCount(), 50u); // who never sent anything is not recorded
    }

    void stalledHandshakesShutNobodyOut()
    {
        const auto pair = crypto::makeSelfSignedCertificate();
        server::ListenSettings settings = with([](server::Limits& limits) {
            limits.connections = 40;
            limits.tlsDeadline = 1h;
        });
        settings.certificatePem = pair->certificatePem;
        settings.privateKeyPem = pair->privateKeyPem;
        RunningServer running(settings);
        const auto stalled = idleClients(running.port(), 60);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(answerTo(running.port(), RawClient::Mode::Tls), 200);
        QVERIFY(running.server().counters().idleDropped >= 20);
    }

    void theOneIdleForLongestMakesRoom()
    {
        RunningServer running(with([](server::Limits& limits) { limits.connections = 3; }));
        std::vector<BareClient> clients;
        for (int i = 0; i < 3; ++i) {
            clients.emplace_back(running.port());
            QVERIFY(clients.back().send(request("GET", "/" + std::to_string(i))));
            QVERIFY(clients.back().read().starts_with("HTTP/1.1 200"));
        }
        QVERIFY(running.handler.waitForFinished(3));
        QVERIFY(clients[0].send(request("GET", "/again")));
        QVERIFY(clients[0].read().starts_with("HTTP/1.1 200"));
        QVERIFY(running.handler.waitForFinished(4));
        QCOMPARE(answerTo(running.port()), 200);
        QVERIFY(clients[1].read().empty());
        QVERIFY(!clients[0].isClosed());
        QVERIFY(!clients[2].isClosed());
        QCOMPARE(running.server().counters().idleDropped, 1u);
    }

    void aRequestUnderWayIsNeverDropped()
    {
        RunningServer running(with([](server::Limits& limits) {
            limits.connections = 4;
            limits.refusedDeadline = 1h;
        }));
        running.handler.releaseAtOnce = false;
        std::array<BareClient, 4> busy{BareClient(running.port()), BareClient(running.port()), BareClient(running.port()),
                                       BareClient(running.port())};
        QVERIFY(busy[0].send("POST / HTTP/1.1\r\nHo"));
        QVERIFY(busy[1].send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"));
        QVERIFY(busy[2].send("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab")); // refused, and its rest awaited
        QVERIFY(busy[3].send(request("GET", "/waits")));
        QVERIFY(running.handler.waitForSeen(1));
        QTRY_COMPARE(running.server().counters().connectionsOpen, 4u);
        RawClient next(running.port());
        QVERIFY(running.handler.waitForSeen(2));
        running.handler.releaseAll();
        QCOMPARE(next.readAnswer().status, 503);
        QVERIFY(busy[0].send("st: a\r\n\r\n"));
        QVERIFY(busy[1].send("cde"));
        QVERIFY(busy[2].send("cde"));
        QVERIFY(running.handler.waitForSeen(5));
        running.handler.releaseAll();
        for (const BareClient& one : busy)
            QVERIFY(one.read().starts_with("HTTP/1.1 "));
        QCOMPARE(running.handler.requests().size(), 3u);
    }

    /// What has arrived and is not read yet counts as a request under way.
    void aRequestThatHasJustComeIsNotDropped()
    {
        RunningServer running(with([](server::Limits& limits) { limits.connections = 8; }));
        std::vector<BareClient> clients = idleClients(running.port(), 8);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 8u);
        std::vector<BareClient> late;
        running.inServer([&] { // it reads nothing meanwhile
            for (const BareClient& one : clients)
                (void)one.send(request("GET", "/"));
            for (int i = 0; i < 8; ++i)
                late.emplace_back(running.port());
        });
        for (const BareClient& one : clients)
            QVERIFY(one.read().starts_with("HTTP/1.1 200"));
        QVERIFY(running.handler.waitForFinished(8));
    }

    void whoSendsNothingHasTheTimeOfAHead()
    {
        RunningServer running(with([](server::Limits& limits) { limits.headDeadline = 40ms; }));
        const BareClient silent(running.port());
        QVERIFY(silent.read().empty());
        const BareClient emptyLines(running.port());
        QVERIFY(emptyLines.send("\r\n\r\n"));
        QVERIFY(emptyLines.read().empty());
        QCOMPARE(running.handler.seenCount(), 0u);
        // Between two requests there is more.
        const BareClient used(running.port());
        QVERIFY(used.send(request("GET", "/")));
        QVERIFY(used.read().starts_with("HTTP/1.1 200"));
        const BareClient later(running.port());
        QVERIFY(later.read().empty());
        QVERIFY(!used.isClosed());
    }

    void withoutDescriptorsItPausesAndGoesOnWhenThereAreSome()
    {
        RunningServer running(with([](server::Limits& limits) { limits.connections = 64; }));
        QCOMPARE(answerTo(running.port()), 200);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 0u);
        QVERIFY(allowFiles(200));
        const auto raise = qScopeGuard([] { allowFiles(4096); });
        std::vector<BareClient> waiting;
        std::optional<NoDescriptorLeft> none;
        running.inServer([&] { // it accepts nothing meanwhile
            for (int i = 0; i < 3; ++i)
                waiting.emplace_back(running.port());
            for (const BareClient& one : waiting)
                (void)one.send(request("POST", "/", "x"));
            none.emplace();
        });
        for (const BareClient& one : waiting)
            QVERIFY(one.read().starts_with("HTTP/1.1 503"));
        QTRY_COMPARE(running.server().counters().withoutDescriptor, 3u);
        QCOMPARE(running.server().counters().limited, 3u);
        // A pause is between two tries: a loop without one would make thousands of them in that time.
        const auto began = std::chrono::steady_clock::now();
        for (std::uint64_t turn = 1; turn <= 3; ++turn) {
            none->giveBack();
            waiting.clear();
            running.inServer([&] {
                waiting.emplace_back(running.port());
                none.emplace();
            });
            QVERIFY(waiting.front().read().starts_with("HTTP/1.1 503"));
            QTRY_COMPARE(running.server().counters().withoutDescriptor, 3u + turn);
        }
        QVERIFY(std::chrono::steady_clock::now() - began >= 400ms);
        none.reset();
        QCOMPARE(answerTo(running.port()), 200);
    }

    /// An idle connection's descriptor serves the next one.
    void withoutDescriptorsIdleConnectionsMakeRoom()
    {
        RunningServer running(with([](server::Limits& limits) { limits.connections = 64; }));
        auto idle = idleClients(running.port(), 5);
        QTRY_COMPARE(running.server().counters().connectionsOpen, 5u);
        QVERIFY(allowFiles(200));
        const auto raise = qScopeGuard([] { allowFiles(4096); });
        std::optional<BareClient> next;
        std::optional<NoDescriptorLeft> none;
        running.inServer([&] {
            next.emplace(running.port());
            none.emplace();
        });
        QVERIFY(next->send(request("GET", "/")));
        QVERIFY(next->read().starts_with("HTTP/1.1 200"));
        QCOMPARE(closedOnes(idle), 1u);
    }

    void theSystemsLimitBoundsTheConnections()
    {
        const pid_t child = ::fork();
        if (child == 0) { // a child, as a hard limit does not come back
            const auto possible = [](rlim_t soft, rlim_t hard, std::size_t wanted) {
                const rlimit limit{soft, hard};
                return ::setrlimit(RLIMIT_NOFILE, &limit) == 0 ? server::connectionsPossible(wanted) : 0;
            };
            int failures = 0;
            failures += possible(1024, 4096, 512) != 512;
            failures += possible(300, 4096, 512) != 512; // raised
            rlimit now{};
            ::getrlimit(RLIMIT_NOFILE, &now);
            failures += now.rlim_cur != 512 + 256;
            failures += possible(1024, 4096, 4096) != 4096 - 256;
            failures += possible(600, 600, 512) != 600 - 256;
            failures += possible(100, 100, 512) != 25;
            failures += possible(10, 10, 512) != 4;
            failures += possible(10, 10, 2) != 2;
            ::_exit(failures);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 0);
    }
};

HOOKLOUPE_TEST(TestServerCrowds)
#include "tst_server_crowds.moc"
