// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "running_session.h"

#include "base/text.h"
#include "support/raw_client.h"
#include "support/wire_file.h"
#include "words/event_words.h"

#include <QCryptographicHash>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace hookloupe::test;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string simpleRequest = "POST /hooks/ci HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";

std::string requestTo(const std::string& target)
{
    return "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n";
}

int answerTo(std::uint16_t port, const std::string& bytes, std::string* body = nullptr)
{
    RawClient client(port);
    client.send(bytes);
    const RawAnswer answer = client.readAnswer();
    if (body)
        *body = answer.body;
    return answer.status;
}

/// "commit_create" of "full-09-version-create-commit_create-ui14.http"; the short recordings are all of one event.
std::string eventOf(const WireFile& file)
{
    if (!file.hasBody)
        return {};
    const QStringList parts = QString::fromStdString(file.name).split(u'-');
    return file.name.starts_with("full-") ? parts.at(parts.size() - 2).toStdString() : "commit_create";
}

std::string streamIdOf(const WireFile& file)
{
    static const QRegularExpression pattern(uR"(streamId\\*":\\*"([0-9a-f]{10}))"_s);
    return pattern.match(QString::fromStdString(file.body)).captured(1).toStdString();
}

SignatureVerdict verdictOf(const WireFile& file)
{
    if (!file.hasBody)
        return SignatureVerdict::BodyUnreadable; // the signature is that of the POST before the redirect
    return file.secret.empty() ? SignatureVerdict::ValidEmptySecret : SignatureVerdict::Valid;
}

