// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/sanitizers.h"
#include "crypto/certificate.h"
#include "requests.h"
#include "running_server.h"
#include "support/hostile_requests.h"
#include "support/raw_client.h"

#include <QTest>

#include <fstream>
#include <memory>

#include <unistd.h>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

/// Resident memory of this process in bytes.
std::size_t residentBytes()
{
    std::size_t total = 0;
    std::size_t resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return resident * std::size_t(sysconf(_SC_PAGESIZE));
}

RawAnswer finalAnswer(RawClient& client, bool toHead)
{
    RawAnswer answer = client.readAnswer(toHead);
    while (answer.status / 100 == 1)
        answer = client.readAnswer(toHead);
    return answer;
}

} // namespace

/// Every hostile input through a real socket into the real server, plain and TLS.
class TestServerAbuse : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<RunningServer> m_plain;
    std::unique_ptr<RunningServer> m_tls;

    void check(const HostileRequest& input, RunningServer& running, RawClient::Mode mode, std::size_t pieces)
    {
        TestHandler& handler = running.handler;
        handler.forget();
        RawClient client(running.port(), mode);
        QVERIFY(client.connected());
        // A refusal may close the connection while the rest is still being sent.
        (void)client.sendInPieces(input.bytes, pieces);
        const bool refused = input.refusal != Refusal::None;
        const std::size_t expected = std::size_t(input.taken) + (refused ? 1 : 0);
        for (std::size_t i = 0; i < expected; ++i) {
            QVERIFY(handler.waitForSeen(i + 1));
            const Seen seen = handler.seen()[i];
            const RawAnswer answer = finalAnswer(client, seen.incoming.request.head.method == "HEAD");
            const bool last = i + 1 == expected;
            QCOMPARE(answer.status, refused && last ? input.status : 200);
            QCOMPARE(int(seen.incoming.refusal), int(refused && last ? input.refusal : Refusal::None));
            if (last)
                QCOMPARE(answer.saysClose(), input.closes);
            QVERIFY(!seen.incoming.request.head.target.starts_with(smuggledTarget));
        }
        if (refused) {
            const http::Request kept = handler.seen().back().incoming.request;
            const std::string bytes = kept.rawHead + kept.rawBody;
            QVERIFY(!bytes.empty() && input.bytes.find(bytes) != std::string::npos);
        }
        if (input.closes) {
            QVERIFY(client.seesEnd());
        } else {
            QVERIFY(client.send(request("GET", "/after")));
            QCOMPARE(finalAnswer(client, false).body, "/after"s);
        }
        QCOMPARE(handler.asked(), std::size_t(input.taken) + (input.closes ? 0 : 1));
        QTRY_COMPARE(handler.finishedCount(), handler.seenCount());
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto pair = crypto::makeSelfSignedCertificate();
        QVERIFY(pair.ok());
        server::ListenSettings settings;
        settings.limits.refusedDeadline = std::chrono::milliseconds(40); // many promise a body that does not come
        m_plain = std::make_unique<RunningServer>(settings);
        settings.certificatePem = pair->certificatePem;
        settings.privateKeyPem = pair->privateKeyPem;
        m_tls = std::make_unique<RunningServer>(settings);
        QVERIFY(hostileRequests().size() >= 100);
    }
    void cleanupTestCase()
    {
        m_plain.reset();
        m_tls.reset();
    }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    }

    void hostileInputIsAnsweredRecordedAndNothingIsSmuggled_data()
    {
        QTest::addColumn<std::size_t>("index");
        const auto inputs = hostileRequests();
        for (std::size_t i = 0; i < inputs.size(); ++i)
            QTest::newRow(inputs[i].name.c_str()) << i;
    }
    void hostileInputIsAnsweredRecordedAndNothingIsSmuggled()
    {
        QFETCH(std::size_t, index);
        static const auto inputs = hostileRequests();
        const HostileRequest& input = inputs[index];
        check(input, *m_plain, RawClient::Mode::Plain, input.bytes.size() + 1);
        if (!QTest::currentTestFailed() && input.bytes.size() < 2000)
            check(input, *m_plain, RawClient::Mode::Plain, 3);
        if (!QTest::currentTestFailed())
            check(input, *m_tls, RawClient::Mode::Tls, input.bytes.size() + 1);
    }

    void memoryStaysFlatUnderAbuse()
    {
#ifdef HOOKLOUPE_UNDER_ASAN
        QSKIP("AddressSanitizer keeps freed memory; leaks it finds by itself");
#endif
        const auto inputs = hostileRequests();
        const auto round = [&] {
            for (const HostileRequest& input : inputs) {
                RawClient client(m_plain->port());
                (void)client.send(input.bytes);
                (void)finalAnswer(client, false);
            }
            QTRY_COMPARE(m_plain->server().counters().connectionsOpen, 0u);
            QTRY_COMPARE(m_plain->server().counters().answersOpen, 0u);
            m_plain->handler.forget();
        };
        for (int i = 0; i < 3; ++i)
            round();
        const std::size_t before = residentBytes();
        for (int i = 0; i < 10; ++i)
            round();
        const std::size_t after = residentBytes();
        QVERIFY2(after < before + 16 * 1024 * 1024,
                 qPrintable(QStringLiteral("%1 kB grew to %2 kB").arg(before / 1024).arg(after / 1024)));
    }
};

HOOKLOUPE_TEST(TestServerAbuse)
#include "tst_server_abuse.moc"
