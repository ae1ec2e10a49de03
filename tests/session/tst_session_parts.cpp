// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "session/certificate_files.h"
#include "session/feed.h"
#include "session/judge.h"
#include "session/limits.h"
#include "session/paths.h"
#include "session/settings.h"
#include "support/odd_certificates.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace hookloupe;
using namespace hookloupe::session;
using namespace std::chrono_literals;
using namespace std::string_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

std::vector<store::Committed> batchOf(std::size_t count, std::int64_t first)
{
    std::vector<store::Committed> batch;
    for (std::size_t i = 0; i < count; ++i) {
        auto capture = std::make_shared<Capture>();
        capture->summary.id = CaptureId{first + static_cast<std::int64_t>(i)};
        capture->body = "body";
        batch.push_back({i, capture});
    }
    return batch;
}

} // namespace

class TestSessionParts : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    [[nodiscard]] std::string file(const char* name) const
    {
        return (m_folder.path() + u'/' + QString::fromLatin1(name)).toStdString();
    }
    void write(const std::string& path, const QByteArray& bytes) const
    {
        QFile out(QString::fromStdString(path));
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void aBlockedOwnerGetsOneBatchInOrder()
    {
        Feed feed;
        feed.setWantWhole(true);
        std::vector<FeedBatch> batches;
        connect(&feed, &Feed::fed, &feed, [&](const FeedBatch& batch) { batches.push_back(batch); });
        std::thread writer([&] {
            for (std::int64_t i = 0; i < 1000; ++i)
                feed.add(batchOf(1, i + 1));
        });
        writer.join();
        QTRY_COMPARE(batches.size(), std::size_t{1});
        QCOMPARE(batches.front().added.size(), std::size_t{1000});
        QCOMPARE(batches.front().captures.size(), std::size_t{1000});
        QCOMPARE(toInt(batches.front().added.back().id), 1000);
        QVERIFY(!batches.front().missed);
    }

    void whatIsTooMuchToWaitIsLeftOutAndThisIsSaid()
    {
        Feed feed;
        std::optional<FeedBatch> fed;
        connect(&feed, &Feed::fed, &feed, [&](const FeedBatch& batch) { fed = batch; });
        feed.add(batchOf(Feed::longestQueue, 1));
        feed.add(batchOf(1, 1'000'000));
        QTRY_VERIFY(fed);
        QVERIFY(fed->missed);
        QVERIFY(fed->added.size() <= 1);
        fed.reset();
        feed.add(batchOf(3, 2'000'000));
        QTRY_VERIFY(fed);
        QVERIFY(!fed->missed);
        QCOMPARE(fed->added.size(), std::size_t{3});
        QVERIFY(fed->captures.empty());
    }

    void theRecordFollowsHowTheAnswerEnded()
    {
        using Outcome = AnswerOutcome;
        QCOMPARE(recordOf(200, 2, Outcome::Open, {}).status, SpeckleStatus::Success);
        QCOMPARE(recordOf(200, 2, Outcome::Sent, 5ms).status, SpeckleStatus::Success);
        QCOMPARE(recordOf(401, 2, Outcome::Sent, 5ms).httpStatus, 401);
        QCOMPARE(recordOf(200, 2, Outcome::Sent, 11s).reason, SpeckleReason::Timeout);
        QCOMPARE(recordOf(200, 2, Outcome::ClientLeft, 5ms).reason, SpeckleReason::NetworkError);
        QCOMPARE(recordOf(200, 2, Outcome::ClientLeft, 9'990ms).reason, SpeckleReason::Timeout);
        QCOMPARE(recordOf(200, 2, Outcome::TimedOut, 30s).reason, SpeckleReason::Timeout);
        QCOMPARE(recordOf(0, 0, Outcome::None, 5ms).reason, SpeckleReason::NetworkError);
        QCOMPARE(recordOf(200, 500'001, Outcome::Sent, 5ms).reason, SpeckleReason::AnswerTooLarge);
        QCOMPARE(bodyBytesOf("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody"), 4);
        QCOMPARE(bodyBytesOf(""), 0);
    }

    void limitsAreReadFromTextAndWrittenBack()
    {
        server::Limits limits;
        QVERIFY(setLimit(limits, "body", "1MiB").ok());
        QCOMPARE(limits.body, std::size_t{1024 * 1024});
        QVERIFY(setLimit(limits, "head-deadline", "250ms").ok());
        QCOMPARE(limits.headDeadline, 250ms);
        QVERIFY(setLimit(limits, "idle-deadline", "5").ok());
        QCOMPARE(limits.idleDeadline, 5s);
        QVERIFY(setLimit(limits, "fields", "7").ok());
        QCOMPARE(limits.fields, std::size_t{7});
        QCOMPARE(setLimit(limits, "nothing", "7").error().code, ErrorCode::NotFound);
        for (const char* bad : {"", "x", "-1", "1 MiB", "1mib", "9999999999999999999", "1GiBGiB", "2GiB", "0x10", "1.5MiB"})
            QVERIFY2(!setLimit(limits, "body", bad), bad);
        QVERIFY(!setLimit(limits, "fields", "0"));
        QVERIFY(!setLimit(limits, "fields", "7KiB"));
        QCOMPARE(limits.body, std::size_t{1024 * 1024});
        for (const auto& info : limitInfos()) {
            server::Limits other;
            QVERIFY(setLimit(other, info.name, limitText(info, limits)).ok());
            QCOMPARE(info.get(other), info.get(limits));
        }
        QCOMPARE(limitText(*findLimit("body"), limits), "1MiB"s);
        QCOMPARE(limitText(*findLimit("head-deadline"), limits), "250ms"s);
        QCOMPARE(limitText(*findLimit("idle-deadline"), limits), "5s"s);
    }

    void settingsComeBackAsTheyWereSaved()
    {
        Settings settings;
        settings.address = "::1";
        settings.port = 0;
        settings.lastPort = 4107;
        settings.tls = TlsMode::Files;
        settings.certificatePath = "/home/ä b/c=d.pem";
        settings.keyPath = "/k";
        settings.durability = store::Durability::Full;
        settings.limits.body = 12'345;
        settings.limits.writeDeadline = 1'500ms;
        settings.answerFolder = "/home/ä b/answers";
        const std::string path = file("deep/settings.ini");
        QVERIFY(saveSettings(path, settings).ok());
        const auto loaded = loadSettings(path);
        QVERIFY(loaded.warnings.empty());
        QCOMPARE(loaded.settings.address, settings.address);
        QCOMPARE(loaded.settings.port, settings.port);
        QCOMPARE(loaded.settings.lastPort, settings.lastPort);
        QCOMPARE(loaded.settings.tls, settings.tls);
        QCOMPARE(loaded.settings.certificatePath, settings.certificatePath);
        QCOMPARE(loaded.settings.keyPath, settings.keyPath);
        QCOMPARE(loaded.settings.durability, settings.durability);
        QCOMPARE(loaded.settings.answerFolder, settings.answerFolder);
        for (const auto& info : limitInfos())
            QCOMPARE(info.get(loaded.settings.limits), info.get(settings.limits));
    }

    void unusableSettingsAreNamedAndReplacedByDefaults()
    {
        const std::string path = file("bad.ini");
        write(path, "[listen]\nport=70000\nlast-port=4100\n[tls]\nmode=maybe\n[limits]\nbody=big\nfields=3\n");
        const auto loaded = loadSettings(path);
        QStringList named;
        for (const auto& warning : loaded.warnings)
            named << QString::fromStdString(warning.detail);
        QCOMPARE(named, (QStringList{u"listen/port=70000"_s, u"tls/mode=maybe"_s, u"limits/body=big"_s}));
        QCOMPARE(loaded.settings.port, Settings().port);
        QCOMPARE(loaded.settings.lastPort, 4100);
        QCOMPARE(loaded.settings.limits.fields, std::size_t{3});
        QVERIFY(loadSettings(file("missing.ini")).warnings.empty());
        QCOMPARE(saveSettings("/proc/nowhere/settings.ini", Settings()).error().detail, "/proc/nowhere/settings.ini"s);
    }

    void theSelfSignedCertificateIsKeptAndItsKeyClosed()
    {
        const std::string folder = file("tls");
        const auto made = selfSignedCertificate(folder);
        QVERIFY(made.ok());
        const QFileInfo key(QString::fromStdString(folder + "/key.pem"));
        QVERIFY(!(key.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
        QCOMPARE(selfSignedCertificate(folder)->certificatePem, made->certificatePem);
        QVERIFY(readCertificate(folder + "/certificate.pem", folder + "/key.pem").ok());
        write(folder + "/key.pem", "damaged");
        QCOMPARE(readCertificate(folder + "/certificate.pem", folder + "/key.pem").error().code, ErrorCode::InvalidInput);
        QVERIFY(selfSignedCertificate(folder)->certificatePem != made->certificatePem);
        QCOMPARE(readCertificate(folder + "/none.pem", folder + "/key.pem").error().code, ErrorCode::NotFound);
    }

    void aCertificateThatOpenSslRefusesIsRefusedWithItsPathAndReason()
    {
        const auto odd = test::oddCertificates().front();
        const std::string certificate = file("small.pem");
        const std::string key = file("small-key.pem");
        write(certificate, QByteArray::fromStdString(odd.pair.certificatePem));
        write(key, QByteArray::fromStdString(odd.pair.privateKeyPem));
        const auto read = certificateFor({TlsMode::Files, certificate, key}, file("tls"));
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::InvalidInput);
        QVERIFY(read.error().detail.starts_with(certificate + ", " + key + ": "));
        QVERIFY2(read.error().detail.find(odd.reason) != std::string::npos, read.error().detail.c_str());
    }

    void bothProgramsHaveTheSameDefaultPaths()
    {
        QVERIFY(defaultStorePath().ends_with("/hookloupe/captures.hookloupe"));
        QVERIFY(defaultSettingsPath().ends_with("/hookloupe/settings.ini"));
    }
};

HOOKLOUPE_TEST(TestSessionParts)
#include "tst_session_parts.moc"
