// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "store/sqlite.h"
#include "store_fixture.h"
#include "support/wire_file.h"

#include <QFile>
#include <QRegularExpression>

using namespace hookloupe;
using namespace hookloupe::store;
using namespace hookloupe::test;
using namespace std::string_literals;

namespace {

Annotation annotationOf(const Folder& folder, int id)
{
    const auto summaries = Reader::open(folder.path).value()->summaries({CaptureId{id}});
    return summaries && !summaries->empty() ? summaries->front().annotation : Annotation{ColourMark::Purple, {"?"}, "?"};
}

} // namespace

class TestStoreAnnotations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".?"))); }

    void annotationsAreKeptBesideTheirCaptures()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 3));
        {
            const auto store = openStore(at(folder));
            const auto now = store->annotate({CaptureId{1}, CaptureId{3}, CaptureId{9}},
                                             {ColourMark::Green, {}, {"to check", " loop "}, "see\nthe ticket"s});
            QVERIFY(now);
            const Annotation wanted{ColourMark::Green, {"to check", "loop"}, "see\nthe ticket"};
            QCOMPARE(now.value(), (std::vector<Annotated>{{CaptureId{1}, wanted}, {CaptureId{3}, wanted}}));
            QCOMPARE(store->tags().value(), (std::vector<std::string>{"loop", "to check"}));
        }
        const auto store = openStore(at(folder));
        QCOMPARE(annotationOf(folder, 3).note, "see\nthe ticket"s);
        QCOMPARE(annotationOf(folder, 2), Annotation{});
        QCOMPARE(Reader::open(folder.path).value()->capture(CaptureId{1}).value()->summary.annotation,
                 annotationOf(folder, 3));
        // Each keeps what the change does not name.
        QVERIFY(store->annotate({CaptureId{3}}, {std::nullopt, {}, {}, "other"s}));
        QVERIFY(store->annotate({CaptureId{1}, CaptureId{3}}, {std::nullopt, {"loop"}, {"to check", "new"}, {}}));
        QCOMPARE(annotationOf(folder, 1), (Annotation{ColourMark::Green, {"to check", "new"}, "see\nthe ticket"}));
        QCOMPARE(annotationOf(folder, 3), (Annotation{ColourMark::Green, {"to check", "new"}, "other"}));
    }

    void anEmptyAnnotationLeavesNothing()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 1));
        const auto store = openStore(at(folder));
        QVERIFY(store->annotate({CaptureId{1}}, {ColourMark::Red, {}, {}, {}}));
        QVERIFY(store->annotate({CaptureId{1}}, {ColourMark::None, {}, {}, {}}));
        auto connection = Connection::open(folder.path, Connection::Mode::Read);
        QCOMPARE(connection->number("SELECT count(*) FROM annotations").value().value(), 0);
    }

    void annotationsGoWithTheirCapturesAndComeBackWithThem()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 2));
        const auto store = openStore(at(folder));
        QVERIFY(store->annotate({CaptureId{1}}, {ColourMark::Red, {}, {}, {}}));
        const auto removal = store->hideAll();
        QVERIFY(store->restore(*removal));
        QCOMPARE(annotationOf(folder, 1).colour, ColourMark::Red);
        QVERIFY(store->remove({CaptureId{1}}));
        auto connection = Connection::open(folder.path, Connection::Mode::Read);
        QCOMPARE(connection->number("SELECT count(*) FROM annotations").value().value(), 0);
    }

    void whatIsTooMuchIsRefusedForAll()
    {
        const Folder folder;
        QVERIFY(fillStore(folder, 2));
        const auto store = openStore(at(folder));
        AnnotationChange change;
        for (int i = 0; i < 33; ++i)
            change.addTags.push_back("t" + std::to_string(i));
        QCOMPARE(store->annotate({CaptureId{1}}, change).error().code, ErrorCode::TooLarge);
        change.addTags = {std::string(101, 'x')};
        QCOMPARE(store->annotate({CaptureId{1}}, change).error().code, ErrorCode::TooLarge);
        change.addTags = {"a\nb"};
        QCOMPARE(store->annotate({CaptureId{1}}, change).error().code, ErrorCode::InvalidInput);
        change = {ColourMark::Red, {}, {}, std::string(longestNote + 1, 'n')};
        QCOMPARE(store->annotate({CaptureId{1}}, change).error().code, ErrorCode::TooLarge);
        // One capture is full already: the other is not changed either.
        change = {};
        for (int i = 0; i < 32; ++i)
            change.addTags.push_back("t" + std::to_string(i));
        QVERIFY(store->annotate({CaptureId{2}}, change));
        QCOMPARE(store->annotate({CaptureId{1}, CaptureId{2}}, {{}, {}, {"more"}, {}}).error().code,
                 ErrorCode::TooLarge);
        QCOMPARE(annotationOf(folder, 1), Annotation{});
    }

    void aStoreOfVersionOneIsBroughtUpToDateWhole()
    {
        const Folder folder;
        const std::string bytes = testData("store/version-1.hookloupe"); // written by version 0.1.0
        QFile file(QString::fromStdString(folder.path));
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(bytes.data(), static_cast<qint64>(bytes.size())), static_cast<qint64>(bytes.size()));
        file.close();
        QCOMPARE(Reader::open(folder.path).error().code, ErrorCode::Unsupported); // not by reading
        const auto store = openStore(at(folder));
        QVERIFY(store);
        QVERIFY(!store->salvage());
        auto reader = Reader::open(folder.path);
        const auto ids = reader.value()->ids({});
        QCOMPARE(ids->size(), 5u);
        const auto first = reader.value()->capture(ids->front()).value();
        QCOMPARE(first->summary.event.wireName, "commit_create"s);
        QCOMPARE(first->body.size(), 1779u);
        QCOMPARE(first->summary.outcome, AnswerOutcome::Sent);
        QCOMPARE(first->summary.parent, CaptureId{0});
        QCOMPARE(reader.value()->capture((*ids)[3]).value()->dechunked, std::optional("hello"s));
        QCOMPARE(reader.value()->capture((*ids)[4]).value()->summary.kind, CaptureKind::Malformed);
        // And it works from here on.
        auto replay = sampleCapture(6);
        replay->summary.parent = ids->front();
        QVERIFY(store->enqueue(replay, 0));
        store->flush();
        QCOMPARE(reader.value()->summaries({CaptureId{6}})->front().parent, ids->front());
        QVERIFY(store->annotate({ids->front()}, {ColourMark::Blue, {}, {}, {}}));
        QCOMPARE(annotationOf(folder, 1).colour, ColourMark::Blue);
        QCOMPARE(store->hideAll()->captures, 6);
        auto connection = Connection::open(folder.path, Connection::Mode::Read);
        QCOMPARE(connection->text("PRAGMA integrity_check").value(), "ok"s);
    }
};

HOOKLOUPE_TEST(TestStoreAnnotations)
#include "tst_store_annotations.moc"
