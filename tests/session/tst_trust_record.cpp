// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "session/trust_digest.h"
#include "session/trust_record.h"
#include "trust_machine.h"

#include <QRegularExpression>
#include <QSignalSpy>

#include <filesystem>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
namespace fs = std::filesystem;

/// What is remembered of which file, and when it is believed.
class TestTrustRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void aCopyIsHeldAndHasSecretsOfItsOwn()
    {
        Machine machine;
        machine.open();
        const Endpoint endpoint = machine.own("/hooks/ci", "http://127.0.0.1:1/");
        machine.session->setSecrets(endpoint.id, {"ours"});
        machine.session.reset();
        fs::copy_file(machine.store(), machine.place("copy.hookloupe"));
        auto options = machine.options();
        options.store.path = machine.place("copy.hookloupe");
        machine.open(options);
        const HeldStore held = machine.session->heldStore();
        QVERIFY(held.reason == TrustReason::Copied);
        QCOMPARE(held.knownPath, realPath(machine.store()));
        QVERIFY(heldPart(held, endpoint.id).forward);
        QVERIFY(machine.session->secretsOf(endpoint.id).empty());
        QCOMPARE(machine.session->unreadableSecrets().size(), std::size_t(1)); // so it is closed, not open
        machine.session->setSecrets(endpoint.id, {"the copy's"});
        QVERIFY(machine.session->unreadableSecrets().empty());
        QVERIFY(machine.session->agree(consentToAll(held)).ok());
        machine.open(options);
        QVERIFY(!machine.session->heldStore().any());
        QTRY_COMPARE(machine.session->secretsOf(endpoint.id), std::vector<std::string>{"the copy's"});
        QVERIFY(machine.session->removeEndpoint(endpoint.id).ok());

        machine.open(); // the original is as it was
        QVERIFY(!machine.session->heldStore().any());
        QTRY_COMPARE(machine.session->secretsOf(endpoint.id), std::vector<std::string>{"ours"});
    }

    void aMovedStoreStaysKnown()
    {
        Machine machine;
        machine.open();
        const Endpoint endpoint = machine.own("/hooks/ci", "http://127.0.0.1:1/");
        machine.session.reset();
        auto options = machine.options();
        options.store.path = machine.place("renamed.hookloupe");
        fs::rename(machine.store(), options.store.path);
        machine.open(options);
        QVERIFY(!machine.session->heldStore().any());
        machine.session.reset();
        // Into another file system: another file, and nothing where it was.
        fs::copy_file(options.store.path, machine.place("moved.hookloupe"));
        fs::remove(options.store.path);
        options.store.path = machine.place("moved.hookloupe");
        machine.open(options);
        QVERIFY(!machine.session->heldStore().any());
        // A link is no other place.
        fs::create_symlink(options.store.path, machine.place("link.hookloupe"));
        options.store.path = machine.place("link.hookloupe");
        machine.open(options);
        QVERIFY(!machine.session->heldStore().any());
        // A new store takes the place of one that was renamed.
        machine.session.reset();
        fs::rename(machine.place("moved.hookloupe"), machine.place("old.hookloupe"));
        options.store.path = machine.place("moved.hookloupe");
        machine.open(options);
        options.store.path = machine.place("old.hookloupe");
        machine.open(options);
        QVERIFY(!machine.session->heldStore().any());
        QCOMPARE(machine.session->endpoints().back(), endpoint);
    }

    void recordsThatOthersMayHaveWrittenAreNotBelieved_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("writable by others") << 0;
        QTest::newRow("damaged") << 1;
        QTest::newRow("of a newer version") << 2;
        QTest::newRow("of another machine") << 3;
        QTest::newRow("gone") << 4;
    }
    void recordsThatOthersMayHaveWrittenAreNotBelieved()
    {
        QFETCH(const int, how);
        Machine machine;
        machine.open();
        const Endpoint endpoint = machine.own("/hooks/ci", "http://127.0.0.1:1/");
        machine.session.reset();
        QCOMPARE(int(QFile::permissions(machine.records()) & 0x77), 0); // nothing for group and others
        QByteArray bytes = machine.recorded();
        switch (how) {
        case 0: fs::permissions(machine.records().toStdString(), fs::perms::group_write, fs::perm_options::add); break;
        case 1: machine.setRecorded(bytes.left(bytes.size() / 2)); break;
        case 2: machine.setRecorded(bytes.replace("\"version\": 1", "\"version\": 2")); break;
        case 3: machine.setRecorded(bytes.replace("\"machine\": \"", "\"machine\": \"0")); break;
        default: QFile::remove(machine.records());
        }
        machine.open();
        QVERIFY(heldPart(machine.session->heldStore(), endpoint.id).forward);
        const Status agreed = machine.session->agree(consentToAll(machine.session->heldStore()));
        QVERIFY(!machine.session->heldStore().any()); // for this session in any case
        const bool mayWrite = how != 0 && how != 2;
        QCOMPARE(agreed.ok(), mayWrite);
        machine.open();
        QCOMPARE(machine.session->heldStore().any(), !mayWrite);
    }

    void whereNothingCanBeWrittenTheUserIsToldAndAskedAgain()
    {
        Machine machine;
        auto options = machine.options();
        options.trustFolder = "/proc/nowhere/trust";
        machine.open(options);
        QSignalSpy told(machine.session.get(), &Session::trustNotKept);
        const Endpoint endpoint = machine.own("/hooks/ci", "http://127.0.0.1:1/");
        QCOMPARE(told.size(), 1);
        QVERIFY(!machine.session->heldStore().any());
        machine.open(options);
        QVERIFY(heldPart(machine.session->heldStore(), endpoint.id).forward);
        QVERIFY(!machine.session->agree({.forwards = {endpoint.id}}).ok());
        QVERIFY(!machine.session->heldStore().any());
    }

    void digestsTellWhatIsDoneFromHowItIsWritten()
    {
        Endpoint endpoint;
        QVERIFY(forwardDigest(endpoint).empty() && answerDigest(endpoint).empty());
        endpoint.forward = "# nothing\n";
        endpoint.answer = "answer 200";
        QVERIFY(forwardDigest(endpoint).empty());
        QCOMPARE(answerDigest(endpoint).size(), std::size_t(64));
        QVERIFY(meansSameForwarding("http://h/\n", "# x\nhttp://h/\ntimeout = 30 s"));
        QVERIFY(!meansSameForwarding("http://h/\n", "http://h/ retry-5xx\n"));
        QVERIFY(!meansSameForwarding("teleport", "teleport 2"));
        QVERIFY(meansSameAnswer("answer 200", "loop\nanswer 200 \n"));
        QVERIFY(!meansSameAnswer("answer 200", ""));
        const auto targets = trustTargetsIn("http://127.0.0.1:1/a\nhttps://example.org/ without-credentials\nunix:/run/d.sock:/x\n");
        QVERIFY(targets[0].place == TrustTarget::Place::ThisMachine && targets[0].credentials);
        QVERIFY(targets[1].place == TrustTarget::Place::Elsewhere && !targets[1].credentials);
        QVERIFY(targets[2].place == TrustTarget::Place::Socket);
    }
};

HOOKLOUPE_TEST(TestTrustRecord)
#include "tst_trust_record.moc"
