// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/handler.h"
#include "session/trust_record.h"
#include "support/hostile_store.h"
#include "trust_machine.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QRegularExpression>

#include <filesystem>
#include <fstream>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
using namespace std::string_literals;
namespace fs = std::filesystem;
using forward::QueueState;

/// A store file says what is to be sent where; who wrote it is asked for.
class TestStoreTrust : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aStoreFromElsewhereSendsNothingReadsNothingAndCapturesAllTheSame()
    {
        Machine machine;
        Handler inbox;
        Handler elsewhere;
        QLocalServer socket;
        const QString socketPath = machine.folder.filePath(QStringLiteral("docker.sock"));
        QVERIFY(socket.listen(socketPath));
        fs::create_directory(machine.place("answers"));
        const std::string file = machine.place("answers") + "/private.json";
        std::ofstream(file) << "secret";
        makeHostileStore(machine.store(), {inbox.url("/metadata"), "unix:" + socketPath.toStdString() + ":/containers/create",
                                           elsewhere.url("/collect"), file});
        auto options = machine.options();
        options.answerFolder = machine.place("answers"); // also where files may be read
        machine.open(options);
        machine.listen();

        const HeldStore held = machine.session->heldStore();
        QVERIFY(held.reason == TrustReason::Unknown);
        QCOMPARE(held.endpoints.size(), std::size_t(2));
        QVERIFY(heldPart(held, EndpointId{1}).forward && !heldPart(held, EndpointId{1}).answer);
        QCOMPARE(heldPart(held, EndpointId{1}).waiting.size(), std::size_t(2));
        QVERIFY(!heldPart(held, EndpointId{2}).forward && heldPart(held, EndpointId{2}).answer);

        QCOMPARE(machine.post("/hooks/ci").body, "OK"s);
        QCOMPARE(machine.post("/files").body, "OK"s);
        // The new request waits for each of the three, beside those of the file.
        QTRY_COMPARE(machine.session->store().inboxSize().value(), 5);
        QTRY_COMPARE(machine.states(), std::vector<QueueState>(3, QueueState::NotAgreed));
        machine.session->forwarder()->retryNow();
        QVERIFY(machine.session->forwarder()->setHeld({{EndpointId{1}, inbox.url("/metadata")}}, true).ok());
        QVERIFY(machine.session->forwarder()->setHeld({{EndpointId{1}, inbox.url("/metadata")}}, false).ok());
        QVERIFY(inbox.requests.empty() && elsewhere.requests.empty() && !socket.hasPendingConnections());
        QCOMPARE(machine.session->statistics()->captures, std::int64_t(4));

        // Endpoint by endpoint.
        QVERIFY(machine.session->agree({.answers = {EndpointId{2}}}).ok());
        const RawAnswer given = machine.post("/files");
        QCOMPARE(given.body, "secret"s);
        QCOMPARE(given.header("Access-Control-Allow-Origin"), "*"s);
        QVERIFY(inbox.requests.empty() && elsewhere.requests.empty() && !socket.hasPendingConnections());
        QVERIFY(machine.session->agree(consentToAll(machine.session->heldStore())).ok());
        QVERIFY(!machine.session->heldStore().any());
        QTRY_COMPARE(inbox.requests.size(), std::size_t(2)); // that of the file, and the new one
        QVERIFY(inbox.requests[0].find("\"Image\":\"evil\"") != std::string::npos);
        QTRY_COMPARE(elsewhere.requests.size(), std::size_t(1));
        QTRY_VERIFY(socket.hasPendingConnections());

        // And it is known from now on.
        machine.open(options);
        QVERIFY(!machine.session->heldStore().any());
    }

    void whatIsMadeHereIsNeverAskedAbout()
    {
        Machine machine;
        Handler handler;
        machine.open();
        const Endpoint endpoint = machine.own("/hooks/ci", handler.url(), "answer 203");
        QVERIFY(!machine.session->heldStore().any());
        Endpoint stranger = endpoint; // that comes into the list in whatever way
        stranger.forward = "http://127.0.0.1:9/";
        stranger.answer = "answer 204";
        QVERIFY(machine.session->holdsForwarding(stranger) && machine.session->holdsAnswer(stranger));
        handler.kill();
        machine.listen();
        QCOMPARE(machine.post("/hooks/ci").status, 203);
        machine.open();
        QVERIFY(!machine.session->heldStore().any());
        handler.start();
        machine.session->forwarder()->retryNow();
        QTRY_COMPARE(handler.requests.size(), std::size_t(1)); // what waited is sent after a restart
        QVERIFY(machine.session->removeEndpoint(endpoint.id).ok());
        QVERIFY(machine.session->restoreEndpoint(endpoint, {}).ok());
        QVERIFY(!machine.session->heldStore().any());
        machine.open();
        QVERIFY(!machine.session->heldStore().any());
    }

    void whatAnythingElseChangesIsHeld_data()
    {
        QTest::addColumn<std::string>("sql");
        QTest::addColumn<bool>("forward");
        QTest::addColumn<bool>("answer");
        QTest::newRow("another handler") << "UPDATE endpoints SET forward = 'http://127.0.0.1:9/' WHERE id = 1"s << true << false;
        QTest::newRow("one more handler") << "UPDATE endpoints SET forward = forward || char(10) || 'http://127.0.0.1:9/' WHERE id = 1"s
                                          << true << false;
        QTest::newRow("credentials go along")
            << "UPDATE endpoints SET forward = replace(forward, ' without-credentials', '') WHERE id = 1"s << true << false;
        QTest::newRow("another answer") << "UPDATE endpoints SET answer = 'answer 200 file=/etc/passwd' WHERE id = 1"s << false << true;
        QTest::newRow("another path") << "UPDATE endpoints SET path = '/hooks' WHERE id = 1"s << true << true;
        QTest::newRow("nothing is rejected") << "UPDATE endpoints SET reject_invalid = 0 WHERE id = 1"s << true << true;
        QTest::newRow("unsigned members are accepted") << "UPDATE endpoints SET reject_invalid = 3 WHERE id = 1"s << true << true;
        QTest::newRow("another scheme") << "UPDATE endpoints SET scheme = 'generic' WHERE id = 1"s << true << true;
        QTest::newRow("disabled") << "UPDATE endpoints SET enabled = 0 WHERE id = 1"s << true << true;
        QTest::newRow("only its name") << "UPDATE endpoints SET description = '<b>' WHERE id = 1"s << false << false;
        QTest::newRow("the catch-all") << "UPDATE endpoints SET forward = 'http://127.0.0.1:9/' WHERE id = 0"s << false << false;
    }
    void whatAnythingElseChangesIsHeld()
    {
        QFETCH(const std::string, sql);
        QFETCH(const bool, forward);
        QFETCH(const bool, answer);
        Machine machine;
        machine.open();
        const Endpoint one = machine.own("/hooks/ci", "http://127.0.0.1:1/ without-credentials", "answer 203");
        const Endpoint other = machine.own("/hooks/other", "http://127.0.0.1:2/");
        machine.session.reset();
        runSql(machine.store(), sql);
        machine.open();
        const HeldStore held = machine.session->heldStore();
        QCOMPARE(heldPart(held, one.id).forward, forward);
        QCOMPARE(heldPart(held, one.id).answer, answer);
        QVERIFY(!heldPart(held, other.id).forward);
        QVERIFY(held.reason == (held.any() ? TrustReason::Changed : TrustReason::None));
        QCOMPARE(heldPart(held, catchAllEndpoint).forward, sql.find("WHERE id = 0") != std::string::npos);
        // It stays held, however often it is opened.
        machine.open();
        QCOMPARE(machine.session->heldStore(), held);
        // Put back as it was, it is what was agreed to.
        machine.session.reset();
    }

    void requestsThatThisProgramDidNotQueueAreHeld_data()
    {
        QTest::addColumn<std::string>("sql");
        QTest::newRow("one more") << "INSERT INTO inbox (capture, endpoint, target) SELECT capture, endpoint, target FROM inbox"s;
        QTest::newRow("another body") << "UPDATE bodies SET body = CAST('[]' AS BLOB), "
                                          "sha256 = x'4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945'"s;
        QTest::newRow("another head") << "UPDATE bodies SET head = CAST('GET / HTTP/1.1' || char(13,10,13,10) AS BLOB)"s;
    }
    void requestsThatThisProgramDidNotQueueAreHeld()
    {
        QFETCH(const std::string, sql);
        Machine machine;
        Handler handler;
        machine.open();
        const Endpoint endpoint = machine.own("/hooks/ci", handler.url());
        handler.kill();
        machine.listen();
        QCOMPARE(machine.post("/hooks/ci").status, 200);
        machine.session.reset();
        runSql(machine.store(), sql);
        handler.start();
        machine.open();
        const HeldStore held = machine.session->heldStore();
        QVERIFY(!heldPart(held, endpoint.id).forward);
        QCOMPARE(heldPart(held, endpoint.id).waiting.size(), std::size_t(1));
        QTRY_COMPARE(machine.states(), std::vector<QueueState>{QueueState::NotAgreed});
        machine.open(); // nor does it go by itself
        QTRY_COMPARE(machine.states(), std::vector<QueueState>{QueueState::NotAgreed});
        QVERIFY(handler.requests.empty());
        QVERIFY(machine.session->agree({.forwards = {endpoint.id}}).ok());
        QTRY_VERIFY(!handler.requests.empty());
        QVERIFY(!machine.session->heldStore().any());
    }

    /// Its record says that it is in use, as after kill -9.
    void aKilledProgramsQueueGoesOnWhenItsStoreIsThatVeryFile()
    {
        Machine machine;
        Handler handler;
        machine.open();
        (void)machine.own("/hooks/ci", handler.url());
        handler.kill();
        machine.listen();
        QCOMPARE(machine.post("/hooks/ci").status, 200);
        const QByteArray inUse = machine.recorded();
        QVERIFY(!inUse.contains("\"inbox\""));
        machine.session.reset();
        QVERIFY(machine.recorded().contains("\"inbox\""));
        machine.setRecorded(inUse);
        handler.start();
        machine.open();
        QVERIFY(!machine.session->heldStore().any());
        QTRY_COMPARE(handler.requests.size(), std::size_t(1));

        // The same with another file in its place.
        handler.kill();
        machine.listen();
        QCOMPARE(machine.post("/hooks/ci").status, 200);
        const QByteArray again = machine.recorded();
        machine.session.reset();
        machine.setRecorded(again);
        fs::copy_file(machine.store(), machine.place("received"));
        fs::rename(machine.place("received"), machine.store());
        machine.open();
        QCOMPARE(machine.session->heldStore().endpoints.size(), std::size_t(1));
        QVERIFY(!machine.session->heldStore().endpoints.front().forward);
    }

    /// Into the very file: `cp` over it, as a restored backup comes.
    void whatAnOlderStateOfAKilledProgramsStoreHoldsIsNotSentAgain()
    {
        Machine machine;
        Handler handler;
        machine.open();
        const Endpoint endpoint = machine.own("/hooks/ci", handler.url());
        handler.kill();
        machine.listen();
        for (int i = 0; i < 3; ++i)
            QCOMPARE(machine.post("/hooks/ci").status, 200);
        const std::string backup = machine.place("backup");
        runSql(machine.store(), "VACUUM INTO '" + backup + "'");
        QVERIFY(fs::exists(backup));
        handler.start();
        machine.session->forwarder()->retryNow();
        QTRY_COMPARE(handler.requests.size(), std::size_t(3));
        QTRY_COMPARE(machine.session->store().inboxSize().value(), 0);
        const QByteArray inUse = machine.recorded();
        QVERIFY(!inUse.contains("\"inbox\""));
        machine.session.reset();
        machine.setRecorded(inUse);
        const std::uint64_t file = inodeOf(machine.store());
        fs::copy_file(backup, machine.store(), fs::copy_options::overwrite_existing);
        QCOMPARE(inodeOf(machine.store()), file);
        machine.open();
        const HeldStore held = machine.session->heldStore();
        QVERIFY(!heldPart(held, endpoint.id).forward);
        QCOMPARE(heldPart(held, endpoint.id).waiting.front().requests, 3);
        QTRY_COMPARE(machine.states(), std::vector<QueueState>{QueueState::NotAgreed});
        machine.open(); // nor the next time
        QTRY_COMPARE(machine.states(), std::vector<QueueState>{QueueState::NotAgreed});
        QCOMPARE(handler.requests.size(), std::size_t(3));
        QVERIFY(machine.session->agree({.forwards = {endpoint.id}}).ok());
        QTRY_COMPARE(handler.requests.size(), std::size_t(6));
    }

    void aProgramKilledBetweenSavingAndNotingLeavesItHeld()
    {
        Machine machine;
        machine.open();
        Endpoint endpoint = machine.own("/hooks/ci", "http://127.0.0.1:1/");
        const QByteArray before = machine.recorded();
        endpoint.forward = "http://127.0.0.1:2/";
        QVERIFY(machine.session->saveEndpoint(endpoint).ok());
        machine.session.reset();
        machine.setRecorded(before);
        machine.open();
        QVERIFY(heldPart(machine.session->heldStore(), endpoint.id).forward);
    }

    void whatCameWithTheFileIsNotAgreedToByBeingSavedOnceMore()
    {
        Machine machine;
        Handler handler;
        makeHostileStore(machine.store(), {{}, {}, handler.url("/a"), "/etc/passwd"});
        machine.open();
        auto endpoints = machine.session->endpoints();
        Endpoint ci = endpoints[1];
        Endpoint files = endpoints[2];
        const Endpoint original = ci;
        ci.description = "renamed";
        ci.rejectInvalid = false;
        QVERIFY(machine.session->saveEndpoint(ci).ok());
        ci.forward += "\n# as a dialog writes it\ntimeout = 30 s\n";
        QVERIFY(machine.session->saveEndpoint(ci).ok());
        files.answer += " delay=0ms\n";
        QVERIFY(machine.session->saveEndpoint(files).ok());
        QVERIFY(heldPart(machine.session->heldStore(), ci.id).forward);
        QVERIFY(heldPart(machine.session->heldStore(), files.id).answer);
        machine.open();
        QVERIFY(heldPart(machine.session->heldStore(), ci.id).forward);
        QVERIFY(heldPart(machine.session->heldStore(), files.id).answer);

        // What the user writes is the user's.
        ci.forward = handler.url("/b");
        files.answer = "answer 204\n";
        QVERIFY(machine.session->saveEndpoint(ci).ok());
        QVERIFY(machine.session->saveEndpoint(files).ok());
        QVERIFY(!machine.session->heldStore().any());
        machine.listen();
        QCOMPARE(machine.post("/files").status, 204);
        QCOMPARE(machine.post("/hooks/ci").status, 200);
        QTRY_COMPARE(handler.requests.size(), std::size_t(1));
        QVERIFY(handler.requests[0].starts_with("POST /b "));
        // Taken back, it is the file's again.
        QVERIFY(machine.session->saveEndpoint(original).ok());
        QVERIFY(heldPart(machine.session->heldStore(), ci.id).forward);
        QVERIFY(machine.session->removeEndpoint(original.id).ok());
        QVERIFY(machine.session->restoreEndpoint(original, {}).ok());
        QVERIFY(heldPart(machine.session->heldStore(), ci.id).forward);
    }

    /// A trap: requests wait in the file for a handler that the user is likely to enter one day.
    void requestsOfTheFileWaitAlsoForAHandlerThatIsEnteredLater()
    {
        Machine machine;
        Handler handler;
        makeHostileStore(machine.store(), {handler.url("/hooks"), {}, {}, {}});
        runSql(machine.store(), "UPDATE endpoints SET forward = ''");
        machine.open();
        QVERIFY(!machine.session->heldStore().any());
        machine.open();
        Endpoint ci = machine.session->endpoints()[1];
        ci.forward = handler.url("/hooks");
        QVERIFY(machine.session->saveEndpoint(ci).ok());
        QVERIFY(!heldPart(machine.session->heldStore(), ci.id).forward);
        QCOMPARE(heldPart(machine.session->heldStore(), ci.id).waiting.size(), std::size_t(1));
        QTRY_COMPARE(machine.states(), std::vector<QueueState>{QueueState::NotAgreed});
        machine.open();
        QTRY_COMPARE(machine.states(), std::vector<QueueState>{QueueState::NotAgreed});
        QVERIFY(handler.requests.empty());
        const auto items = machine.session->store().inbox();
        QVERIFY(machine.session->forwarder()->skip({items->front().position}).ok());
        machine.open(); // nothing of the file waits any more
        QVERIFY(!machine.session->heldStore().any());
        machine.listen();
        QCOMPARE(machine.post("/hooks/ci").status, 200);
        QTRY_COMPARE(handler.requests.size(), std::size_t(1));
    }

    void whatTheCommandLineGivesIsTheUsersOwn()
    {
        Machine machine;
        Handler own;
        Handler hostile;
        makeHostileStore(machine.store(), {own.url("/in"), {}, hostile.url(), "/etc/passwd"});
        auto options = machine.options();
        options.forward = own.url("/in");
        options.answer = "answer 202";
        machine.open(options);
        machine.listen();
        // But not what waited in the file.
        const HeldStore held = machine.session->heldStore();
        QCOMPARE(held.endpoints.size(), std::size_t(1));
        QVERIFY(!held.endpoints[0].forward && !held.endpoints[0].answer);
        QCOMPARE(held.endpoints[0].waiting, std::vector<HeldRequests>({{own.url("/in"), 1}}));
        QCOMPARE(machine.post("/files").status, 202);
        QTRY_COMPARE(own.requests.size(), std::size_t(1));
        QVERIFY(own.requests[0].find("evil") == std::string::npos);
        QVERIFY(machine.session->agree(consentToAll(held)).ok());
        QTRY_COMPARE(own.requests.size(), std::size_t(2));
        // That was no consent to what the store says beside it.
        machine.open();
        QVERIFY(heldPart(machine.session->heldStore(), EndpointId{1}).forward);
        QVERIFY(heldPart(machine.session->heldStore(), EndpointId{2}).answer);
        QVERIFY(hostile.requests.empty());
    }

    void aStoreThatIsOnlyReadIsJudgedToo()
    {
        Machine machine;
        makeHostileStore(machine.store(), {{}, {}, "http://127.0.0.1:1/", {}});
        auto options = machine.options();
        options.store.readOnly = true;
        machine.open(options);
        QVERIFY(machine.session->holdsForwarding(machine.session->endpoints()[1]));
        machine.session.reset();
        QVERIFY(!fs::exists(machine.place("trust")));
    }

    void editedRequestsBesideAStoreFromElsewhereAreHeld()
    {
        Machine machine;
        makeHostileStore(machine.store(), {});
        fs::create_directory(machine.store() + ".drafts");
        std::ofstream(machine.store() + ".drafts/1") << "x";
        machine.open();
        QVERIFY(machine.session->holdsDrafts());
        QVERIFY(machine.session->heldStore().drafts);
        (void)machine.own("/hooks/own", "http://127.0.0.1:1/");
        QVERIFY(machine.session->holdsDrafts());
        machine.open();
        QVERIFY(machine.session->holdsDrafts());
        QVERIFY(machine.session->agree({.drafts = true}).ok());
        machine.open();
        QVERIFY(!machine.session->holdsDrafts());
    }

    void aSalvagedStoreIsHeldWhereItIsNotWhatWasLeft()
    {
        Machine machine;
        Handler handler;
        handler.kill();
        machine.open();
        const Endpoint endpoint = machine.own("/hooks/ci", handler.url());
        machine.listen();
        for (int i = 0; i < 50; ++i)
            QCOMPARE(machine.post("/hooks/ci").status, 200);
        const QByteArray inUse = machine.recorded();
        machine.session.reset();
        machine.setRecorded(inUse);
        std::fstream file(machine.store(), std::ios::binary | std::ios::in | std::ios::out);
        file.write(std::string(100, '\xff').data(), 100); // its header
        file.close();
        machine.open();
        QVERIFY(machine.session->store().salvage());
        const HeldStore held = machine.session->heldStore();
        QVERIFY(held.reason == TrustReason::Salvaged);
        QVERIFY(!heldPart(held, endpoint.id).forward); // that is what was agreed to
        QCOMPARE(heldPart(held, endpoint.id).waiting.front().requests, 50);
    }

};

HOOKLOUPE_TEST(TestStoreTrust)
#include "tst_store_trust.moc"
