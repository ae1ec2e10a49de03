// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store/body_files.h"
#include "store/sqlite.h"
#include "store_fixture.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

class TestStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void everyFieldComesBackAsItWas()
    {
        const Folder folder;
        Said said;
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store);
        const auto plain = sampleCapture();
        const auto chunked = sampleCapture(2);
        chunked->body = "3\r\na\0b\r\n0\r\nX: y\r\n\r\n"s;
        chunked->dechunked = "a\0b"s;
        const auto hostile = sampleCapture(3);
        hostile->summary.kind = CaptureKind::Malformed;
        hostile->summary.refusal = Refusal::HeaderMalformed;
        hostile->summary.method = "\xff\0\x01"s;
        hostile->summary.target = "/\xc3(\0'\"; DROP TABLE captures"s;
        hostile->summary.connection = ~std::uint64_t{0};
        hostile->summary.requestOnConnection = ~std::uint32_t{0};
        hostile->head = "\0\0\r\n"s;
        hostile->note = "byte 2";
        const auto empty = std::make_shared<Capture>();
        const auto emptyChunked = std::make_shared<Capture>();
        emptyChunked->dechunked = "";
        const std::vector<std::shared_ptr<Capture>> all{plain, chunked, hostile, empty, emptyChunked};
        std::uint64_t ticket = 0;
        for (const auto& capture : all)
            QVERIFY(store->enqueue(capture, ++ticket));
        store->flush();

        const auto ids = said.ids();
        QCOMPARE(ids.size(), all.size());
        auto reader = Reader::open(folder.path);
        QVERIFY(reader);
        const auto summaries = reader.value()->summaries(ids);
        QVERIFY(summaries);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto read = reader.value()->capture(ids[i]);
            QVERIFY(read);
            QCOMPARE(read.value()->summary, all[i]->summary);
            QCOMPARE(summaries.value()[i], all[i]->summary);
            QCOMPARE(read.value()->head, all[i]->head);
            QCOMPARE(read.value()->body, all[i]->body);
            QCOMPARE(read.value()->dechunked, all[i]->dechunked);
            QCOMPARE(read.value()->contentSha256, all[i]->contentSha256);
            QCOMPARE(read.value()->answer, all[i]->answer);
            QCOMPARE(read.value()->note, all[i]->note);
        }
    }

    void idsFollowTheOrderOfTheQueueAndTicketsComeBack()
    {
        const Folder folder;
        Said said;
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store);
        constexpr std::uint64_t count = 500;
        for (std::uint64_t i = 1; i <= count; ++i)
            QVERIFY(store->enqueue(sampleCapture(static_cast<std::int64_t>(i)), 1000 + i));
        store->flush();
        QCOMPARE(said.committed.size(), count);
        for (std::uint64_t i = 1; i <= count; ++i) {
            const Committed& one = said.committed[i - 1];
            QCOMPARE(one.ticket, 1000 + i);
            QCOMPARE(toInt(one.capture->summary.id), static_cast<std::int64_t>(i));
            QCOMPARE(one.capture->summary.target, "/hooks/ci?n=" + std::to_string(i));
        }
        QVERIFY(said.failed.empty());
    }

    void whatIsQueuedIsCommittedWhenTheStoreIsClosed()
    {
        const Folder folder;
        Said said;
        {
            const auto store = openStore(at(folder), said.callbacks());
            QVERIFY(store);
            for (int i = 1; i <= 100; ++i)
                QVERIFY(store->enqueue(sampleCapture(i), 0));
        }
        QCOMPARE(said.committed.size(), 100u);
        QCOMPARE(allIds(folder.path), said.ids());
        QVERIFY(!QFileInfo::exists(QString::fromStdString(folder.path + "-wal")));
    }

    void aFullQueueIsRefusedAndTakesAgainWhenItHasRoom()
    {
        const Folder folder;
        auto options = at(folder);
        options.queueBytes = 1'000'000;
        std::mutex gate;
        StoreCallbacks callbacks;
        callbacks.committed = [&](std::vector<Committed>) { const std::lock_guard wait(gate); };
        const auto store = openStore(options, callbacks);
        QVERIFY(store);
        const auto big = [] {
            auto capture = sampleCapture();
            capture->body = std::string(400'000, 'b');
            return capture;
        };
        gate.lock();
        QVERIFY(store->enqueue(big(), 1));
        QVERIFY(store->enqueue(big(), 2));
        const auto refused = store->enqueue(big(), 3);
        gate.unlock();
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::QueueFull);
        store->flush();
        QVERIFY(store->enqueue(big(), 4));
        store->flush();
        QCOMPARE(allIds(folder.path).size(), 3u);
    }

    /// The callback is the writer's, so what it queues comes between two of its turns.
    void smallCapturesDoNotWaitForAllLargeOnesNorTheseForThem()
    {
        const Folder folder;
        std::mutex mutex;
        std::vector<std::uint64_t> order;
        std::unique_ptr<Store> store;
        const auto add = [&](std::uint64_t ticket, bool large) {
            auto capture = sampleCapture(static_cast<std::int64_t>(ticket));
            if (large)
                capture->body = std::string(largeBody + 1, 'l');
            QVERIFY(store->enqueue(std::move(capture), ticket));
        };
        StoreCallbacks callbacks;
        callbacks.committed = [&](std::vector<Committed> batch) {
            for (const Committed& one : batch) {
                const std::lock_guard lock(mutex);
                order.push_back(one.ticket);
            }
            if (batch.front().ticket == 1) {
                for (const auto large : {std::uint64_t{2}, std::uint64_t{3}, std::uint64_t{4}})
                    add(large, true);
                add(5, false);
                add(6, false);
            } else if (batch.front().ticket == 2) {
                add(7, false);
            }
        };
        const auto committed = [&] {
            const std::lock_guard lock(mutex);
            return order;
        };
        store = openStore(at(folder), callbacks);
        QVERIFY(store);
        add(1, false);
        QTRY_COMPARE(committed().size(), 7u);
        QCOMPARE(committed(), (std::vector<std::uint64_t>{1, 5, 6, 2, 7, 3, 4}));
        store->flush();
        QCOMPARE(allIds(folder.path).size(), 7u);
    }

    void anAnswersOutcomeIsStoredWithItsCapture()
    {
        const Folder folder;
        Said said;
        const auto store = openStore(at(folder), said.callbacks());
        QVERIFY(store);
        QVERIFY(store->enqueue(sampleCapture(1), 1));
        QVERIFY(store->enqueue(sampleCapture(2), 2));
        store->flush();
        const AnswerReport report{said.ids()[1],
                                  AnswerOutcome::ClientLeft,
                                  Micros(1234567),
                                  {SpeckleStatus::Failure, SpeckleReason::NetworkError, 502}};
        store->report(report);
        store->flush();
        QCOMPARE(said.reported, std::vector{report});
        auto reader = Reader::open(folder.path);
        QVERIFY(reader);
        const auto summaries = reader.value()->summaries(said.ids());
        QCOMPARE(summaries.value()[0].outcome, AnswerOutcome::Open);
        QCOMPARE(summaries.value()[1].outcome, AnswerOutcome::ClientLeft);
        QCOMPARE(summaries.value()[1].duration, Micros(1234567));
        QCOMPARE(summaries.value()[1].record, report.record);
        QCOMPARE(summaries.value()[0].record, sampleCapture(1)->summary.record);
    }

    void idsAreNotUsedTwiceEvenAfterDeletingAndReopening()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 5));
        {
            const auto store = openStore(at(folder));
            QVERIFY(store);
            QCOMPARE(store->remove({CaptureId{4}, CaptureId{5}, CaptureId{99}}).value(), 2);
        }
        QVERIFY(fillStore(folder, 1));
        QCOMPARE(allIds(folder.path), (std::vector{CaptureId{1}, CaptureId{2}, CaptureId{3}, CaptureId{6}}));
        {
            const auto store = openStore(at(folder));
            QVERIFY(store);
            QCOMPARE(store->clear().value(), 4);
        }
        QVERIFY(fillStore(folder, 1));
        QCOMPARE(allIds(folder.path), (std::vector{CaptureId{7}}));
    }

    void clearGivesTheSpaceBack()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        QVERIFY(store);
        const auto fresh = Reader::open(folder.path).value()->statistics().value().fileBytes;
        for (int i = 1; i <= 2000; ++i)
            QVERIFY(store->enqueue(sampleCapture(i), 0));
        store->flush();
        auto reader = Reader::open(folder.path);
        QVERIFY(reader);
        QCOMPARE(reader.value()->statistics().value().captures, 2000);
        QVERIFY(reader.value()->statistics().value().fileBytes > 4'000'000);
        QCOMPARE(store->clear().value(), 2000);
        QCOMPARE(reader.value()->statistics().value().captures, 0);
        QCOMPARE(reader.value()->statistics().value().oldest, UtcTime{});
        // The log, too, whose last pages wait for who reads them at this moment.
        QTRY_VERIFY2(reader.value()->statistics().value().fileBytes <= fresh,
                     qPrintable(QString::number(reader.value()->statistics().value().fileBytes)));
    }

    void removingMostGivesTheSpaceBackAndOverwritesTheBytes()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        QVERIFY(store);
        std::vector<CaptureId> most;
        for (int i = 1; i <= 2000; ++i) {
            auto capture = sampleCapture(i);
            capture->body += i == 3 ? "confidential-3" : i == 2000 ? "kept-2000" : "";
            QVERIFY(store->enqueue(capture, 0));
            if (i != 2000)
                most.push_back(CaptureId{i});
        }
        store->flush();
        QCOMPARE(store->remove(most).value(), 1999);
        auto reader = Reader::open(folder.path);
        QCOMPARE(reader.value()->statistics().value().captures, 1);
        QVERIFY(reader.value()->statistics().value().fileBytes < 500'000);
        QFile file(QString::fromStdString(folder.path));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.contains("kept-2000"));
        QVERIFY(!bytes.contains("confidential-3"));
    }

    void statisticsFollowWhatIsAddedAndRemoved()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 10));
        const auto store = openStore(at(folder));
        QVERIFY(store);
        auto reader = Reader::open(folder.path);
        QCOMPARE(reader.value()->statistics().value().captures, 10);
        QCOMPARE(reader.value()->statistics().value().oldest, sampleCapture(1)->summary.arrivedAt);
        QVERIFY(store->enqueue(sampleCapture(11), 0));
        store->flush();
        QCOMPARE(reader.value()->statistics().value().captures, 11);
        QCOMPARE(store->remove({CaptureId{1}, CaptureId{2}}).value(), 2);
        QVERIFY(store->enqueue(sampleCapture(12), 0));
        store->flush();
        QCOMPARE(reader.value()->statistics().value().captures, 10);
        QCOMPARE(reader.value()->statistics().value().oldest, sampleCapture(3)->summary.arrivedAt);
    }

    void aLargeBodyIsAFileOfItsOwnAndGoesWithItsCapture()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        QVERIFY(store);
        auto large = sampleCapture();
        large->dechunked = std::string(9 * 1024 * 1024, 'd');
        large->body = "900000\r\n" + *large->dechunked + "\r\n0\r\n\r\n";
        QVERIFY(store->enqueue(large, 1));
        store->flush(); // one after the other: of what waits together, the small ones may go first
        QVERIFY(store->enqueue(sampleCapture(2), 2));
        store->flush();
        const QDir bodies(QString::fromStdString(folder.path + ".bodies"));
        QCOMPARE(bodies.entryList(QDir::Files, QDir::Name),
                 (QStringList{QStringLiteral("1.body"), QStringLiteral("1.dechunked")}));
        QVERIFY(QFileInfo(QString::fromStdString(folder.path)).size() < 1'000'000);
        const auto read = Reader::open(folder.path).value()->capture(CaptureId{1});
        QVERIFY(read);
        QVERIFY(read.value()->body == large->body);
        QVERIFY(read.value()->dechunked == large->dechunked);
        QVERIFY(Reader::open(folder.path).value()->statistics().value().fileBytes > 18'000'000);
        QCOMPARE(store->remove({CaptureId{1}}).value(), 1);
        QVERIFY(bodies.entryList(QDir::Files).isEmpty());
    }

    void bodyFilesWithoutARowAreRemovedAtTheNextStart()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 1));
        const QDir bodies(QString::fromStdString(folder.path + ".bodies"));
        QVERIFY(bodies.mkpath(QStringLiteral(".")));
        const QStringList others{QStringLiteral("077.body"), QStringLiteral("2026 letter.body"), QStringLiteral("77.body.txt"),
                                 QStringLiteral("77.txt"), QStringLiteral("notes.txt")};
        for (const auto& name : QStringList{QStringLiteral("77.body"), QStringLiteral("77.dechunked")} + others) {
            QFile file(bodies.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
        }
        QVERIFY(openStore(at(folder)));
        QCOMPARE(bodies.entryList(QDir::Files, QDir::Name), others);
    }

    /// As in a store that somebody sent, unpacked with its links.
    void aLinkInThePlaceOfABodyIsNotFollowed()
    {
        const Folder folder;
        {
            const auto store = openStore(at(folder));
            QVERIFY(store);
            auto large = sampleCapture();
            large->body = std::string(9 * 1024 * 1024, 'd');
            QVERIFY(store->enqueue(large, 1));
        }
        const QString body = QString::fromStdString(folder.path + ".bodies/1.body");
        QFile secret(QString::fromStdString(folder.path + ".secret"));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("secret") == 6);
        secret.close();
        QVERIFY(QFile::remove(body) && QFile::link(secret.fileName(), body));
        const auto read = Reader::open(folder.path).value()->capture(CaptureId{1});
        QCOMPARE(read.error().code, ErrorCode::Unreadable);
        QVERIFY(QFile::remove(body));
        const auto gone = Reader::open(folder.path).value()->capture(CaptureId{1});
        QCOMPARE(gone.error().code, ErrorCode::Unreadable); // there is such a capture
        QVERIFY(gone.error().detail.find(body.toStdString()) != std::string::npos);
    }

