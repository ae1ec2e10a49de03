// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"

#include "support/fake_source.h"
#include "support/strict.h"
#include "captures/capture_model.h"
#include "endpoints/endpoint_model.h"
#include "style/short_words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::FakeSource;

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

UtcTime fixedNow()
{
    return UtcTime(Micros(1'795'315'600'000'000));
}

QString cell(const CaptureModel& model, int row, CaptureColumn column, int role = Qt::DisplayRole)
{
    return model.data(model.index(row, static_cast<int>(column)), role).toString();
}

} // namespace

class TestModels : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void aHundredThousandRowsCostOnlyThePagesLookedAt()
    {
        FakeSource source;
        for (int id = 1; id <= 100'000; ++id)
            source.add(id);
        CaptureModel model(source, nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        model.setQuery({});
        QTRY_COMPARE(model.rowCount(), 100'000);
        source.summariesAsked.clear();

        QCOMPARE(cell(model, 50'000, CaptureColumn::Method), u"…"_s);
        QVERIFY(!model.data(model.index(50'000, 0), CaptureModel::MarkRole).isValid());
        QTRY_COMPARE(cell(model, 50'000, CaptureColumn::Method), u"POST"_s);
        QVERIFY(source.summariesAsked.size() <= 3); // the tester asks for the first rows too
        for (const std::size_t asked : source.summariesAsked)
            QVERIFY(asked <= 256);
        QCOMPARE(model.data(model.index(50'000, 0), CaptureModel::MarkRole).toInt(), int(Mark::Good));
        QCOMPARE(model.rowOf(CaptureId{50'001}), 50'000);
        QCOMPARE(model.rowOf(CaptureId{100'001}), -1);
    }

    void scrollingFastForgetsThePagesThatWentBy()
    {
        FakeSource source;
        for (int id = 1; id <= 30'000; ++id)
            source.add(id);
        CaptureModel model(source, nullptr, fixedNow);
        model.setQuery({});
        QTRY_COMPARE(model.rowCount(), 30'000);
        source.holding = true;
        source.summariesAsked.clear();
        for (int row = 0; row < 30'000; row += 256)
            (void)cell(model, row, CaptureColumn::Time);
        QTRY_COMPARE(source.pending(), std::size_t(2));
        source.holding = false;
        source.release();
        QTRY_COMPARE(cell(model, 29'952, CaptureColumn::Method), u"POST"_s);
        QTRY_COMPARE(source.pending(), std::size_t(0));
        QVERIFY2(source.summariesAsked.size() <= 10, "pages that were scrolled past are not read");
    }

    void lateAnswersToAnEarlierQueryAreDropped()
    {
        FakeSource source;
        source.add(1);
        source.add(2);
        source.captures.at(2).endpoint = EndpointId{7};
        CaptureModel model(source, nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        QSignalSpy loaded(&model, &CaptureModel::loaded);
        source.holding = true;
        model.setQuery({});
        model.setQuery({EndpointId{7}});
        source.release();
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(toInt(*model.idAt(0)), 2);

        (void)cell(model, 0, CaptureColumn::Time); // a page on its way …
        QTRY_VERIFY(source.pending() > 0);
        model.setQuery({EndpointId{8}});           // … for rows that are gone
        source.release();
        QCOMPARE(model.rowCount(), 0);
    }

    void aBatchIsOneInsertAndWhatCameWhileReadingIsNotLostOrDoubled()
    {
        FakeSource source;
        for (int id = 1; id <= 3; ++id)
            source.add(id);
        CaptureModel model(source, nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        source.holding = true;
        model.setQuery({});
        model.append({source.captures.at(3), source.add(4)}); // 3 was read, 4 was not
        QCOMPARE(model.rowCount(), 0);
        source.release();
        QCOMPARE(model.rowCount(), 4);
        inserted.clear();
        model.append({source.add(5), source.add(6), source.add(7)});
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.rowCount(), 7);
        QCOMPARE(cell(model, 6, CaptureColumn::Method), u"POST"_s); // no placeholder for what just came
        model.append({source.captures.at(7)});
        QCOMPARE(model.rowCount(), 7);
    }

    void aBatchIsJudgedByTheQuery()
    {
        FakeSource source;
        CaptureModel model(source, nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        QSignalSpy loaded(&model, &CaptureModel::loaded);
        model.setQuery({EndpointId{2}});
        QVERIFY(loaded.wait());
        CaptureSummary other = FakeSource::sample(1);
        CaptureSummary ours = FakeSource::sample(2);
        ours.endpoint = EndpointId{2};
        model.append({other, ours});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(toInt(*model.idAt(0)), 2);
    }

    void removedRowsGoWithoutAReset()
    {
        FakeSource source;
        for (int id = 1; id <= 1000; ++id)
            source.add(id);
        CaptureModel model(source, nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        model.setQuery({});
        QTRY_COMPARE(model.rowCount(), 1000);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.removeIds({CaptureId{10}, CaptureId{11}, CaptureId{500}});
        QCOMPARE(removed.count(), 2);
        QCOMPARE(model.rowCount(), 997);

        for (int id = 900; id <= 950; ++id)
            source.captures.erase(id);
        source.captures.erase(10);
        source.captures.erase(11);
        source.captures.erase(500);
        source.add(1001);
        model.reload();
        QTRY_COMPARE(model.rowCount(), 997 - 51 + 1);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(toInt(*model.idAt(model.rowCount() - 1)), 1001);
    }

    void aRowThatIsGoneFromTheStoreDoesNotStayAPlaceholder()
    {
        FakeSource source;
        for (int id = 1; id <= 10; ++id)
            source.add(id);
        CaptureModel model(source, nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        source.holding = true;
        model.setQuery({});
        source.captures.erase(4);
        source.holding = false;
        source.release();
        (void)cell(model, 0, CaptureColumn::Time);
        QTRY_COMPARE(model.rowCount(), 9);
        QCOMPARE(model.rowOf(CaptureId{4}), -1);
    }

    void aReportChangesTheRow()
    {
        FakeSource source;
        CaptureModel model(source, nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        QSignalSpy loaded(&model, &CaptureModel::loaded);
        model.setQuery({});
        QVERIFY(loaded.wait());
        CaptureSummary open = FakeSource::sample(1);
        open.outcome = AnswerOutcome::Open;
        open.record = {};
        model.append({open});
        QCOMPARE(model.data(model.index(0, 0), CaptureModel::MarkRole).toInt(), int(Mark::Unjudged));
        QVERIFY(cell(model, 0, CaptureColumn::Answer).contains(u"open"_s));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.applyReports({{CaptureId{1}, AnswerOutcome::Sent, Micros(1200), {SpeckleStatus::Success, {}, 200}}});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.data(model.index(0, 0), CaptureModel::MarkRole).toInt(), int(Mark::Good));
        QCOMPARE(cell(model, 0, CaptureColumn::Answer), u"200"_s);
    }

    void hostileTextIsHarmlessShortAndOneLine()
    {
        FakeSource source;
        CaptureModel model(source, nullptr, fixedNow);
        QSignalSpy loaded(&model, &CaptureModel::loaded);
        model.setQuery({});
        QVERIFY(loaded.wait());
        CaptureSummary hostile = FakeSource::sample(1);
        hostile.event = {};
        hostile.target = "/\u202Egpj.<b>x</b>\x1b[31m\n" + std::string(5'000'000, 'A');
        hostile.event.projectName = "line\nbreak";
        model.append({hostile});
        const QString summary = cell(model, 0, CaptureColumn::Summary);
        QVERIFY(summary.size() < 400);
        QVERIFY(!summary.contains(QChar(0x202e)));
        QVERIFY(!summary.contains(u'\n'));
        QVERIFY(!summary.contains(QChar(0x1b)));
        QVERIFY(!cell(model, 0, CaptureColumn::Project).contains(u'\n'));
    }

    void theTableReadsAsSentences()
    {
        FakeSource source;
        CaptureModel model(source, nullptr, fixedNow);
        QSignalSpy loaded(&model, &CaptureModel::loaded);
        model.setEndpoints({Endpoint{EndpointId{0}, "", "", {}, "speckle", true, true}});
        model.setQuery({});
        QVERIFY(loaded.wait());
        model.append({FakeSource::sample(1)});
        const QString sentence = cell(model, 0, CaptureColumn::Mark, Qt::AccessibleTextRole);
        QVERIFY2(sentence.startsWith(u"POST to Everything else at "_s), qPrintable(sentence));
        QVERIFY2(sentence.contains(u", good: "_s), qPrintable(sentence));
        QCOMPARE(cell(model, 0, CaptureColumn::Size, Qt::AccessibleTextRole), u"Size: 1.8 kB"_s);
        QVERIFY(!cell(model, 0, CaptureColumn::Mark, Qt::ToolTipRole).isEmpty());
        QCOMPARE(model.data(model.index(0, int(CaptureColumn::Size)), CaptureModel::RawRole).toLongLong(), 1801);
    }

    void linesForTheClipboardAreReadFromTheStore()
    {
        FakeSource source;
        source.add(1);
        source.add(2);
        CaptureModel model(source, nullptr, fixedNow);
        QString text;
        model.fetchLines({CaptureId{2}, CaptureId{1}}, {CaptureColumn::Mark, CaptureColumn::Summary, CaptureColumn::Time},
                         [&text](const QString& lines) { text = lines; });
        QTRY_COMPARE(text.count(u'\n'), 3);
        const QStringList lines = text.split(u'\n');
        QCOMPARE(lines.front(), u"State\tSummary\tTime"_s);
        QVERIFY(lines.at(1).startsWith(u"good\t/hooks/2\t2026-"_s)); // in the order asked for
        QVERIFY(lines.at(2).startsWith(u"good\t/hooks/1\t2026-"_s));
    }

    void theCacheForgetsWhatWasNotUsedForLongest()
    {
        SummaryCache cache(100);
        for (int id = 1; id <= 100; ++id)
            cache.put(FakeSource::sample(id));
        for (int id = 1; id <= 10; ++id)
            QVERIFY(cache.find(CaptureId{id}));
        cache.put(FakeSource::sample(101));
        QVERIFY(cache.size() <= 61);
        QVERIFY(cache.contains(CaptureId{1}));
        QVERIFY(cache.contains(CaptureId{101}));
        QVERIFY(!cache.contains(CaptureId{20}));
    }

    void endpointsShowTheirLastRequest()
    {
        EndpointModel model(nullptr, fixedNow);
        QAbstractItemModelTester tester(&model, strict);
        const Endpoint catchAll;
        const Endpoint ci{EndpointId{1}, "/hooks/ci", "ci-trigger", {}, "speckle", true, true};
        const Endpoint bot{EndpointId{2}, "/bot", "", {}, "speckle", false, true};
        model.setEndpoints({catchAll, ci, bot});
        QCOMPARE(model.rowCount(), 4);
        const auto text = [&model](int row, int role) { return model.data(model.index(row), role).toString(); };
        QCOMPARE(text(0, Qt::DisplayRole), u"All endpoints"_s);
        QCOMPARE(text(1, Qt::DisplayRole), u"/bot"_s);
        QCOMPARE(text(1, EndpointModel::DetailRole), u"no request yet"_s);
        QCOMPARE(model.index(1).data(EndpointModel::WarningsRole).toStringList(), QStringList{u"Disabled"_s});
        QCOMPARE(text(2, Qt::DisplayRole), u"ci-trigger"_s);
        QCOMPARE(text(2, EndpointModel::DetailRole), u"no request yet · /hooks/ci"_s);
        QCOMPARE(text(3, Qt::DisplayRole), u"Everything else"_s);
        QCOMPARE(model.data(model.index(2), EndpointModel::MarkRole).toInt(), int(Mark::Unjudged));

        CaptureSummary last = FakeSource::sample(9);
        last.endpoint = EndpointId{1};
        last.arrivedAt = fixedNow() - std::chrono::minutes(2);
        model.note({last});
        QCOMPARE(model.data(model.index(2), EndpointModel::MarkRole).toInt(), int(Mark::Good));
        QCOMPARE(text(2, EndpointModel::DetailRole), u"200, 2 min ago · /hooks/ci"_s);
        CaptureSummary older = last;
        older.id = CaptureId{8};
        older.answerStatus = 401;
        model.note({older});
        QCOMPARE(text(2, EndpointModel::DetailRole), u"200, 2 min ago · /hooks/ci"_s);

        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setEndpoints({catchAll, bot, ci});
        QCOMPARE(reset.count(), 0);
        model.setLast({});
        QCOMPARE(text(2, EndpointModel::DetailRole), u"no request yet · /hooks/ci"_s);
        QCOMPARE(model.rowOf(std::nullopt), 0);
        QCOMPARE(model.rowOf(EndpointId{1}), 2);
        QCOMPARE(model.rowOf(EndpointId{99}), -1);
    }

    void sizesAndTimesAreShort()
    {
        QCOMPARE(sizeWords(0), u"0 B"_s);
        QCOMPARE(sizeWords(999), u"999 B"_s);
        QCOMPARE(sizeWords(1801), u"1.8 kB"_s);
        QCOMPARE(sizeWords(18'010), u"18 kB"_s);
        QCOMPARE(sizeWords(999'999), u"1.0 MB"_s);
        QCOMPARE(sizeWords(64'000'000), u"64 MB"_s);
        QCOMPARE(agoWords(std::chrono::seconds(1)), u"just now"_s);
        QCOMPARE(agoWords(std::chrono::seconds(59)), u"59 s ago"_s);
        QCOMPARE(agoWords(std::chrono::minutes(59)), u"59 min ago"_s);
        QCOMPARE(agoWords(std::chrono::hours(47)), u"47 h ago"_s);
        QCOMPARE(agoWords(std::chrono::hours(49)), u"2 days ago"_s);
        QCOMPARE(durationWords(Micros(800)), u"0.8 ms"_s);
        QCOMPARE(durationWords(Micros(3'400'000)), u"3.4 s"_s);
        QCOMPARE(shownText("héllo"), u"héllo"_s);
        QCOMPARE(shownText("ééééé", 3), u"ééé…"_s);
    }
};

HOOKLOUPE_TEST_WITH(TestModels, qputenv("TZ", "UTC"); QLocale::setDefault(QLocale::c()); QCoreApplication app(argc, argv))
#include "tst_models.moc"
