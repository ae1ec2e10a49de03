// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "timeline/timeline_chart.h"
#include "timeline/timeline_panel.h"
#include "support/strict.h"
#include "support/window_fixture.h"

#include <QAction>
#include <QApplication>
#include <QTableView>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace hookloupe;
using namespace hookloupe::ui;
using hookloupe::test::WindowFixture;

namespace {

TimelineChart& chartOf(const WindowFixture& fixture)
{
    return fixture.window->findChild<TimelinePanel*>()->chart();
}

int shownIn(const TimelineChart& chart)
{
    int all = 0;
    for (const MarkCounts& bar : chart.bars().counts)
        all += total(bar);
    return all;
}

int rows(const WindowFixture& fixture)
{
    return fixture.window->captures().view()->model()->rowCount();
}

int column(const TimelineChart& chart, UtcTime time)
{
    return int(std::lround(chart.geometryNow().xOf(time)));
}

QAction* action(const WindowFixture& fixture, const QString& name)
{
    return fixture.window->findChild<QAction*>(name);
}

} // namespace

class TestTimelineWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    void whatComesIsSeenAndASpanIsAFilter()
    {
        WindowFixture fixture;
        fixture.start();
        TimelineChart& chart = chartOf(fixture);
        QVERIFY(chart.isVisible());
        QVERIFY(chart.y() + chart.mapTo(fixture.window.get(), QPoint()).y()
                < fixture.window->captures().mapTo(fixture.window.get(), QPoint()).y());
        fixture.post("/first");
        fixture.post("/second");
        QTRY_COMPARE(shownIn(chart), 2);
        QTRY_COMPARE(rows(fixture), 2);

        // A drag over an hour without requests empties the table …
        chart.setRange({utcNow() - 3h, 2h, false});
        const int y = chart.geometryNow().plot.center().y();
        QTest::mousePress(&chart, Qt::LeftButton, {}, {column(chart, utcNow() - 150min), y});
        QTest::mouseMove(&chart, {column(chart, utcNow() - 100min), y});
        QTest::mouseMove(&chart, {column(chart, utcNow() - 90min), y});
        QTest::mouseRelease(&chart, Qt::LeftButton, {}, {column(chart, utcNow() - 90min), y});
        QVERIFY(chart.span());
        QTRY_COMPARE(rows(fixture), 0);
        QVERIFY(action(fixture, u"timelineClearSpan"_s)->isEnabled());
        // … choosing an endpoint leaves the span …
        fixture.window->endpoints().choose(catchAllEndpoint);
        QTRY_COMPARE(rows(fixture), 0);
        fixture.post("/third");
        QTRY_COMPARE(int(fixture.session->statistics()->captures), 3);
        // … and Escape gives it up.
        chart.setFocus();
        QTest::keyClick(&chart, Qt::Key_Escape);
        QVERIFY(!chart.span());
        QTRY_COMPARE(rows(fixture), 3);
        QVERIFY(!action(fixture, u"timelineClearSpan"_s)->isEnabled());
    }

    void aClickAndReturnGoToTheCapture()
    {
        WindowFixture fixture;
        fixture.start();
        for (const char* path : {"/a", "/b", "/c"})
            fixture.post(path);
        QTRY_COMPARE(rows(fixture), 3);
        TimelineChart& chart = chartOf(fixture);
        action(fixture, u"timelineEverything"_s)->trigger();
        QTRY_COMPARE(shownIn(chart), 3);
        action(fixture, u"goToTimeline"_s)->trigger();
        QVERIFY(chart.hasFocus());
        auto* view = fixture.window->captures().view();
        QTest::keyClick(&chart, Qt::Key_Right);                      // away from now …
        QTest::keyClick(&chart, Qt::Key_Left, Qt::ControlModifier);  // … and back to the bar with requests
        std::set<int> seen;
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&chart, Qt::Key_Return);
            seen.insert(view->currentIndex().row());
        }
        // Three requests may fall into one bar or into two: the last one is meant.
        const auto& counts = chart.bars().counts;
        const auto last = std::find_if(counts.rbegin(), counts.rend(), [](const MarkCounts& bar) { return total(bar) > 0; });
        QVERIFY(last != counts.rend());
        QCOMPARE(int(seen.size()), total(*last));
        const int first = 3 - total(*last);
        const UtcTime start = chart.bars().start(std::size_t(counts.rend() - last - 1));
        const QRect place = chart.geometryNow().column(start, chart.bars().width);
        view->selectRow(first == 2 ? 0 : 2);
        QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(place.center().x(), chart.geometryNow().plot.bottom()));
        QCOMPARE(view->currentIndex().row(), first);
    }

    void deletedCapturesLeaveIt()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/a");
        fixture.post("/b");
        TimelineChart& chart = chartOf(fixture);
        QTRY_COMPARE(shownIn(chart), 2);
        QTRY_COMPARE(rows(fixture), 2);
        QVERIFY(fixture.session->clearCaptures().ok());
        QTRY_COMPARE(shownIn(chart), 0);
        fixture.post("/c");
        QTRY_COMPARE(shownIn(chart), 1);
    }

    void marksFollowTheAnswers()
    {
        WindowFixture fixture;
        fixture.start();
        fixture.post("/a");                                     // no secret: never judged
        fixture.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"); // malformed: bad
        TimelineChart& chart = chartOf(fixture);
        const auto counts = [&chart] {
            MarkCounts all{};
            for (const MarkCounts& bar : chart.bars().counts) {
                for (std::size_t mark = 0; mark < all.size(); ++mark)
                    all[mark] += bar[mark];
            }
            return all;
        };
        QTRY_COMPARE(counts(), (MarkCounts{0, 1, 1}));
    }

    void itIsHiddenAndRememberedWithItsRange()
    {
        WindowFixture fixture;
        fixture.openSession();
        fixture.openWindow();
        QAction* shown = action(fixture, u"timeline"_s);
        QVERIFY(shown->isChecked());
        const TimelineRange range{utcNow() - 24h, 2h, false};
        chartOf(fixture).setRange(range);
        QVERIFY(!action(fixture, u"timelineLive"_s)->isChecked());
        shown->trigger();
        QVERIFY(!chartOf(fixture).isVisible());
        fixture.window.reset();
        fixture.openWindow();
        QVERIFY(!chartOf(fixture).isVisible());
        action(fixture, u"goToTimeline"_s)->trigger();
        QVERIFY(chartOf(fixture).isVisible());
        QCOMPARE(chartOf(fixture).range(), range);
        action(fixture, u"timelineLive"_s)->trigger();
        QVERIFY(chartOf(fixture).range().live);
        QVERIFY(chartOf(fixture).range().until() >= utcNow() - 1s);
        fixture.window.reset();
        fixture.openWindow();
        QVERIFY(chartOf(fixture).range().live);
        QCOMPARE(chartOf(fixture).range().length, Micros(2h));
    }
};

HOOKLOUPE_GUI_TEST(TestTimelineWindow)
#include "tst_timeline_window.moc"
