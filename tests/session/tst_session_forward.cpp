// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/handler.h"
#include "forward/request_head.h"
#include "client/deliver.h"
#include "running_session.h"
#include "support/raw_client.h"

#include <QRegularExpression>

#include <thread>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

std::string requestTo(const std::string& target, const std::string& body = "{}", const std::string& fields = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: h\r\n" + fields + "Content-Length: " + std::to_string(body.size())
           + "\r\n\r\n" + body;
}

/// Asks in a thread of its own, while this thread's handler answers.
class Asking {
public:
    Asking(std::uint16_t port, std::string request)
        : m_thread([this, port, request = std::move(request)] {
              RawClient client(port);
              client.send(request);
              m_answer = client.readAnswer();
              m_done = true;
          })
    {
    }
    ~Asking() { m_thread.join(); }
    [[nodiscard]] std::optional<RawAnswer> answer()
    {
        return QTest::qWaitFor([this] { return m_done.load(); }, 15'000) ? std::optional(m_answer) : std::nullopt;
    }

private:
    RawAnswer m_answer;
    std::atomic<bool> m_done = false;
    std::thread m_thread;
};

Endpoint forwarding(RunningSession& running, const std::string& path, const std::string& text)
{
    Endpoint endpoint;
    endpoint.path = path;
    endpoint.forward = text;
    const auto saved = running->saveEndpoint(endpoint);
    if (!saved)
        qFatal("not saved: %s", saved.error().detail.c_str());
    return *saved;
}

} // namespace

