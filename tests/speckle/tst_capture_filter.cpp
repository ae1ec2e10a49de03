// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/capture_filter.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::speckle;
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
    one.answerStatus = 404;
    one.arrivedAt = UtcTime(std::chrono::sys_days(std::chrono::year(2026) / 11 / 22)) + 10h + 30min + 5s + 250ms;
    return one;
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
        const auto parsed = parseFilter(filter.toStdString(), endpoints);
        QVERIFY2(parsed.ok(), parsed.ok() ? "" : parsed.error().detail.c_str());
        QCOMPARE(parsed->accepts(capture()), accepted);
    }

    void whatHasNoEventOrAnswerIsFoundToo()
    {
        CaptureSummary bare;
        QVERIFY(parseFilter("event=none status=none verdict=not_judged endpoint=*", endpoints)->accepts(bare));
    }

    void aMistakeIsNamedWithWhatIsPossible_data()
    {
        QTest::addColumn<QByteArray>("filter");
        QTest::addColumn<QByteArray>("named");
        QTest::addColumn<QByteArray>("possible");
        const auto row = [](const char* filter, const char* named, const char* possible) {
            QTest::newRow(filter) << QByteArray(filter) << QByteArray(named) << QByteArray(possible);
        };
        row("event=a colour=red", "\"colour=red\"", "event, endpoint");
        row("commit_create", "\"commit_create\"", "KEY=VALUE");
        row("=x", "\"=x\"", "KEY=VALUE");
        row("!=x", "\"!=x\"", "");
        row("Event=x", "\"Event=x\"", "event, endpoint");
        row("event=", "\"event=\"", "value is missing");
        row("event=a,,b", "\"event=a,,b\"", "value is missing");
        row("verdict=good", "\"verdict=good\"", "mismatch");
        row("status=20", "\"status=20\"", "4xx");
        row("status=600", "\"status=600\"", "4xx");
        row("status=2x0", "\"status=2x0\"", "4xx");
        row("since=yesterday", "\"since=yesterday\"", "2026-11-22");
        row("since=2026-02-30", "\"since=2026-02-30\"", "UTC");
        row("since=2026-11-22T25:00", "\"since=2026-11-22T25:00\"", "UTC");
        row("since=2026-11-22T10:30:05.", "05.\"", "UTC");
        row("since=2026-11-22T10:30+01:00", "+01:00\"", "UTC");
        row("since!=2026-11-22", "\"since!=2026-11-22\"", "UTC");
        row("until=2026-11-22,2026-11-23", "\"until=", "UTC");
        row("colour\x1b=x", "colour\\u{001B}=x", "");
    }
    void aMistakeIsNamedWithWhatIsPossible()
    {
        QFETCH(QByteArray, filter);
        QFETCH(QByteArray, named);
        QFETCH(QByteArray, possible);
        const auto parsed = parseFilter(filter.toStdString(), endpoints);
        QVERIFY(!parsed.ok());
        QVERIFY(parsed.error().code == ErrorCode::InvalidInput);
        const QByteArray detail = QByteArray::fromStdString(parsed.error().detail);
        QVERIFY2(detail.contains(named) && detail.contains(possible), detail.constData());
    }

    void anEndpointThatIsNoneIsSaidSo()
    {
        for (const char* filter : {"endpoint=/other", "endpoint=ci", "endpoint=?"}) {
            const auto parsed = parseFilter(filter, endpoints);
            QVERIFY(!parsed.ok());
            QVERIFY(parsed.error().code == ErrorCode::NotFound);
        }
    }
};

QTEST_APPLESS_MAIN(TestCaptureFilter)
#include "tst_capture_filter.moc"
