// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/handler.h"
#include "support/fake_keychain.h"
#include "session/session.h"
#include "store/sqlite.h"
#include "support/raw_client.h"
#include "support/wire_file.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string unsignedRequest = "POST /s/200 HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
const std::string elsewhere = "POST /elsewhere HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";

RawAnswer answerTo(std::uint16_t port, const std::string& bytes)
{
    RawClient client(port);
    client.send(bytes);
    return client.readAnswer();
}

/// A store in a folder, with an endpoint /s whose secret is that of the recorded requests.
class Place {
public:
    Place()
    {
        const auto session = open();
        Endpoint endpoint;
        endpoint.path = "/s";
        const auto saved = session->saveEndpoint(endpoint);
        if (!saved)
            qFatal("not saved: %s", saved.error().detail.c_str());
        id = saved->id;
        session->setSecrets(id, {wireFile("full-09").secret});
    }

    [[nodiscard]] std::unique_ptr<Session> open(SessionOptions options = {}) const
    {
        options.store.path = storePath();
        options.trustFolder = storePath() + ".trust";
        options.listen.port = 0;
        options.allowKeychain = fakeKeychain.exists;
        auto opened = Session::open(options);
        if (!opened)
            qFatal("no session: %s", opened.error().detail.c_str());
        (*opened)->startListening();
        if (!QTest::qWaitFor([&] { return (*opened)->listenStatus().state == ListenState::Listening; }))
            qFatal("the session does not listen");
        return std::move(opened).value();
    }
    [[nodiscard]] std::string storePath() const { return folder.filePath(u"s.hookloupe"_s).toStdString(); }
    [[nodiscard]] QString secretFile() const
    {
        const QStringList names = QDir(folder.path()).entryList({u"secrets-*.json"_s}, QDir::Files);
        return names.isEmpty() ? QString() : folder.filePath(names.front());
    }
    [[nodiscard]] QByteArray secretBytes() const
    {
        QFile file(secretFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QString& path, const QByteArray& bytes) const
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
            qFatal("not written: %s", qPrintable(path));
    }
    /// As a store of a version that did not note it.
    void forgetGuards() const
    {
        auto connection = store::Connection::open(storePath(), store::Connection::Mode::Write);
        if (!connection || !connection->execute("DELETE FROM meta WHERE key = 'guarded_endpoints'"))
            qFatal("the store cannot be changed");
    }

    QTemporaryDir folder;
    EndpointId id{};
};

std::uint16_t portOf(const Session& session)
{
    return session.listenStatus().address.port;
}

bool isClosed(const Session& session)
{
    const RawAnswer answer = answerTo(portOf(session), unsignedRequest);
    return answer.status == 503 && answer.body == "Not available";
}

std::vector<EndpointId> unreadable(const Session& session)
{
    std::vector<EndpointId> ids;
    for (const auto& one : session.unreadableSecrets())
        ids.push_back(one.endpoint);
    return ids;
}

} // namespace