#ifdef Q_OS_UNIX
    void nobodyElseMayReadTheFiles()
    {
        const Folder folder;
        const auto store = openStore(at(folder));
        QVERIFY(store);
        auto large = sampleCapture();
        large->body = std::string(9 * 1024 * 1024, 'd');
        QVERIFY(store->enqueue(large, 1));
        store->flush();
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const char* suffix : {"", "-wal", "-shm", ".lock", ".bodies", ".bodies/1.body"}) {
            const QFileInfo file(QString::fromStdString(folder.path + suffix));
            QVERIFY2(file.exists(), suffix);
            QVERIFY2(!(file.permissions() & others), suffix);
        }
    }
#endif

    /// What an endpoint rejects has one column; a value that no program wrote is read as the strictest.
    void whatAnEndpointRejectsIsKept()
    {
        const Folder folder;
        std::vector<Endpoint> saved;
        {
            const auto store = openStore(at(folder));
            for (const bool reject : {false, true}) {
                for (const bool acceptUnsigned : {false, true}) {
                    Endpoint endpoint;
                    endpoint.path = "/" + std::to_string(saved.size());
                    endpoint.rejectInvalid = reject;
                    endpoint.acceptUnsigned = acceptUnsigned;
                    saved.push_back(store->save(endpoint).value());
                }
            }
            const auto read = store->endpoints().value();
            QCOMPARE(std::vector<Endpoint>(read.begin() + 1, read.end()), saved);
        }
        QVERIFY(Connection::open(folder.path, Connection::Mode::Write)->execute("UPDATE endpoints SET reject_invalid = 2"));
        const auto read = openStore(at(folder))->endpoints().value();
        QVERIFY(read[1].rejectInvalid && !read[1].acceptUnsigned);
    }

    void endpointsAreKeptAndTheirPathsAreUnique()
    {
        const Folder folder;
        Endpoint ci;
        ci.path = "/hooks/ci/";
        ci.description = "build 'n' test";
        ci.triggers = {"commit_create", "branch_create"};
        ci.scheme = "github";
        ci.enabled = false;
        ci.rejectInvalid = false;
        {
            const auto store = openStore(at(folder));
            QVERIFY(store);
            QCOMPARE(store->endpoints().value(), std::vector{Endpoint{}});
            const auto saved = store->save(ci);
            QVERIFY(saved);
            ci.path = "/hooks/ci";
            ci.id = saved.value().id;
            QCOMPARE(toInt(ci.id), 1);
            QCOMPARE(saved.value(), ci);
            QCOMPARE(store->endpoints().value(), (std::vector{Endpoint{}, ci}));

            Endpoint second;
            second.path = "/hooks/ci";
            QCOMPARE(store->save(second).error().code, ErrorCode::AlreadyExists);
            second.path = "no path?";
            QCOMPARE(store->save(second).error().code, ErrorCode::InvalidInput);
            second.path = "/other";
            second = store->save(second).value();
            second.path = "/hooks/ci";
            QCOMPARE(store->save(second).error().code, ErrorCode::AlreadyExists);
            QVERIFY(store->removeEndpoint(second.id));
            QCOMPARE(store->removeEndpoint(second.id).error().code, ErrorCode::NotFound);
            QCOMPARE(store->save(second).error().code, ErrorCode::NotFound);
            QCOMPARE(store->removeEndpoint(catchAllEndpoint).error().code, ErrorCode::InvalidInput);

            Endpoint catchAll;
            catchAll.description = "everything else";
            QCOMPARE(store->save(catchAll).value(), catchAll);
        }
        const auto store = openStore(at(folder));
        QVERIFY(store);
        Endpoint third;
        third.path = "/third";
        QCOMPARE(toInt(store->save(third).value().id),
                 3); // the id of a removed endpoint has secrets elsewhere
        QCOMPARE(store->endpoints().value()[0].description, "everything else"s);
        QCOMPARE(store->endpoints().value()[1], ci);
    }

    void whichEndpointsHaveSecretsIsKept()
    {
        const Folder folder;
        {
            const auto store = openStore(at(folder));
            QCOMPARE(store->guardedEndpoints().value(), std::nullopt);
            QVERIFY(store->setGuardedEndpoints({EndpointId{0}, EndpointId{7}}));
        }
        const auto store = openStore(at(folder));
        QCOMPARE(store->guardedEndpoints().value(), std::optional(std::vector{EndpointId{0}, EndpointId{7}}));
        QVERIFY(store->setGuardedEndpoints({}));
        QCOMPARE(store->guardedEndpoints().value(), std::optional(std::vector<EndpointId>()));
    }

    void aStoreHasANameOfItsOwn()
    {
        const Folder folder;
        const Folder other;
        std::string id;
        {
            const auto store = openStore(at(folder));
            id = store->storeId();
            QCOMPARE(id.size(), 32u);
            QVERIFY(openStore(at(other))->storeId() != id);
        }
        QCOMPARE(openStore(at(folder))->storeId(), id);
    }
};

HOOKLOUPE_TEST(TestStore)
#include "tst_store.moc"
