// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "filter/capture_filter.h"

#include "filter/filter_completion.h"
#include "filter/moment.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::filter;
using namespace std::chrono_literals;

namespace {

const std::vector<Endpoint> endpoints{{.id = catchAllEndpoint, .path = "", .description = {}, .triggers = {}},
                                      {.id = EndpointId{7}, .path = "/hooks/ci", .description = {}, .triggers = {}}};

CaptureSummary capture()
{
    CaptureSummary one;
    one.method = "POST";
    one.endpoint = EndpointId{7};
    one.event.wireName = "commit_create";
    one.signature.verdict = SignatureVerdict::Valid;
    one.event.streamId = "0123456789";
    one.event.projectName = "Tower";
    one.annotation.tags = {"keep", "odd"};
    one.answerStatus = 404;
    one.arrivedAt = UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)) + 10h + 30min + 5s + 250ms;
    return one;
}

CaptureFilter filterOf(std::string_view text)
{
    auto parsed = parseFilter(text, endpoints);
    if (const auto* fault = std::get_if<FilterFault>(&parsed))
        qFatal("%s", fault->condition.c_str());
    return std::get<CaptureFilter>(std::move(parsed));
}

} // namespace

class TestCaptureFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCaptureIsAcceptedOrNot_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<bool>("accepted");
        const auto yes = [](const char* filter) { QTest::newRow(filter) << QByteArray(filter) << true; };
        const auto no = [](const char* filter) { QTest::newRow(filter) << QByteArray(filter) << false; };
        yes("");
        yes("   ");
        yes("event=commit_create");
        yes("event=version_create");
        no("event=branch_create");
        yes("event=branch_create,commit_create");
        no("event!=branch_create,commit_create");
        yes("event!=branch_create");
        no("event=none");
        no("event=a_new_event");
        yes("endpoint=/hooks/ci");
        yes("endpoint=/hooks/ci/");
        no("endpoint=*");
        yes("endpoint=*,/hooks/ci");
        yes("project=0123456789");
        yes("project=Tower");
        no("project=0123");
        no("project=none");
        yes("project!=none");
        yes("tag=keep");
        yes("tag=other,odd");
        no("tag=ke");
        no("tag=none");
        no("tag!=keep");
        yes("method=post");
        no("method=GET,PUT");
        yes("verdict=valid");
        no("verdict!=valid");
        yes("verdict=mismatch,valid,stale");
        yes("status=404");
        yes("status=4xx");
        yes("status=200,4XX");
        no("status=none");
        no("status=2xx");
        yes("status!=2xx");
        yes("since=2026-11-22");
        yes("since=2026-11-22T10:30:05.25Z");
        no("since=2026-11-22T10:30:05.250001");
        no("until=2026-11-22T10:30:05.25");
        yes("until=2026-11-22T10:30:05.250001");
        yes("until=2026-11-22T10:31");
        no("until=2026-11-22Z");
        yes(" event=commit_create  status=4xx since=2026-11-22 until=2026-11-23 ");
        no("event=commit_create status=200");
    }
    void aCaptureIsAcceptedOrNot()
    {
        QFETCH(QByteArray, filter);
        QFETCH(bool, accepted);
        QCOMPARE(filterOf(filter.toStdString()).accepts(capture()), accepted);
    }

    void whatHasNoEventOrAnswerIsFoundToo()
    {
        CaptureSummary bare;
        QVERIFY(filterOf("event=none project=none tag=none status=none verdict=not_judged endpoint=*").accepts(bare));
    }

    void aMistakeIsFoundWhereItIs_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<int>("mistake");
        QTest::addColumn<int>("position");
        QTest::addColumn<QByteArray>("wrong");
        const auto row = [](const char* filter, FilterMistake mistake, int position, const char* wrong) {
            QTest::newRow(filter) << QByteArray(filter) << int(mistake) << position << QByteArray(wrong);
        };
        row("event=a colour=red", FilterMistake::UnknownKey, 8, "colour");
        row("  commit_create", FilterMistake::NotACondition, 2, "commit_create");
        row("=x", FilterMistake::NotACondition, 0, "=x");
        row("!=x", FilterMistake::NotACondition, 0, "!=x");
        row("Event=x", FilterMistake::UnknownKey, 0, "Event");
        row("event=", FilterMistake::NoValue, 0, "");
        row("event=a,,b", FilterMistake::NoValue, 0, "");
        row("verdict=valid,good", FilterMistake::UnknownVerdict, 0, "good");
        row("status=20", FilterMistake::BadStatus, 0, "20");
        row("status=200,600", FilterMistake::BadStatus, 0, "600");
        row("status=2x0", FilterMistake::BadStatus, 0, "2x0");
        row("since=yesterday", FilterMistake::BadMoment, 0, "yesterday");
        row("since=2026-02-30", FilterMistake::BadMoment, 0, "2026-02-30");
        row("since=2026-11-22T25:00", FilterMistake::BadMoment, 0, "2026-11-22T25:00");
        row("since=2026-11-22T10:30:05.", FilterMistake::BadMoment, 0, "2026-11-22T10:30:05.");
        row("since=2026-11-22T10:30+01:00", FilterMistake::BadMoment, 0, "2026-11-22T10:30+01:00");
        row("method=POST since!=2026-11-22", FilterMistake::BadMoment, 12, "2026-11-22");
        row("until=2026-11-22,2026-11-23", FilterMistake::BadMoment, 0, "2026-11-22");
        row("endpoint=/other", FilterMistake::UnknownEndpoint, 0, "/other");
        row("endpoint=*,ci", FilterMistake::UnknownEndpoint, 0, "ci");
        row("endpoint=?", FilterMistake::UnknownEndpoint, 0, "?");
    }
    void aMistakeIsFoundWhereItIs()
    {
        QFETCH(QByteArray, filter);
        const auto parsed = parseFilter(filter.toStdString(), endpoints);
        const auto* fault = std::get_if<FilterFault>(&parsed);
        QVERIFY(fault);
        QTEST(int(fault->mistake), "mistake");
        QTEST(int(fault->position), "position");
        QTEST(QByteArray::fromStdString(fault->wrong), "wrong");
        QVERIFY(std::string_view(filter.constData()).substr(fault->position).starts_with(fault->condition));
    }

    void whatIsPossibleInsteadIsNamed()
    {
        const auto possible = [](std::string_view filter) {
            auto parsed = parseFilter(filter, endpoints);
            return std::get<FilterFault>(std::move(parsed)).possible;
        };
        QCOMPARE(possible("colour=red").size(), filterKeys().size());
        QCOMPARE(possible("verdict=good").size(), verdictNames().size());
        QCOMPARE(possible("endpoint=/other"), (std::vector<std::string>{"*", "/hooks/ci"}));
    }

    void whatAListShowsIsAFilterToo()
    {
        QCOMPARE(filterText({}, endpoints), std::string());
        QCOMPARE(filterText({.endpoint = catchAllEndpoint}, endpoints), std::string("endpoint=*"));
        QCOMPARE(filterText({.endpoint = EndpointId{99}}, endpoints), std::string());
        const UtcTime at = capture().arrivedAt;
        const CaptureQuery query{.endpoint = EndpointId{7}, .span = TimeSpan{at, at + 1us}};
        const std::string text = filterText(query, endpoints);
        QCOMPARE(text, std::string("endpoint=/hooks/ci since=2026-11-22T10:30:05.25 until=2026-11-22T10:30:05.250001"));
        QVERIFY(filterOf(text).accepts(capture()));
        CaptureSummary later = capture();
        later.arrivedAt += 1us;
        QVERIFY(!filterOf(text).accepts(later));
    }

    void aMomentIsWrittenAsItIsRead()
    {
        for (const Micros plus : {Micros(0), Micros(1), Micros(120'000), Micros(10'000'000)}) {
            const UtcTime time = UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)) + plus;
            QCOMPARE(parseMoment(momentText(time)), std::optional(time));
        }
        QCOMPARE(momentText(UtcTime(Micros(0))), std::string("1970-01-01T00:00:00"));
    }

    void whatCouldStandThereIsOffered_data()
    {
        QTest::addColumn<QByteArray>("text"); // "|" is where one types
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("length");
        QTest::addColumn<QByteArray>("first");
        const auto row = [](const char* text, int from, int length, const char* first) {
            QTest::newRow(text) << QByteArray(text) << from << length << QByteArray(first);
        };
        row("|", 0, 0, "event=");
        row("s|", 0, 1, "status=");
        row("event=version_create |", 21, 0, "event=");
        row("event=ver|", 6, 3, "version_create");
        row("event!=com|", 7, 3, "comment_created");
        row("event=version_create,UPD|", 21, 3, "project_update"); // holds it
        row("ev|ent=version_create", 0, 2, "event=");
        row("event=version_create|", 6, 14, ""); // it stands there already
        row("endpoint=/h|", 9, 2, "/hooks/ci");
        row("verdict=mis|", 8, 3, "mismatch");
        row("since=|", 6, 0, "2026-11-22");
        row("method=|", 7, 0, "POST");
        row("status=4|", 7, 1, "4xx");
        row("colour=r|", 7, 1, "");
        row("project=|", 8, 0, "");
    }
    void whatCouldStandThereIsOffered()
    {
        QFETCH(QByteArray, text);
        const auto cursor = text.indexOf('|');
        text.remove(cursor, 1);
        const auto offered = completeFilter(text.toStdString(), static_cast<std::size_t>(cursor), endpoints, capture().arrivedAt);
        QTEST(int(offered.from), "from");
        QTEST(int(offered.length), "length");
        QTEST(offered.words.empty() ? QByteArray() : QByteArray::fromStdString(offered.words.front()), "first");
    }

    void everyMomentOfferedIsOne()
    {
        const auto offered = completeFilter("since=", 6, endpoints, capture().arrivedAt);
        QCOMPARE(offered.words.size(), 5U);
        for (const std::string& word : offered.words)
            QVERIFY2(parseMoment(word), word.c_str());
    }
};

HOOKLOUPE_APPLESS_TEST(TestCaptureFilter)
#include "tst_capture_filter.moc"
