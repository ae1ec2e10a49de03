// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "support/fake_source.h"
#include "timeline/timeline_model.h"
#include "timeline/timeline_scale.h"
#include "timeline/timeline_chart.h"
#include "timeline/timeline_panel.h"
#include "timeline/timeline_words.h"
#include "support/strict.h"
#include "style/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

#include <random>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hookloupe;
using namespace hookloupe::ui;

namespace {

const UtcTime noon{Micros(1'795'348'800'000'000)}; // 2026-11-22 12:00:00

UtcTime fixedNow()
{
    return noon + 5s;
}

CaptureMoment moment(std::int64_t id, UtcTime time, Mark mark = Mark::Good, std::int64_t endpoint = 0)
{
    return {CaptureId{id}, time, EndpointId{endpoint}, mark};
}

CaptureSummary open(std::int64_t id, UtcTime time, SignatureVerdict verdict = SignatureVerdict::Valid)
{
    CaptureSummary summary = test::FakeSource::sample(id);
    summary.arrivedAt = time;
    summary.signature.verdict = verdict;
    summary.outcome = AnswerOutcome::Open;
    summary.record = {};
    return summary;
}

AnswerReport report(std::int64_t id, SpeckleStatus status)
{
    AnswerReport one;
    one.capture = CaptureId{id};
    one.outcome = AnswerOutcome::Sent;
    one.record.status = status;
    return one;
}

int shownIn(const TimelineChart& chart)
{
    int all = 0;
    for (const MarkCounts& bar : chart.bars().counts)
        all += total(bar);
    return all;
}

/// A shown timeline over a minute of bars: five captures, of every mark.
struct Shown {
    TimelineModel model;
    TimelinePanel panel{model, nullptr, fixedNow};
    TimelineChart& chart = panel.chart();

    Shown()
    {
        model.adopt(columnsOf({moment(1, noon - 50s), moment(2, noon - 30s, Mark::Bad, 7), moment(3, noon - 30s + 1ms),
                          moment(4, noon - 10s, Mark::Unjudged), moment(5, noon)}));
        panel.resize(700, 120);
        panel.show();
        panel.activateWindow();
        chart.setRange({{}, 60s, true});
        [&] { QVERIFY(QTest::qWaitForWindowActive(&panel)); }();
    }
    [[nodiscard]] QPoint at(UtcTime time, int y = 20) const
    {
        return {int(std::lround(chart.geometryNow().xOf(time))), y};
    }
    /// In the middle of the lowest part of the bar of a time.
    [[nodiscard]] QPoint lowest(UtcTime time) const
    {
        return {at(time).x() + 2, chart.geometryNow().plot.bottom()};
    }
};

} // namespace

class TestTimeline : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void barsCountWhatCameByMarkAndEndpoint()
    {
        TimelineModel model;
        model.adopt(columnsOf({moment(3, noon + 2s, Mark::Bad, 7), moment(1, noon), moment(2, noon + 1s - 1us, Mark::Unjudged),
                          moment(4, noon + 9s)}));
        const auto bars = model.bars(noon, 1s, 3, std::nullopt);
        QCOMPARE(bars, (std::vector<MarkCounts>{{1, 1, 0}, {0, 0, 0}, {0, 0, 1}}));
        QCOMPARE(model.bars(noon, 1s, 3, EndpointId{7}), (std::vector<MarkCounts>{{}, {}, {0, 0, 1}}));
        QCOMPARE(model.bars(noon, 1s, 2, EndpointId{99}), (std::vector<MarkCounts>{{}, {}}));
        QCOMPARE(model.extent(std::nullopt), std::optional(TimeSpan{noon, noon + 9s + 1us}));
        QCOMPARE(model.extent(EndpointId{7}), std::optional(TimeSpan{noon + 2s, noon + 2s + 1us}));
        QVERIFY(!model.extent(EndpointId{99}));
        QCOMPARE(model.capturesIn({noon, noon + 3s}, std::nullopt, Mark::Bad, 5), std::vector{CaptureId{3}});
        QCOMPARE(model.capturesIn({noon, noon + 10s}, std::nullopt, std::nullopt, 2),
                 (std::vector{CaptureId{1}, CaptureId{2}}));
        QCOMPARE(model.nearest({noon, noon + 10s}, noon + 6s, std::nullopt), std::optional(CaptureId{4}));
        QCOMPARE(model.nearest({noon, noon + 10s}, noon + 5s, std::nullopt), std::optional(CaptureId{3}));
        QVERIFY(!model.nearest({noon + 3s, noon + 4s}, noon + 3s, std::nullopt));
        QCOMPARE(model.timeOf(CaptureId{4}), std::optional(noon + 9s));
        QVERIFY(!model.timeOf(CaptureId{5}));
    }

    void whatComesLateOrTwiceFindsItsPlace()
    {
        TimelineModel model;
        QSignalSpy changed(&model, &TimelineModel::changed);
        std::mt19937 random(11);
        std::vector<CaptureMoment> all;
        std::int64_t id = 0;
        for (int batch = 0; batch < 50; ++batch) {
            std::vector<CaptureSummary> added;
            for (unsigned i = 0; i < random() % 20; ++i) {
                // Mostly in order, some late, a clock that once went back.
                const auto time = noon + std::chrono::milliseconds(batch * 100 - int(random() % 300) - (batch == 30 ? 60'000 : 0));
                CaptureSummary summary = test::FakeSource::sample(++id);
                summary.arrivedAt = time;
                summary.endpoint = EndpointId{std::int64_t(random() % 3)};
                added.push_back(summary);
                all.push_back({summary.id, time, summary.endpoint, markOf(summary)});
            }
            model.append(added);
            model.append(added); // said twice
        }
        QVERIFY(changed.count() > 40);
        QCOMPARE(model.size(), all.size());
        TimelineModel whole;
        std::shuffle(all.begin(), all.end(), random);
        whole.adopt(columnsOf(all));
        for (const auto endpoint : {std::optional<EndpointId>{}, std::optional(EndpointId{1})}) {
            QCOMPARE(model.bars(noon - 65s, 70ms, 1500, endpoint), whole.bars(noon - 65s, 70ms, 1500, endpoint));
            const auto everything = model.capturesIn({UtcTime::min(), UtcTime::max()}, endpoint, std::nullopt, 10'000);
            const auto expected = std::count_if(all.begin(), all.end(), [&](const CaptureMoment& one) {
                return !endpoint || one.endpoint == *endpoint;
            });
            QCOMPARE(everything.size(), std::size_t(expected));
        }
    }

    void reportsChangeMarks()
    {
        TimelineModel model;
        model.adopt(columnsOf({moment(1, noon, Mark::Unjudged)}));
        model.append({open(2, noon + 1s), open(3, noon + 2s, SignatureVerdict::Mismatch), open(4, noon + 3s)});
        QCOMPARE(model.bars(noon, 10s, 1, std::nullopt).front(), (MarkCounts{0, 3, 1}));
        const auto unknown = model.applyReports({report(1, SpeckleStatus::Success), report(2, SpeckleStatus::Success),
                                                 report(3, SpeckleStatus::Success), report(4, SpeckleStatus::Failure)});
        QCOMPARE(model.bars(noon, 10s, 1, std::nullopt).front(), (MarkCounts{1, 1, 2}));
        // Its signature is not known here: it was read, not heard of.
        QCOMPARE(unknown, std::vector{CaptureId{1}});
        CaptureSummary read = test::FakeSource::sample(1);
        model.setMarks({read});
        QCOMPARE(model.bars(noon, 10s, 1, std::nullopt).front(), (MarkCounts{2, 0, 2}));
    }

    void activityCountsTheUnseenAndTheLatest()
    {
        TimelineModel model;
        model.adopt(columnsOf({moment(1, noon, Mark::Good, 1), moment(2, noon + 1s, Mark::Bad, 1), moment(3, noon + 2s, Mark::Good, 2)}));
        const auto activity = model.activity({{1, 1}}, noon + 1s, 1s, 2);
        QCOMPARE(activity.size(), std::size_t(2));
        QCOMPARE(activity[0].endpoint, EndpointId{1});
        QCOMPARE(activity[0].unread, 1);
        QCOMPARE(activity[0].lately, (std::vector<MarkCounts>{{0, 0, 1}, {}}));
        QCOMPARE(activity[1].unread, 1);
        QCOMPARE(activity[1].lately, (std::vector<MarkCounts>{{}, {1, 0, 0}}));
    }

    void barsAreOfRoundWidthsAndStartAtRoundTimes()
    {
        QCOMPARE(barWidth(60s, 600, 6), Micros(1s));
        QCOMPARE(barWidth(61s, 600, 6), Micros(1s));
        QCOMPARE(barWidth(101s, 600, 6), Micros(2s));
        QCOMPARE(barWidth(200ms, 600, 6), Micros(2ms));
        QCOMPARE(barWidth(longestRange, 1, 6), Micros(std::chrono::days(365)));
        QCOMPARE(barStart(noon + 7s, 5s, 0s), noon + 5s);
        QCOMPARE(barStart(UtcTime(-1us), 5s, 0s), UtcTime(-5s));
        // A day starts at local midnight, a week on Monday: 2026-11-22 is a Sunday.
        QCOMPARE(barStart(noon, std::chrono::days(1), 1h), noon - 13h);
        QCOMPARE(barStart(noon, std::chrono::days(7), 0s), noon - 12h - std::chrono::days(6));
        QCOMPARE(liveRange(60s, 5s, noon + 7s), (TimelineRange{noon - 50s, 60s, true}));
        // Labels stand at whole bars.
        QCOMPARE(tickWidth(60s, 600, 100, 2s), Micros(10s));
        QCOMPARE(tickWidth(100s, 600, 100, 2s), Micros(30s));
    }

    void zoomKeepsThePlaceUnderThePointerAndItsBounds()
    {
        const TimelineRange range{noon, 100s, false};
        const TimelineRange half = zoomed(range, 0.5, noon + 25s);
        QCOMPARE(half, (TimelineRange{noon + 12'500ms, 50s, false}));
        QCOMPARE(zoomed(range, 1e-9, noon).length, shortestRange);
        QCOMPARE(zoomed(range, 1e12, noon).length, longestRange);
        QCOMPARE(panned({noon, 100s, true}, -40s), (TimelineRange{noon - 40s, 100s, false}));
    }

    void wordsSayWhatABarHolds()
    {
        QCOMPARE(countWords({}), u"no requests"_s);
        QCOMPARE(countWords({1, 0, 0}), u"one request: 1 good"_s);
        QCOMPARE(countWords({9, 1, 2}), u"12 requests: 9 good, 1 not judged, 2 bad"_s);
        QCOMPARE(requestsPerWords(1s), u"Requests per second"_s);
        QCOMPARE(requestsPerWords(5min), u"Requests per 5 min"_s);
        QCOMPARE(requestsPerWords(20ms), u"Requests per 20 ms"_s);
        QCOMPARE(requestsPerWords(std::chrono::days(7)), u"Requests per 7 days"_s);
        const QString day = tickWords(noon, TimeDetail::Date, true);
        QCOMPARE(tickWords(noon + 1min, TimeDetail::Minutes, true), day + u' ' + tickWords(noon + 1min, TimeDetail::Minutes, false));
        QVERIFY(spanWords({noon - 96h, noon - 96h + 1min}, 1min, noon).startsWith(tickWords(noon - 96h, TimeDetail::Date, true)));
        QVERIFY(!spanWords({noon, noon + 1min}, 1min, noon).contains(day));
    }

    void theLiveRangeEndsNowAndTakesWhatComes()
    {
        Shown shown;
        QCOMPARE(shownIn(shown.chart), 5);
        QVERIFY(shown.chart.range().live);
        QCOMPARE(shown.chart.bars().width, Micros(1s));
        CaptureSummary next = test::FakeSource::sample(6);
        next.arrivedAt = noon + 4s;
        shown.model.append({next});
        QTRY_COMPARE(shownIn(shown.chart), 6);
        shown.chart.setEndpoint(EndpointId{7});
        QCOMPARE(shownIn(shown.chart), 1);
    }

    void theWheelZoomsAndWithShiftPans()
    {
        Shown shown;
        shown.chart.setRange({noon - 60s, 60s, false});
        const auto turn = [&](QPoint angle, Qt::KeyboardModifiers keys) {
            const QPointF place = shown.at(noon - 30s);
            QWheelEvent wheel(place, shown.chart.mapToGlobal(place), {}, angle, Qt::NoButton, keys, Qt::NoScrollPhase, false);
            QApplication::sendEvent(&shown.chart, &wheel);
        };
        turn({0, 120}, Qt::NoModifier);
        QCOMPARE(shown.chart.range().length, Micros(48s));
        QVERIFY(std::abs(shown.chart.geometryNow().xOf(noon - 30s) - shown.at(noon - 30s).x()) <= 1);
        QCOMPARE(shown.at(noon - 30s).x(), shown.at(shown.chart.geometryNow().timeAt(shown.at(noon - 30s).x())).x());
        turn({0, -120}, Qt::NoModifier);
        QCOMPARE(shown.chart.range().length, Micros(60s));
        const UtcTime before = shown.chart.range().from;
        turn({0, 120}, Qt::ShiftModifier);
        QVERIFY(shown.chart.range().from < before);
        QVERIFY(!shown.chart.range().live);
    }

    void aDragChoosesASpanOfWholeBars()
    {
        Shown shown;
        QSignalSpy chosen(&shown.panel, &TimelinePanel::spanChosen);
        QSignalSpy wanted(&shown.panel, &TimelinePanel::captureWanted);
        auto* clear = shown.panel.findChild<QToolButton*>(u"clearSpan"_s);
        QVERIFY(!clear->isVisible());
        QTest::mousePress(&shown.chart, Qt::LeftButton, {}, shown.at(noon - 30s + 500ms));
        QTest::mouseMove(&shown.chart, shown.at(noon - 20s + 500ms));
        QTest::mouseMove(&shown.chart, shown.at(noon - 10s + 500ms));
        QCOMPARE(chosen.count(), 0);
        QTest::mouseRelease(&shown.chart, Qt::LeftButton, {}, shown.at(noon - 10s + 500ms));
        const std::optional<TimeSpan> span = TimeSpan{noon - 30s, noon - 9s};
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.last().front().value<std::optional<TimeSpan>>(), span);
        QCOMPARE(shown.chart.span(), span);
        QVERIFY(clear->isVisible());
        QVERIFY(!clear->text().isEmpty());
        QCOMPARE(wanted.count(), 0);
        // The other way round is the same; Escape in the middle of it is nothing.
        QTest::mousePress(&shown.chart, Qt::LeftButton, {}, shown.at(noon - 10s + 500ms));
        QTest::mouseMove(&shown.chart, shown.at(noon - 30s + 500ms));
        shown.chart.setFocus();
        QTest::keyClick(&shown.chart, Qt::Key_Escape);
        QTest::mouseRelease(&shown.chart, Qt::LeftButton, {}, shown.at(noon - 30s + 500ms));
        QCOMPARE(chosen.count(), 1);
        QTest::keyClick(&shown.chart, Qt::Key_Escape);
        QCOMPARE(chosen.count(), 2);
        QVERIFY(!chosen.last().front().value<std::optional<TimeSpan>>());
        QVERIFY(!clear->isVisible());
        shown.chart.setSpan(span);
        shown.panel.setSpan(span);
        QVERIFY(clear->isVisible());
        clear->click();
        QCOMPARE(chosen.count(), 3);
        QVERIFY(!shown.chart.span());
    }

    void aDragWithShiftPans()
    {
        Shown shown;
        QSignalSpy chosen(&shown.panel, &TimelinePanel::spanChosen);
        const UtcTime before = shown.chart.range().from;
        const QPoint from = shown.at(noon - 40s);
        QTest::mousePress(&shown.chart, Qt::LeftButton, Qt::ShiftModifier, from);
        QTest::mouseMove(&shown.chart, shown.at(noon - 20s));
        QTest::mouseRelease(&shown.chart, Qt::LeftButton, Qt::ShiftModifier, shown.at(noon - 20s));
        QCOMPARE(chosen.count(), 0);
        QVERIFY(!shown.chart.range().live);
        QVERIFY(std::chrono::abs(before - shown.chart.range().from - 20s) < 500ms);
        shown.chart.setLive(true);
        QVERIFY(shown.chart.range().live);
        QCOMPARE(shown.chart.range().from, before);
    }

    void aClickGoesToTheCaptureOfThatMark()
    {
        Shown shown;
        QSignalSpy wanted(&shown.panel, &TimelinePanel::captureWanted);
        QTest::mouseClick(&shown.chart, Qt::LeftButton, {}, shown.lowest(noon - 30s)); // bad is at the bottom
        QCOMPARE(wanted.last().front().toLongLong(), 2);
        const int upper = shown.chart.geometryNow().plot.bottom() - shown.chart.geometryNow().plot.height() * 3 / 4;
        QTest::mouseClick(&shown.chart, Qt::LeftButton, {}, {shown.lowest(noon - 30s).x(), upper}); // good above it
        QCOMPARE(wanted.last().front().toLongLong(), 3);
        QTest::mouseClick(&shown.chart, Qt::LeftButton, {}, shown.at(noon - 49s)); // beside a bar
        QCOMPARE(wanted.last().front().toLongLong(), 1);
        const auto before = wanted.count();
        QTest::mouseClick(&shown.chart, Qt::LeftButton, {}, shown.at(noon - 40s)); // far from any
        QCOMPARE(wanted.count(), before);
    }

    void everythingGoesByKeyboard()
    {
        Shown shown;
        QSignalSpy chosen(&shown.panel, &TimelinePanel::spanChosen);
        QSignalSpy wanted(&shown.panel, &TimelinePanel::captureWanted);
        shown.chart.setFocus(Qt::TabFocusReason);
        const auto key = [&](Qt::Key which, Qt::KeyboardModifiers with = {}) { QTest::keyClick(&shown.chart, which, with); };
        const auto counts = [&] { return shown.chart.readout().section(u": "_s, 1); };
        QCOMPARE(counts(), u"no requests"_s); // the bar of now
        key(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(counts(), u"one request: 1 good"_s);
        key(Qt::Key_Return);
        QCOMPARE(wanted.last().front().toLongLong(), 5);
        key(Qt::Key_Left, Qt::ControlModifier);
        key(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(counts(), u"2 requests: 1 good, 1 bad"_s);
        QCOMPARE(shown.chart.accessibleDescription(), shown.chart.readout());
        for (const qint64 id : {2, 3, 2}) { // one after the other, then again
            key(Qt::Key_Return);
            QCOMPARE(wanted.last().front().toLongLong(), id);
        }
        key(Qt::Key_Right, Qt::ShiftModifier);
        key(Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(chosen.last().front().value<std::optional<TimeSpan>>(), (std::optional(TimeSpan{noon - 30s, noon - 27s})));
        key(Qt::Key_Escape);
        QVERIFY(!chosen.last().front().value<std::optional<TimeSpan>>());
        key(Qt::Key_Right, Qt::ControlModifier);
        QCOMPARE(counts(), u"one request: 1 not judged"_s);
        key(Qt::Key_Plus);
        QCOMPARE(shown.chart.range().length, Micros(40s));
        key(Qt::Key_Minus);
        QCOMPARE(shown.chart.range().length, Micros(60s));
        key(Qt::Key_PageUp);
        QVERIFY(!shown.chart.range().live);
        QVERIFY(shown.chart.range().until() < noon - 30s);
        key(Qt::Key_End);
        QVERIFY(shown.chart.range().live);
        key(Qt::Key_Home);
        QCOMPARE(shownIn(shown.chart), 5);
        QVERIFY(shown.chart.range().from <= noon - 50s);
    }

    void aMirroredWindowRunsFromTheRight()
    {
        Shown shown;
        shown.panel.setLayoutDirection(Qt::RightToLeft);
        QVERIFY(shown.at(noon - 50s).x() > shown.at(noon).x());
        const UtcTime time = noon - 17s;
        QVERIFY(std::chrono::abs(shown.chart.geometryNow().timeAt(shown.chart.geometryNow().xOf(time)) - time) < 1ms);
        QSignalSpy wanted(&shown.panel, &TimelinePanel::captureWanted);
        QTest::mouseClick(&shown.chart, Qt::LeftButton, {}, shown.at(noon - 49s - 500ms));
        QCOMPARE(wanted.last().front().toLongLong(), 1);
        shown.chart.setFocus(Qt::TabFocusReason);
        QTest::keyClick(&shown.chart, Qt::Key_Left, Qt::ControlModifier); // from the bar clicked; to the left is later
        QTest::keyClick(&shown.chart, Qt::Key_Return);
        QCOMPARE(wanted.last().front().toLongLong(), 2);
    }

    void aBarShowsEveryMarkHoweverFewThereAre()
    {
        const auto parts = partsOf(QRect(0, 0, 5, 60), {5000, 0, 1}, 5000);
        QCOMPARE(parts.size(), std::size_t(2));
        QCOMPARE(parts[0].mark, Mark::Bad);
        QVERIFY(parts[0].rect.height() >= 3);
        QVERIFY(parts[1].rect.top() >= 0);
        QCOMPARE(axisTop({{1, 0, 0}}), 2);
        QCOMPARE(axisTop({{30, 2, 1}}), 50);
        QCOMPARE(axisTop({{100, 0, 0}}), 100);
        QCOMPARE(axisTop({{4'000'001, 0, 0}}), 5'000'000);
    }

    void aMillionCapturesAreCounted()
    {
        std::mt19937 random(3);
        std::vector<CaptureMoment> moments;
        moments.reserve(1'000'000);
        for (std::int64_t id = 1; id <= 1'000'000; ++id)
            moments.push_back(moment(id, noon + Micros(id * 2'592'000 + int(random() % 5'000'000)),
                                     static_cast<Mark>(random() % 3), std::int64_t(random() % 20)));
        TimelineModel model;
        QElapsedTimer clock;
        clock.start();
        model.adopt(columnsOf(moments));
        const auto set = clock.nsecsElapsed();
        clock.start();
        const auto all = model.bars(noon, 4h, 181, std::nullopt);
        const auto counted = clock.nsecsElapsed();
        clock.start();
        const auto one = model.bars(noon, 4h, 180, EndpointId{7});
        const auto countedOne = clock.nsecsElapsed();
        clock.start();
        const auto activity = model.activity({}, noon, 4h, 180);
        const auto lately = clock.nsecsElapsed();
        clock.start();
        const auto found = model.timeOf(CaptureId{1});
        const auto looked = clock.nsecsElapsed();
        qInfo("set %.1f ms, bars %.2f ms, of one endpoint %.2f ms, activity %.2f ms, time of the oldest %.2f ms", double(set) / 1e6,
              double(counted) / 1e6, double(countedOne) / 1e6, double(lately) / 1e6, double(looked) / 1e6);
        int sum = 0;
        for (const MarkCounts& bar : all)
            sum += total(bar);
        QCOMPARE(sum, 1'000'000);
        QVERIFY(std::all_of(one.begin(), one.end(), [](const MarkCounts& bar) { return total(bar) > 100; }));
        QCOMPARE(activity.size(), std::size_t(20));
        QVERIFY(found);
    }
};

HOOKLOUPE_GUI_TEST(TestTimeline)
#include "tst_timeline.moc"