Endpoint endpointAt(const std::string& path)
{
    Endpoint endpoint;
    endpoint.path = path;
    return endpoint;
}

} // namespace

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void everyRecordedRequestIsJudgedStoredAndFedByteForByte_data()
    {
        QTest::addColumn<QString>("name");
        for (const auto& file : wireFiles())
            QTest::newRow(file.name.c_str()) << QString::fromStdString(file.name);
    }

    void everyRecordedRequestIsJudgedStoredAndFedByteForByte()
    {
        QFETCH(QString, name);
        const WireFile file = wireFile(name.toStdString());
        RunningSession session;
        session->setWantWhole(true);
        session->setSecrets(catchAllEndpoint, {file.secret});
        std::string body;
        const int status = answerTo(session.port(), file.bytes(), &body);
        QCOMPARE(status, file.hasBody ? 200 : 401);
        QCOMPARE(body, file.hasBody ? "OK"s : "Ignoring request with invalid signature"s);
        QVERIFY(session.waitForReports(1));

        QCOMPARE(session.added.size(), std::size_t{1});
        const CaptureSummary& fed = session.added.front();
        QCOMPARE(fed.signature.verdict, verdictOf(file));
        QCOMPARE(fed.signature.scheme, "speckle"s);
        const Dialect dialect = file.coversInnerString ? Dialect::String : Dialect::Object;
        QCOMPARE(fed.signature.dialect, file.hasBody ? dialect : Dialect::None);
        QCOMPARE(fed.event.wireName, eventOf(file));
        QCOMPARE(fed.event.streamId, streamIdOf(file));
        QCOMPARE(words::summarySentence(fed.event).isEmpty(), !file.hasBody);
        QCOMPARE(fed.answerStatus, status);
        QCOMPARE(fed.record.status, file.hasBody ? SpeckleStatus::Success : SpeckleStatus::Failure);
        QCOMPARE(session.reports.front().outcome, AnswerOutcome::Sent);

        const auto stored = session.reader()->capture(fed.id);
        QVERIFY(stored.ok());
        QCOMPARE((*stored)->head, file.head);
        QVERIFY((*stored)->body == file.body);
        const auto sha256 = QCryptographicHash::hash(QByteArray::fromStdString(file.body), QCryptographicHash::Sha256);
        QCOMPARE(toHex((*stored)->contentSha256), sha256.toHex().toStdString());
        CaptureSummary expected = fed;
        expected.outcome = session.reports.front().outcome;
        expected.duration = session.reports.front().duration;
        QVERIFY((*stored)->summary == expected);
        QCOMPARE(session.captures.size(), std::size_t{1});
        QVERIFY(session.captures.front()->body == file.body);
    }

    void noSpellingOfAPathGoesRoundItsSecret()
    {
        RunningSession session;
        const auto guarded = session->saveEndpoint(endpointAt("/hooks/%63i/"));
        QVERIFY(guarded.ok());
        QCOMPARE(guarded->path, "/hooks/ci"s);
        session->setSecrets(guarded->id, {"topsecret"});
        const std::vector<std::string> targets{"/hooks/ci", "/hooks/%63i", "/hooks//ci", "/hooks/./ci", "/x/../hooks/ci", "/hooks/%2e/ci",
                                               "//hooks/ci", "/hooks/ci/", "/hooks/ci/../ci?q=1", "http://h/hooks/%63i", "/hooks/ci;a=b",
                                               "/x/..;/hooks/ci", "/hooks%2Fci", "/Hooks/CI"};
        for (const std::string& target : targets)
            QCOMPARE(answerTo(session.port(), "POST " + target + " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}"), 401);
        QCOMPARE(answerTo(session.port(), "POST /hooks%2Fcity HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}"), 200);
        QVERIFY(session.waitForReports(targets.size() + 1));
        for (std::size_t i = 0; i < targets.size(); ++i) {
            QCOMPARE(session.added[i].target, targets[i]); // as sent
            QCOMPARE(session.added[i].endpoint, guarded->id);
        }
        QCOMPARE(session.added.back().endpoint, catchAllEndpoint);
    }

    void aWrongSecretIsAnswered401AndTheEmptyKeyDoesNotPassForOne()
    {
        RunningSession session;
        session->setSecrets(catchAllEndpoint, {"another", "and another"});
        QCOMPARE(answerTo(session.port(), wireFile("full-09").bytes()), 401);
        QCOMPARE(answerTo(session.port(), wireFile("02-secret-empty").bytes()), 401);
        QCOMPARE(answerTo(session.port(), simpleRequest), 401);
        session->setSecrets(catchAllEndpoint, {"another", "topsecret"});
        QCOMPARE(answerTo(session.port(), wireFile("full-09").bytes()), 200);
        QVERIFY(session.waitForReports(4));
        QCOMPARE(session.added.at(0).signature.verdict, SignatureVerdict::Mismatch);
        QCOMPARE(session.added.at(2).signature.verdict, SignatureVerdict::HeaderMissing);
        QCOMPARE(session.added.at(0).record.reason, SpeckleReason::HttpStatus);
    }

    void withoutASecretNothingIsRejected()
    {
        RunningSession session;
        QCOMPARE(answerTo(session.port(), wireFile("full-09").bytes()), 200);
        QVERIFY(session.waitForReports(1));
        QCOMPARE(session.added.front().signature.verdict, SignatureVerdict::NoSecret);
    }

    void invalidSignaturesCanBeLetIn()
    {
        RunningSession session;
        session->setSecrets(catchAllEndpoint, {"another"});
        Endpoint catchAll = session->endpoints().front();
        catchAll.rejectInvalid = false;
        QVERIFY(session->saveEndpoint(catchAll).ok());
        QCOMPARE(answerTo(session.port(), wireFile("full-09").bytes()), 200);
        QVERIFY(session.waitForReports(1));
        QCOMPARE(session.added.front().signature.verdict, SignatureVerdict::Mismatch);
    }

    /// Of Speckle's string dialect the payload alone is signed.
    void whatStandsBesideASignedPayloadIsLetInOnlyIfTheUserSaysSo()
    {
        RunningSession session;
        session->setSecrets(catchAllEndpoint, {"topsecret"});
        std::string request = wireFile("14-legacy").bytes();
        QCOMPARE(answerTo(session.port(), request), 200);
        const auto withMore = [&](const std::string& more) {
            const WireFile file = wireFile("14-legacy");
            const std::string body = file.body.substr(0, file.body.rfind('}')) + more + "}";
            return "POST / HTTP/1.1\r\nHost: a\r\nX-WEBHOOK-SIGNATURE: " + file.signature + "\r\nContent-Length: "
                + std::to_string(body.size()) + "\r\n\r\n" + body;
        };
        QCOMPARE(answerTo(session.port(), withMore(",\"payload\":{}")), 401);
        QCOMPARE(answerTo(session.port(), withMore(",\"x\":1")), 401);
        Endpoint catchAll = session->endpoints().front();
        catchAll.acceptUnsigned = true;
        QVERIFY(session->saveEndpoint(catchAll).ok());
        QCOMPARE(answerTo(session.port(), withMore(",\"x\":1")), 200);
        QCOMPARE(answerTo(session.port(), withMore(",\"payload\":{}")), 401);
        QVERIFY(session.waitForReports(5));
        using enum SignatureVerdict;
        const std::vector<SignatureVerdict> expected{Valid, RepeatedPayload, UnsignedMembers, UnsignedMembers, RepeatedPayload};
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(session.added.at(i).signature.verdict, expected.at(i));
        QCOMPARE(markOf(session.added.at(3)), Mark::Unjudged);
    }

    void endpointsChangeWhileItRuns()
    {
        RunningSession session;
        const QSignalSpy changed(&*session, &Session::endpointsChanged);
        QCOMPARE(answerTo(session.port(), requestTo("/hooks/ci")), 200);
        auto saved = session->saveEndpoint(endpointAt("hooks/ci/"));
        QVERIFY(saved.ok());
        QCOMPARE(saved->path, "/hooks/ci"s);
        QCOMPARE(answerTo(session.port(), requestTo("/hooks/ci/deep?x=/y")), 200);
        Endpoint disabled = *saved;
        disabled.enabled = false;
        QVERIFY(session->saveEndpoint(disabled).ok());
        QCOMPARE(answerTo(session.port(), requestTo("/hooks/ci")), 503);
        QVERIFY(session->removeEndpoint(saved->id).ok());
        QCOMPARE(answerTo(session.port(), requestTo("/hooks/ci")), 200);
        QVERIFY(session.waitForReports(4));
        const std::vector<EndpointId> expected{catchAllEndpoint, saved->id, saved->id, catchAllEndpoint};
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(session.added.at(i).endpoint, expected.at(i));
        QCOMPARE(changed.size(), 3);
        QCOMPARE(session->endpoints().size(), std::size_t{1});
    }

    void whatIsNoEndpointIsRefusedWithItsName()
    {
        RunningSession session;
        QCOMPARE(session->saveEndpoint(endpointAt("/a b")).error().code, ErrorCode::InvalidInput);
        Endpoint strange = endpointAt("/a");
        strange.scheme = "unheard-of";
        QCOMPARE(session->saveEndpoint(strange).error().detail, "scheme unheard-of"s);
        QVERIFY(session->saveEndpoint(endpointAt("/a")).ok());
        QCOMPARE(session->saveEndpoint(endpointAt("/a/")).error().code, ErrorCode::AlreadyExists);
        QVERIFY(!session->removeEndpoint(catchAllEndpoint));
    }

    void pausedAnswers503AndKeepsNothing()
    {
        RunningSession session;
        session->setPaused(true);
        QCOMPARE(session->listenStatus().state, ListenState::Paused);
        QCOMPARE(answerTo(session.port(), simpleRequest), 503);
        QCOMPARE(answerTo(session.port(), "BAD\r\n\r\n"), 400);
        session->setPaused(false);
        QCOMPARE(answerTo(session.port(), simpleRequest), 200);
        QVERIFY(session.waitForReports(1));
        QCOMPARE(session.added.size(), std::size_t{1});
        QCOMPARE(session.reader()->ids({})->size(), std::size_t{1});
    }

    void whatTheGateRefusesIsKeptWithItsReason()
    {
        RunningSession session;
        const auto saved = session->saveEndpoint(endpointAt("/hooks"));
        QCOMPARE(answerTo(session.port(), "GET /hooks HTTP/1.1\r\nHost: h\r\nBad Header\r\n\r\n"), 400);
        QVERIFY(session.waitForReports(1));
        const auto& fed = session.added.front();
        QCOMPARE(fed.kind, CaptureKind::Malformed);
        QCOMPARE(fed.refusal, Refusal::HeaderMalformed);
        QCOMPARE(fed.method, "GET"s);
        QCOMPARE(fed.target, "/hooks"s);
        QCOMPARE(fed.endpoint, saved->id);
        QCOMPARE(fed.answerStatus, 400);
        QCOMPARE(fed.signature.verdict, SignatureVerdict::NotJudged);
        QCOMPARE(markOf(fed), Mark::Bad);
    }

    void aFullQueueIsAnswered503AndSaidOnce()
    {
        SessionOptions options;
        options.store.queueBytes = 1;
        RunningSession session(options);
        QSignalSpy trouble(&*session, &Session::storeTrouble);
        QCOMPARE(answerTo(session.port(), simpleRequest), 503);
        QCOMPARE(answerTo(session.port(), simpleRequest), 503);
        QTRY_COMPARE(trouble.size(), 1);
        QCOMPARE(trouble.front().front().value<Error>().code, ErrorCode::QueueFull);
        QVERIFY(session->counters().storeRefused >= 2);
        QVERIFY(session.reader()->ids({})->empty());
    }

    void itStopsAndListensAgain()
    {
        RunningSession session;
        const QSignalSpy stopped(&*session, &Session::stopped);
        session->stopListening();
        QTRY_COMPARE(stopped.size(), 1);
        QCOMPARE(session->listenStatus().state, ListenState::Stopped);
        session->startListening();
        QTRY_COMPARE(session->listenStatus().state, ListenState::Listening);
        QCOMPARE(answerTo(session.port(), simpleRequest), 200);
    }

    void everyAnswerGivenWhileClosingBelongsToAStoredCapture()
    {
        RunningSession session;
        std::vector<std::unique_ptr<RawClient>> clients;
        constexpr std::size_t connections = 20;
        constexpr int pipelined = 20;
        for (std::size_t i = 0; i < connections; ++i) {
            clients.push_back(std::make_unique<RawClient>(session.port()));
            for (int k = 0; k < pipelined; ++k)
                clients.back()->send(simpleRequest);
        }
        QVERIFY(QTest::qWaitFor([&] { return !session.added.empty(); }));
        session.close();
        std::size_t answered = 0;
        for (const auto& client : clients) {
            while (client->readAnswer().status == 200)
                ++answered;
        }
        QVERIFY(answered > 0);
        QCOMPARE(session.reader()->ids({})->size(), answered);
    }

    void aSecondSessionOnTheSameStoreReadsOnly()
    {
        RunningSession session;
        SessionOptions options;
        options.store.path = session.storePath();
        options.allowKeychain = false;
        auto second = Session::open(options);
        QVERIFY(second.ok());
        QVERIFY((*second)->store().readOnly());
        (*second)->startListening();
        QCOMPARE((*second)->listenStatus().state, ListenState::Failed);
        QCOMPARE((*second)->listenStatus().error->code, ErrorCode::LockedByOther);
        QCOMPARE((*second)->listenStatus().error->detail, session.storePath());
    }

    void secretsAreThereAfterARestartAndForgottenWithTheirEndpoint()
    {
        QTemporaryDir folder;
        SessionOptions options;
        options.store.path = folder.filePath(u"s.hookloupe"_s).toStdString();
        options.allowKeychain = false;
        EndpointId id{};
        {
            auto opened = Session::open(options);
            id = (*opened)->saveEndpoint(endpointAt("/a"))->id;
            std::optional<Status> kept;
            (*opened)->setSecrets(id, {"new\n", "old"}, [&](Status status) { kept = status; });
            QVERIFY(kept && *kept);
            QVERIFY(!(*opened)->secretsInKeychain());
            QVERIFY((*opened)->secretFilePath().starts_with(folder.path().toStdString()));
        }
        auto opened = Session::open(options);
        QCOMPARE((*opened)->secretsOf(id), (std::vector<std::string>{"new\n", "old"}));
        QVERIFY((*opened)->removeEndpoint(id).ok());
        QCOMPARE((*opened)->secretsOf(id), std::vector<std::string>{});
        QVERIFY(!QFile::exists(QString::fromStdString((*opened)->secretFilePath())));
    }

    void secretsOfTheCommandLineAreNeverWritten()
    {
        SessionOptions options;
        options.keepSecrets = false;
        RunningSession session(options);
        session->setSecrets(catchAllEndpoint, {"in-memory-only"});
        QCOMPARE(answerTo(session.port(), simpleRequest), 401);
        const QString folder = QString::fromStdString(session.folder());
        session.close();
        for (const QString& name : QDir(folder).entryList(QDir::Files)) {
            QFile file(folder + u'/' + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("in-memory-only"), qPrintable(name));
        }
    }

    void deletedCapturesAreAnnounced()
    {
        RunningSession session;
        const QSignalSpy removed(&*session, &Session::capturesRemoved);
        answerTo(session.port(), simpleRequest);
        answerTo(session.port(), simpleRequest);
        QVERIFY(session.waitForReports(2));
        QCOMPARE(session->removeCaptures({session.added.front().id})->captures, 1);
        QCOMPARE(session->statistics()->captures, 1);
        QCOMPARE(session->lastOfEachEndpoint().size(), std::size_t{1});
        QCOMPARE(session->clearCaptures()->captures, 1);
        QCOMPARE(removed.size(), 2);
    }
};

HOOKLOUPE_TEST(TestSession)
#include "tst_session.moc"