/// From the raw bytes of a request to its handler and back.
class TestSessionForward : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aRequestIsAnsweredAtOnceAndPassedOn()
    {
        Handler handler;
        RunningSession running;
        forwarding(running, "/in", handler.url("/out"));
        std::vector<CaptureId> told;
        connect(&*running, &Session::deliveriesStored, this, [&](const std::vector<CaptureId>& ids) {
            told.insert(told.end(), ids.begin(), ids.end());
        });
        Asking asking(running.port(), requestTo("/in/deep?x", "{\"a\":1}", "X-Odd:  1 \r\n"));
        QCOMPARE(asking.answer()->body, "OK"s);
        QTRY_COMPARE(handler.requests.size(), 1u);
        QCOMPARE(handler.requests[0], "POST /out HTTP/1.1\r\nHost: " + handler.url().substr(7)
                                          + "\r\nX-Odd:  1 \r\nContent-Length: 7\r\nHookloupe-Hops: "
                                          + forward::hopOf(running->store().storeId()) + "\r\n\r\n{\"a\":1}");
        QTRY_COMPARE(told.size(), 1u);
        const auto deliveries = running->store().deliveriesOf(told[0]).value();
        QCOMPARE(deliveries.size(), 1u);
        QCOMPARE(deliveries[0].url, handler.url("/out"));
        QCOMPARE(running->store().inboxSize().value(), 0);
        // Other endpoints have nothing to do with it.
        RawClient(running.port()).send(requestTo("/other"));
        QTRY_COMPARE(running.added.size(), 2u);
        QCOMPARE(running->store().inboxSize().value(), 0);
    }

    void whatComesBackIsCapturedAndNotPassedOnAgain()
    {
        Handler relay; // passes on to where it came from
        RunningSession running;
        std::vector<std::unique_ptr<RawClient>> back;
        relay.afterRequest = [&] {
            back.push_back(std::make_unique<RawClient>(running.port()));
            back.back()->send(relay.requests.back());
        };
        forwarding(running, "/in", relay.url("/in"));
        Asking asking(running.port(), requestTo("/in"));
        QCOMPARE(asking.answer()->body, "OK"s);
        QVERIFY(running.waitForReports(2));
        QTRY_COMPARE(running->store().deliveriesOf(running.added[1].id)->size(), 1u);
        const Delivery refused = running->store().deliveriesOf(running.added[1].id)->front();
        QCOMPARE(refused.status, 0);
        QCOMPARE(refused.url, relay.url("/in"));
        QVERIFY(refused.detail.starts_with("not sent: this request comes from here"));
        QCOMPARE(running->store().inboxSize().value(), 0);
        QTRY_VERIFY(running->forwarder()->isSettled());
        QCOMPARE(running->statistics()->captures, 2);
        QCOMPARE(relay.requests.size(), 1u);
    }

    void whatIsRejectedIsPassedOnOnlyByChoice()
    {
        Handler handler;
        RunningSession running;
        Endpoint endpoint = forwarding(running, "/in", handler.url());
        running->setSecrets(endpoint.id, {"secret"});
        {
            Asking asking(running.port(), requestTo("/in", "{\"n\":1}"));
            QCOMPARE(asking.answer()->status, 401);
        }
        endpoint.forward = handler.url() + "\nsend = all\nanswer = first-target";
        QVERIFY(running->saveEndpoint(endpoint));
        {
            Asking asking(running.port(), requestTo("/in", "{\"n\":2}"));
            QCOMPARE(asking.answer()->status, 401); // who is rejected is told so, whatever the handler says
        }
        QTRY_COMPARE(handler.requests.size(), 1u);
        QVERIFY(handler.requests[0].ends_with("{\"n\":2}"));
        endpoint.enabled = false;
        QVERIFY(running->saveEndpoint(endpoint));
        {
            Asking asking(running.port(), requestTo("/in", "{\"n\":3}"));
            QCOMPARE(asking.answer()->status, 503);
        }
        QVERIFY(running.waitForReports(3));
        QCOMPARE(running->store().inboxSize().value(), 0);
    }

    void theHandlersAnswerGoesBackAndIsStoredAsItWasSent()
    {
        Handler handler;
        handler.answer = "HTTP/1.1 202 Later\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
        RunningSession running;
        const Endpoint endpoint = forwarding(running, "/in", handler.url() + "\nanswer = first-target");
        QTRY_VERIFY(running->forwarder()->planFor(endpoint.id).senderWaits);
        Asking asking(running.port(), requestTo("/in"));
        const auto answer = asking.answer();
        QCOMPARE(answer->status, 202);
        QVERIFY(answer->head.starts_with("HTTP/1.1 202 Later\r\n"));
        QCOMPARE(answer->header("X-A"), "1"s);
        QCOMPARE(answer->header("Content-Length"), "2"s);
        QCOMPARE(answer->body, "hi"s);
        QVERIFY(running.waitForReports(1));
        QCOMPARE(running.reports[0].sentStatus, 202);
        const auto stored = running.reader()->capture(running.reports[0].capture).value();
        QCOMPARE(stored->answer, answer->head + answer->body);
        QCOMPARE(stored->summary.answerStatus, 202);
        QCOMPARE(stored->summary.record.status, SpeckleStatus::Success);
    }

    void theEndpointsOwnAnswerGoesOutWhenTheHandlerIsGone()
    {
        Handler handler;
        RunningSession running;
        const Endpoint endpoint = forwarding(running, "/in", handler.url() + "\nanswer = first-target");
        QTRY_VERIFY(running->forwarder()->planFor(endpoint.id).senderWaits);
        handler.kill();
        {
            Asking asking(running.port(), requestTo("/in"));
            QCOMPARE(asking.answer()->body, "OK"s);
        }
        QCOMPARE(running->store().inboxSize().value(), 1);
        QTRY_VERIFY(!running->forwarder()->planFor(endpoint.id).senderWaits);
        {
            Asking asking(running.port(), requestTo("/in"));
            QCOMPARE(asking.answer()->body, "OK"s); // at once: it is known to be down
        }
        QVERIFY(running.waitForReports(2));
        QVERIFY(!running.reports[0].sent);
        handler.start();
        running->forwarder()->retryNow();
        QTRY_COMPARE(running->store().inboxSize().value(), 0);
        QCOMPARE(handler.requests.size(), 2u);
    }

    void aHandlerThatHangsDoesNotMakeTheSenderGiveUp()
    {
        Handler handler;
        handler.silent = true;
        RunningSession running;
        const Endpoint endpoint = forwarding(running, "/in", handler.url() + "\nanswer = first-target");
        QTRY_VERIFY(running->forwarder()->planFor(endpoint.id).senderWaits);
        Asking asking(running.port(), requestTo("/in"));
        QCOMPARE(asking.answer()->body, "OK"s);
        QVERIFY(running.waitForReports(1));
        QVERIFY(running.reports[0].duration < Micros(std::chrono::seconds(10)));
        QCOMPARE(running.reports[0].record.status, SpeckleStatus::Success);
    }

    void closingDoesNotWaitForAHandlerThatHangs()
    {
        Handler handler;
        handler.silent = true;
        RunningSession running;
        const Endpoint endpoint = forwarding(running, "/in", handler.url() + "\nanswer = first-target");
        QTRY_VERIFY(running->forwarder()->planFor(endpoint.id).senderWaits);
        Asking asking(running.port(), requestTo("/in"));
        QTRY_COMPARE(handler.requests.size(), 1u);
        running.close();
        QCOMPARE(asking.answer()->body, "OK"s);
        const auto store = store::Store::open({.path = running.storePath()}, {});
        QCOMPARE((*store)->inboxSize().value(), 1);
        QVERIFY((*store)->inbox()->front().begun); // it had the request
    }

    void removedCapturesLeaveTheQueue()
    {
        RunningSession running;
        Handler handler;
        handler.kill();
        forwarding(running, "/in", handler.url());
        for (int i = 0; i < 3; ++i)
            RawClient(running.port()).send(requestTo("/in"));
        QTRY_COMPARE(running.added.size(), 3u);
        QTRY_COMPARE(running->forwarder()->queues().size(), 1u);
        QTRY_COMPARE(running->forwarder()->queues()[0].waiting, 3);
        const auto removal = running->removeCaptures({running.added[0].id, running.added[1].id});
        QTRY_COMPARE(running->forwarder()->queues()[0].waiting, 1);
        QVERIFY(running->restore(*removal));
        QTRY_COMPARE(running->forwarder()->queues()[0].waiting, 3);
        handler.start();
        running->forwarder()->retryNow();
        QTRY_COMPARE(handler.requests.size(), 3u);
    }

    /// Through whatever path: nothing is captured twice. Before, one request made thousands.
    void whatLeadsBackWaitsUntilTheSessionListensElsewhere()
    {
        RunningSession running;
        const std::uint16_t port = running.port();
        forwarding(running, "/in", "http://localhost:" + std::to_string(port) + "/another/path");
        QTRY_COMPARE(running->forwarder()->leadingBack().size(), 1u);
        QCOMPARE(Asking(port, requestTo("/in")).answer()->status, 200);
        QCOMPARE(Asking(port, requestTo("/other")).answer()->status, 200);
        QVERIFY(running.waitForReports(2));
        QTRY_COMPARE(running->forwarder()->queues().size(), 1u);
        QTRY_VERIFY(running->forwarder()->queues()[0].state == forward::QueueState::LeadsBack);
        QTRY_VERIFY(running->forwarder()->isSettled());
        QCOMPARE(running->store().inboxSize().value(), 1);
        QCOMPARE(running.added.size(), 2u);

        // What it leaves is a handler's place then.
        server::ListenSettings elsewhere;
        elsewhere.port = static_cast<std::uint16_t>(port + 1); // or the next one that is free
        running->setListenSettings(elsewhere);
        running->startListening();
        QTRY_VERIFY(running.port() != port);
        QTRY_VERIFY(running->forwarder()->leadingBack().empty());
        QTcpServer handler;
        std::string came;
        connect(&handler, &QTcpServer::newConnection, this, [&] {
            auto* socket = handler.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [&came, socket] { came += socket->readAll().toStdString(); });
        });
        QVERIFY(handler.listen(QHostAddress::LocalHost, port));
        QTRY_VERIFY(came.starts_with("POST /another/path "));
    }

    void thePortThatItMovedToLeadsBackToo()
    {
        QTcpServer first;
        QVERIFY(first.listen(QHostAddress::LocalHost));
        RunningSession running;
        const Endpoint endpoint = forwarding(running, "/in", "");
        server::ListenSettings settings;
        settings.port = first.serverPort();
        running->setListenSettings(settings);
        running->startListening();
        QTRY_VERIFY(running->listenStatus().tookAnotherPort);
        Endpoint changed = endpoint;
        changed.forward = "http://127.0.0.1:" + std::to_string(running.port()) + "\nhttp://127.0.0.1:" + std::to_string(first.serverPort());
        QVERIFY(running->saveEndpoint(changed));
        QCOMPARE(running->forwarder()->leadingBack(),
                 (std::vector{forward::Forwarder::Queue{endpoint.id, "http://127.0.0.1:" + std::to_string(running.port())}}));
    }

    /// The user replays into the own address by hand: that is meant.
    void aReplayIntoOneselfIsNoLoop()
    {
        RunningSession running;
        client::Shipment shipment;
        shipment.url = client::parseUrl("http://127.0.0.1:" + std::to_string(running.port()) + "/in").value();
        shipment.head = requestTo("/in", "");
        std::optional<Delivery> delivery;
        client::deliver(this, std::move(shipment), [&](const Delivery& ended) { delivery = ended; });
        QTRY_VERIFY(delivery);
        QCOMPARE(delivery->status, 200);
        QTRY_COMPARE(running.added.size(), 1u);
    }

    void aForwardingThatCannotBeReadIsNotSaved()
    {
        RunningSession running;
        Endpoint endpoint;
        endpoint.path = "/x";
        endpoint.forward = "http://a\npace = slow";
        const auto saved = running->saveEndpoint(endpoint);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::InvalidInput);
        QVERIFY(saved.error().detail.starts_with("forwarding, line 2: "));
    }
};

HOOKLOUPE_TEST(TestSessionForward)
#include "tst_session_forward.moc"
