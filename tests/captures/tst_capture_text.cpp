// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "support/fake_source.h"
#include "captures/capture_model.h"
#include "support/strict.h"
#include "style/short_words.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::ui;
using namespace std::chrono_literals;
using hookloupe::test::FakeSource;

namespace {

QString text(const CaptureSummary& capture, CaptureColumn column, const CellContext& context = {})
{
    return cellText(capture, column, context);
}

/// A model of which every row is loaded.
struct Shown {
    FakeSource source;
    UtcTime now{};
    CaptureModel model{source, nullptr, [this] { return now; }};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};

    explicit Shown(const std::vector<CaptureSummary>& captures)
    {
        for (const CaptureSummary& capture : captures)
            source.captures[toInt(capture.id)] = capture;
        now = captures.empty() ? UtcTime{} : captures.back().arrivedAt;
        model.setQuery({});
        (void)QTest::qWaitFor([this] { return !model.loading() && !cell(0, CaptureColumn::Method).contains(u'…'); });
    }
    [[nodiscard]] QString cell(int row, CaptureColumn column, int role = Qt::DisplayRole) const
    {
        return model.index(row, static_cast<int>(column)).data(role).toString();
    }
};

CaptureSummary arrived(std::int64_t id, Micros after)
{
    CaptureSummary capture = FakeSource::sample(id);
    capture.arrivedAt = UtcTime(Micros(1'795'315'537'000'000)) + after;
    return capture;
}

Endpoint expecting(std::vector<std::string> triggers)
{
    Endpoint endpoint;
    endpoint.description = "ci";
    endpoint.triggers = std::move(triggers);
    return endpoint;
}

} // namespace

class TestCaptureText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnWarnings(); }

    /// Cells, tooltips, what is read aloud and what is copied: whatever a sender put where.
    void whatIsNotSeenIsShownEverywhere()
    {
        const std::string name = "ad\u200dmin\u061c\u202egpj.\u2066\u200b\x1b\xff";
        for (const char* wire : {"stream_update", "commit_create", "comment_created", "stream_permissions_add", ""}) {
            CaptureSummary capture = FakeSource::sample(1);
            EventFacts& event = capture.event;
            event.wireName = *wire ? wire : name;
            for (std::string* field : {&event.streamId, &event.projectName, &event.modelId, &event.modelName, &event.versionId, &event.commentId,
                                       &event.objectId, &event.userId, &event.userName, &event.message, &event.serverUrl,
                                       &event.sourceApplication, &event.targetUserId, &event.extra, &capture.method, &capture.target})
                *field = name;
            capture.annotation.tags = {name};
            capture.annotation.note = name;
            const auto check = [](const QString& shown) {
                const auto points = shown.toUcs4();
                for (qsizetype i = 0; i < points.size(); ++i) {
                    const char32_t point = points[i];
                    const bool layout = point == U'\n' || point == U'\t';
                    if (!layout && (isUnseen(point) || shapesNothing(i > 0 ? char32_t(points[i - 1]) : 0, point)))
                        qFatal("U+%04X is in: %s", unsigned(point), qPrintable(shown));
                }
            };
            for (int column = 0; column < captureColumnCount; ++column) {
                const auto which = static_cast<CaptureColumn>(column);
                check(cellText(capture, which, {}));
                check(cellHint(capture, which, {}));
                check(rowLine(capture, {which}, {}));
            }
            check(rowSentence(capture, {}));
        }
    }

    void everyColumnHasANameOfItsOwnAndAKeyThatLeadsBack()
    {
        std::set<QString> names;
        for (int column = 0; column < captureColumnCount; ++column) {
            const auto which = static_cast<CaptureColumn>(column);
            QVERIFY(!columnName(which).isEmpty());
            QVERIFY(columnOfKey(columnKey(which)) == which);
            names.insert(columnName(which));
        }
        QCOMPARE(names.size(), std::size_t(captureColumnCount));
        QVERIFY(!columnOfKey(u"nonsense"_s));
        QVERIFY(!columnOfKey(QString()));
    }

    void timeIsAMomentAnAgeOrTheTimeSinceTheRowBefore()
    {
        Shown shown({arrived(1, 0s), arrived(2, 12ms), arrived(3, 12ms + 3400ms), arrived(4, 125s + 3412ms)});
        QCOMPARE(shown.cell(0, CaptureColumn::Time), timeWords(arrived(1, 0s).arrivedAt, shown.now));

        shown.model.setCellStyle({.times = TimeMode::SincePrevious});
        QCOMPARE(shown.cell(0, CaptureColumn::Time), u"first"_s);
        QCOMPARE(shown.cell(1, CaptureColumn::Time), u"+12 ms"_s);
        QCOMPARE(shown.cell(2, CaptureColumn::Time), u"+3.4 s"_s);
        QCOMPARE(shown.cell(3, CaptureColumn::Time), u"+2 min 5 s"_s);
        QVERIFY(shown.cell(3, CaptureColumn::Time, Qt::ToolTipRole).contains(u"+2 min 5 s after the one before it"_s));

        shown.model.sort(int(CaptureColumn::Time), Qt::DescendingOrder); // the one before it is below
        QCOMPARE(shown.cell(0, CaptureColumn::Time), u"+2 min 5 s"_s);
        QCOMPARE(shown.cell(3, CaptureColumn::Time), u"first"_s);
        shown.model.sort(int(CaptureColumn::Time), Qt::AscendingOrder);

        QSignalSpy changed(&shown.model, &QAbstractItemModel::dataChanged);
        shown.model.setCellStyle({.times = TimeMode::Relative});
        QVERIFY(changed.count() > 0);
        QCOMPARE(shown.cell(3, CaptureColumn::Time), u"just now"_s);
        QCOMPARE(shown.cell(0, CaptureColumn::Time), u"2 min ago"_s);
        shown.now += 1h;
        changed.clear();
        shown.model.refreshTimes();
        QCOMPARE(changed.count(), 1);
        QCOMPARE(shown.cell(0, CaptureColumn::Time), u"1 h ago"_s);
    }

    void clockTimesDoNotTick()
    {
        Shown shown({arrived(1, 0s)});
        QSignalSpy changed(&shown.model, &QAbstractItemModel::dataChanged);
        shown.model.refreshTimes();
        shown.model.setCellStyle(shown.model.cellStyle());
        QCOMPARE(changed.count(), 0);
    }

    void theTimeSinceARowThatIsNotLoadedIsNotInvented()
    {
        CellContext context{.style = {.times = TimeMode::SincePrevious}};
        QCOMPARE(text(arrived(2, 5s), CaptureColumn::Time, context), u"…"_s);
        context.before = arrived(1, 9s).arrivedAt;
        QCOMPARE(text(arrived(2, 5s), CaptureColumn::Time, context), u"−4.0 s"_s); // another order than that of arrival
    }

    void theNameOnTheWireStandsBesideTheUsualOneByChoice()
    {
        CaptureSummary capture = FakeSource::sample(1);
        capture.event.wireName = "commit_create";
        QCOMPARE(text(capture, CaptureColumn::Event), u"version_create"_s);
        QVERIFY(cellHint(capture, CaptureColumn::Event, {}).contains(u"commit_create"_s));
        const CellContext both{.style = {.wireNames = true}};
        QCOMPARE(text(capture, CaptureColumn::Event, both), u"version_create (commit_create)"_s);
        capture.event.wireName = "comment_created"; // the same on both sides
        QCOMPARE(text(capture, CaptureColumn::Event, both), u"comment_created"_s);
    }

    void anEventThatTheEndpointDoesNotExpectIsSaid()
    {
        CaptureSummary capture = FakeSource::sample(1);
        capture.event.wireName = "commit_create";
        Shown shown({capture});
        const auto unexpected = [&shown] {
            return shown.model.index(0, int(CaptureColumn::Event)).data(CaptureModel::UnexpectedRole).toBool();
        };
        shown.model.setEndpoints({Endpoint{}});
        QVERIFY(!unexpected());
        QSignalSpy changed(&shown.model, &QAbstractItemModel::dataChanged);
        shown.model.setEndpoints({expecting({"branch_create"})});
        QVERIFY(changed.count() > 0);
        QVERIFY(unexpected());
        const QString hint = shown.cell(0, CaptureColumn::Event, Qt::ToolTipRole);
        QVERIFY2(hint.startsWith(u"Unexpected: this event is not among the triggers of the endpoint “ci”."_s), qPrintable(hint));
        QVERIFY(shown.cell(0, CaptureColumn::Mark, Qt::AccessibleTextRole).contains(u"Unexpected: "_s));
        shown.model.setEndpoints({expecting({"branch_create", "commit_create"})});
        QVERIFY(!unexpected());
    }

    void aBodyWithoutAnEventIsNotUnexpected()
    {
        Shown shown({FakeSource::sample(1)});
        shown.model.setEndpoints({expecting({"branch_create"})});
        QVERIFY(!shown.model.index(0, 0).data(CaptureModel::UnexpectedRole).toBool());
    }

    void malformedAndReplayedRowsAreSaidInWords()
    {
        CaptureSummary malformed = FakeSource::sample(1);
        malformed.kind = CaptureKind::Malformed;
        malformed.refusal = Refusal::HostRepeated;
        QCOMPARE(text(malformed, CaptureColumn::Event), u"refused"_s);
        QVERIFY(cellHint(malformed, CaptureColumn::Event, {}).startsWith(u"Malformed: "_s));
        QVERIFY(rowSentence(malformed, {}).contains(u"Malformed: "_s));
        CaptureSummary replay = FakeSource::sample(2);
        replay.kind = CaptureKind::Replay;
        QVERIFY(rowSentence(replay, {}).contains(u"Replayed: "_s));
        Shown shown({malformed, replay});
        QCOMPARE(shown.model.index(0, 3).data(CaptureModel::KindRole).toInt(), int(CaptureKind::Malformed));
        QCOMPARE(shown.model.index(1, 3).data(CaptureModel::KindRole).toInt(), int(CaptureKind::Replay));
    }

    void durationsAreShownWhenTheAnswerIsOver()
    {
        CaptureSummary capture = FakeSource::sample(1);
        capture.duration = 1234us;
        QCOMPARE(text(capture, CaptureColumn::Duration), u"1.2 ms"_s);
        QVERIFY(cellHint(capture, CaptureColumn::Duration, {}).contains(u"1.234 ms"_s));
        capture.duration = 75s;
        QCOMPARE(text(capture, CaptureColumn::Duration), u"1 min 15 s"_s);
        capture.duration = 0us;
        QCOMPARE(text(capture, CaptureColumn::Duration), QString());
        capture.outcome = AnswerOutcome::Open;
        QCOMPARE(text(capture, CaptureColumn::Duration), u"open"_s);
    }

    void projectAndActorAreColumnsOfTheirOwn()
    {
        CaptureSummary capture = FakeSource::sample(1);
        capture.event.projectName = "Tower";
        capture.event.streamId = "77f2c3";
        capture.event.userId = "1a2b";
        QCOMPARE(text(capture, CaptureColumn::Project), u"Tower"_s);
        QCOMPARE(cellHint(capture, CaptureColumn::Project, {}), u"Tower\nProject 77f2c3"_s);
        QCOMPARE(text(capture, CaptureColumn::Actor), u"1a2b"_s);
        QCOMPARE(cellHint(capture, CaptureColumn::Actor, {}), u"User 1a2b"_s);
        capture.event.userName = std::string("Eve\n\x1b[31m\xe2\x80\xae", 12);
        for (const QChar c : text(capture, CaptureColumn::Actor))
            QVERIFY(c.isPrint());
    }

    void aLineForTheClipboardHasTheColumnsAskedFor()
    {
        CaptureSummary capture = FakeSource::sample(1);
        capture.duration = 2500us;
        std::vector<CaptureColumn> all;
        for (int column = 0; column < captureColumnCount; ++column)
            all.push_back(static_cast<CaptureColumn>(column));
        const QStringList cells = rowLine(capture, all, {.endpoint = u"ci"_s}).split(u'\t');
        QCOMPARE(cells.size(), captureColumnCount);
        QCOMPARE(cells.at(int(CaptureColumn::Size)), u"1801"_s);
        QCOMPARE(cells.at(int(CaptureColumn::Duration)), u"2.500"_s);
        QCOMPARE(rowLine(capture, {CaptureColumn::Endpoint, CaptureColumn::Mark}, {.endpoint = u"ci"_s}), u"ci\tgood"_s);
    }
};

HOOKLOUPE_TEST(TestCaptureText)
#include "tst_capture_text.moc"