/// Who has secrets that cannot be read is closed, not open.
class TestGuardedEndpoints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u".?"_s));
        qunsetenv("DBUS_SESSION_BUS_ADDRESS");
        qunsetenv("XDG_RUNTIME_DIR");
        fakeKeychain = {};
    }

    void secretsThatCannotBeReadCloseTheirEndpoint_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("gone");
        QTest::addColumn<bool>("ofAnother");
        QTest::addColumn<int>("code");
        QTest::newRow("truncated") << QByteArray(R"({"version":1,"secrets":{"1":)") << false << false << int(ErrorCode::Corrupt);
        QTest::newRow("empty") << QByteArray() << false << false << int(ErrorCode::Corrupt);
        QTest::newRow("newer") << QByteArray(R"({"version":2,"vault":[]})") << false << false << int(ErrorCode::NewerVersion);
        QTest::newRow("odd members") << QByteArray(R"({"version":1,"secrets":[],"keychain":7})") << false << false << int(ErrorCode::Corrupt);
        QTest::newRow("no entry") << QByteArray(R"({"version":1,"secrets":{},"keychain":[]})") << false << false << int(ErrorCode::NotFound);
        QTest::newRow("empty list") << QByteArray(R"({"version":1,"secrets":{"1":[]},"keychain":[]})") << false << false << int(ErrorCode::Corrupt);
        QTest::newRow("in a keychain that is not there") << QByteArray(R"({"version":1,"secrets":{},"keychain":[1]})") << false << false << int(ErrorCode::Failed);
        QTest::newRow("gone") << QByteArray() << true << false << int(ErrorCode::NotFound);
        QTest::newRow("of another user") << QByteArray() << false << true << int(ErrorCode::PermissionDenied);
    }

    void secretsThatCannotBeReadCloseTheirEndpoint()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const bool, gone);
        QFETCH(const bool, ofAnother);
        QFETCH(const int, code);
        const Place place;
        Handler handler;
        QCOMPARE(toInt(place.id), 1);
        {
            const auto session = place.open();
            QVERIFY(session->unreadableSecrets().empty());
            QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 401);
            Endpoint endpoint = session->endpoints().back();
            endpoint.forward = handler.url();
            QVERIFY(session->saveEndpoint(endpoint));
        }
        const QByteArray before = place.secretBytes();
        const QString file = place.secretFile();
        QVERIFY(!before.isEmpty());
        if (gone) {
            QVERIFY(QFile::remove(file));
        } else if (ofAnother) {
#ifdef Q_OS_UNIX
            if (::geteuid() != 0)
                QSKIP("only root can give a file away");
            QCOMPARE(::chown(qPrintable(file), 65534, 65534), 0);
#else
            QSKIP("needs owners");
#endif
        } else {
            place.write(file, bytes);
        }

        const auto session = place.open();
        QCOMPARE(unreadable(*session), std::vector<EndpointId>{place.id});
        QCOMPARE(int(session->unreadableSecrets().front().error.code), code);
        QVERIFY(isClosed(*session));
        QCOMPARE(answerTo(portOf(*session), wireFile("full-09").bytes()).status, 503);
        QCOMPARE(answerTo(portOf(*session), elsewhere).status, 200); // whoever has no secret is not concerned
        QCOMPARE(session->store().inboxSize().value(), 0);
        QVERIFY(handler.requests.empty());

        // It is captured, and not judged.
        const auto reader = store::Reader::open(place.storePath()).value();
        const auto newest = reader->summaries(*reader->newest(2))->back();
        QCOMPARE(newest.answerStatus, 503);
        QCOMPARE(newest.signature.verdict, SignatureVerdict::NotJudged);

        // It recovers by itself.
        const QSignalSpy readable(&*session, &Session::secretsReadable);
        if (ofAnother) {
#ifdef Q_OS_UNIX
            QCOMPARE(::chown(qPrintable(file), ::geteuid(), ::getegid()), 0);
#endif
        } else {
            place.write(file, before);
        }
        QVERIFY(QTest::qWaitFor([&] { return session->unreadableSecrets().empty(); }, 20'000));
        QTRY_COMPARE(readable.size(), 1);
        QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 401);
        QCOMPARE(answerTo(portOf(*session), wireFile("full-09").bytes()).status, 200);
        QTRY_COMPARE(handler.requests.size(), 1u);
    }

    void whatAnOlderVersionDidNotNoteIsLearned()
    {
        const Place place;
        place.forgetGuards();
        (void)place.open();
        QVERIFY(QFile::remove(place.secretFile()));
        QVERIFY(isClosed(*place.open()));
    }

    void withADamagedFileAndNothingNotedEverybodyIsClosed()
    {
        const Place place;
        place.forgetGuards();
        const QByteArray before = place.secretBytes();
        place.write(place.secretFile(), "{");
        const auto session = place.open();
        QCOMPARE(unreadable(*session), (std::vector<EndpointId>{catchAllEndpoint, place.id}));
        QVERIFY(isClosed(*session));
        QCOMPARE(answerTo(portOf(*session), elsewhere).status, 503);
        place.write(place.secretFile(), before);
        QVERIFY(QTest::qWaitFor([&] { return session->unreadableSecrets().empty(); }, 20'000));
        QCOMPARE(answerTo(portOf(*session), elsewhere).status, 200);
        QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 401);
    }

    void aNewSecretOpensItAndTheDamagedFileIsKept()
    {
        const Place place;
        const QString file = place.secretFile();
        place.write(file, "{\"version\":1,");
        {
            const auto session = place.open();
            QVERIFY(isClosed(*session));
            std::optional<Status> kept;
            session->setSecrets(place.id, {wireFile("full-09").secret}, [&](Status status) { kept = std::move(status); });
            QTRY_VERIFY(kept);
            QVERIFY(kept->ok());
            QVERIFY(session->unreadableSecrets().empty());
            QCOMPARE(answerTo(portOf(*session), wireFile("full-09").bytes()).status, 200);
        }
        QFile aside(file + u".damaged"_s);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), QByteArray("{\"version\":1,"));
        QCOMPARE(answerTo(portOf(*place.open()), wireFile("full-09").bytes()).status, 200);
    }

    void removingTheSecretsOpensItForGood()
    {
        for (const QByteArray& bytes : {QByteArray(R"({"version":1,"secrets":{},"keychain":[1]})"), QByteArray("{")}) {
            const Place place;
            place.write(place.secretFile(), bytes);
            {
                const auto session = place.open();
                QVERIFY(isClosed(*session));
                session->setSecrets(place.id, {});
                QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 200);
            }
            const auto session = place.open();
            QVERIFY(session->unreadableSecrets().empty());
            QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 200);
        }
    }

    void anEndpointThatRejectsNothingIsNotJudged()
    {
        const Place place;
        {
            const auto session = place.open();
            Endpoint endpoint = session->endpoints().back();
            endpoint.rejectInvalid = false;
            QVERIFY(session->saveEndpoint(endpoint));
        }
        QVERIFY(QFile::remove(place.secretFile()));
        const auto session = place.open();
        QCOMPARE(unreadable(*session), std::vector<EndpointId>{place.id}); // and that is said
        QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 200);
        Endpoint endpoint = session->endpoints().back();
        endpoint.rejectInvalid = true;
        QVERIFY(session->saveEndpoint(endpoint));
        QVERIFY(isClosed(*session));
    }

    void removedAndBroughtBackItIsClosedStill()
    {
        const Place place;
        const QByteArray before = place.secretBytes();
        const QString file = place.secretFile();
        place.write(file, "{");
        const auto session = place.open();
        const Endpoint endpoint = session->endpoints().back();
        QVERIFY(session->removeEndpoint(place.id));
        QVERIFY(session->unreadableSecrets().empty());
        QCOMPARE(place.secretBytes(), QByteArray("{")); // what cannot be read is not thrown away
        QVERIFY(session->restoreEndpoint(endpoint, {}));
        QVERIFY(isClosed(*session));
        place.write(file, before);
        QVERIFY(QTest::qWaitFor([&] { return session->unreadableSecrets().empty(); }, 20'000));
        QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 401);
    }

    void secretsOfThisRunJudgeWhoHasNoneOfTheirOwn()
    {
        const Place place;
        SessionOptions options;
        options.secrets = {"of this run"};
        {
            const auto session = place.open(options);
            QCOMPARE(answerTo(portOf(*session), elsewhere).status, 401);
            QCOMPARE(answerTo(portOf(*session), wireFile("full-09").bytes()).status, 200); // by its own
            QCOMPARE(session->secretsOf(catchAllEndpoint), std::vector<std::string>{"of this run"});
        }
        QVERIFY(!place.secretBytes().contains(QByteArray("of this run").toBase64()));
        QVERIFY(QFile::remove(place.secretFile()));
        {
            const auto session = place.open(options);
            QVERIFY(isClosed(*session)); // it has others, wherever they are
            session->useSecrets(place.id, {wireFile("full-09").secret});
            QVERIFY(session->unreadableSecrets().empty());
            QCOMPARE(answerTo(portOf(*session), unsignedRequest).status, 401);
            QCOMPARE(answerTo(portOf(*session), wireFile("full-09").bytes()).status, 200);
        }
        QVERIFY(place.secretFile().isEmpty()); // nothing is kept
        options.keepSecrets = false;
        QCOMPARE(answerTo(portOf(*place.open(options)), unsignedRequest).status, 401); // by that of this run
        QVERIFY(isClosed(*place.open()));
    }

    void whatIsTakenBackDoesNotWriteOverAFileThatWasPutBack()
    {
        for (const bool replaced : {true, false}) {
            const Place place;
            const QString file = place.secretFile();
            const QByteArray backup = place.secretBytes();
            QVERIFY(QFile::remove(file));
            const auto session = place.open();
            session->setSecrets(place.id, replaced ? std::vector<std::string>{"anew"} : std::vector<std::string>());
            place.write(file, backup);
            session->awaitSecrets(place.id);
            QCOMPARE(session->secretsOf(place.id), std::vector<std::string>{wireFile("full-09").secret});
            QVERIFY(session->unreadableSecrets().empty());
            QCOMPARE(place.secretBytes(), backup);
        }
    }

    void whatCannotBeDeletedIsNotTakenForWhatIsAwaited()
    {
        const Place place;
        const QString file = place.secretFile();
        const QByteArray backup = place.secretBytes();
        QVERIFY(QFile::remove(file));
        const auto session = place.open();
        session->setSecrets(catchAllEndpoint, {"of another"}); // the file stays when the new ones are deleted
        session->setSecrets(place.id, {"anew"});
        QVERIFY(QDir().mkpath(file + u".new/in the way"_s)); // root may write everywhere else
        std::optional<Status> deleted;
        session->awaitSecrets(place.id, [&](Status status) { deleted = std::move(status); });
        QVERIFY(deleted && !deleted->ok());
        session->retrySecrets();
        QVERIFY(isClosed(*session));
        QVERIFY(session->secretsOf(place.id).empty());
        place.write(file, backup);
        session->retrySecrets();
        QCOMPARE(session->secretsOf(place.id), std::vector<std::string>{wireFile("full-09").secret});
    }

    void takenBackItWaitsForAKeychainThatRefusedTheNewOnes()
    {
        for (const bool replaced : {true, false}) {
            fakeKeychain = {.exists = true};
            const Place place;
            QCOMPARE(fakeKeychain.entries.size(), 1u);
            fakeKeychain.isLocked = true;
            const auto session = place.open();
            QVERIFY(isClosed(*session));
            session->setSecrets(place.id, replaced ? std::vector<std::string>{"anew"} : std::vector<std::string>());
            QVERIFY(session->unreadableSecrets().empty());
            session->awaitSecrets(place.id);
            QVERIFY(isClosed(*session));
            QVERIFY(!place.secretBytes().contains(QByteArray("anew").toBase64()));
            fakeKeychain.isLocked = false;
            session->retrySecrets();
            QVERIFY(session->unreadableSecrets().empty());
            QCOMPARE(session->secretsOf(place.id), std::vector<std::string>{wireFile("full-09").secret});
        }
    }

    void takenBackItStaysClosedWhereTheKeychainTookTheNewOnes()
    {
        fakeKeychain = {.exists = true};
        const Place place;
        fakeKeychain.isLocked = true;
        const auto session = place.open();
        QVERIFY(isClosed(*session));
        fakeKeychain.isLocked = false;
        session->setSecrets(place.id, {"anew"});
        QCOMPARE(fakeKeychain.entries.size(), 1u);
        fakeKeychain.isLate = true;
        session->awaitSecrets(place.id);
        QCOMPARE(session->unreadableSecrets().front().error.code, ErrorCode::NotFound); // overwritten, and that is said
        fakeKeychain.isLate = false;
        fakeKeychain.answerNext();
        QVERIFY(fakeKeychain.entries.empty());
        session->retrySecrets();
        QVERIFY(isClosed(*session));
        QVERIFY(session->secretsOf(place.id).empty());
    }

    void secretsThatAreSetWhileTheirRemovalIsWrittenAreStillGuarded()
    {
        fakeKeychain = {.exists = true};
        const Place place;
        {
            const auto session = place.open();
            fakeKeychain.isLate = true;
            session->setSecrets(place.id, {});
            session->setSecrets(place.id, {wireFile("full-09").secret});
            while (!fakeKeychain.asked.empty())
                fakeKeychain.answerNext();
            QCOMPARE(session->store().guardedEndpoints().value(), std::optional(std::vector<EndpointId>{place.id}));
        }
        QCOMPARE(fakeKeychain.entries.size(), 1u);
        fakeKeychain.isLate = false;
        QVERIFY(QFile::remove(place.secretFile()));
        QVERIFY(isClosed(*place.open()));
    }
};

HOOKLOUPE_TEST(TestGuardedEndpoints)
#include "tst_guarded_endpoints.moc"
