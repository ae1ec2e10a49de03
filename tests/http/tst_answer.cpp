// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "http/answer.h"

#include <QRegularExpression>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::http;
using namespace std::string_literals;

namespace {

/// The written answer with the date, which changes, replaced by "D".
std::string written(const Answer& answer, const AnswerContext& context = {})
{
    static const QRegularExpression date(
        QStringLiteral("Date: (Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d "
                       "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \\d{4} \\d\\d:\\d\\d:\\d\\d GMT\r\n"));
    auto text = QString::fromLatin1(QByteArray::fromStdString(writeAnswer(answer, context)));
    return text.replace(date, QStringLiteral("Date: D\r\n")).toLatin1().toStdString();
}

std::vector<Refusal> allRefusals()
{
    std::vector<Refusal> all;
    for (int i = 1; i <= static_cast<int>(Refusal::WebPageQuota); ++i)
        all.push_back(static_cast<Refusal>(i));
    return all;
}

} // namespace

class TestAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOrdinaryAnswerHasLengthAndDate()
    {
        QCOMPARE(written({200, {}, {{"Content-Type", "text/plain"}, {"X-A", "1"}, {"X-A", "2"}}, "hello"}),
                 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-A: 1\r\nX-A: 2\r\nDate: D\r\nContent-Length: 5\r\n\r\nhello"s);
        QCOMPARE(written({200, {}, {}, {}}), "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 0\r\n\r\n"s);
    }

    void connectionFollowsTheRequestsVersion()
    {
        QCOMPARE(written({200, {}, {}, {}}, {false, false, 1}),
                 "HTTP/1.1 200 OK\r\nDate: D\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"s);
        QCOMPARE(written({200, {}, {}, {}}, {false, false, 0}),
                 "HTTP/1.1 200 OK\r\nDate: D\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"s);
        QCOMPARE(written({200, {}, {}, {}}, {false, true, 0}),
                 "HTTP/1.1 200 OK\r\nDate: D\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n"s);
    }

    void headGetsTheLengthButNoBody()
    {
        QCOMPARE(written({200, {}, {{"Content-Type", "text/plain"}}, "hello"}, {true, true, 1}),
                 "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: D\r\nContent-Length: 5\r\n\r\n"s);
    }

    void statusesWithoutABodyHaveNone()
    {
        const Headers type{{"content-TYPE", "text/plain"}, {"ETag", "\"a\""}};
        QCOMPARE(written({204, {}, type, "hello"}), "HTTP/1.1 204 No Content\r\nETag: \"a\"\r\nDate: D\r\n\r\n"s);
        QCOMPARE(written({304, {}, type, "hello"}),
                 "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nDate: D\r\nContent-Length: 5\r\n\r\n"s);
        QCOMPARE(written({304, {}, {}, {}}), "HTTP/1.1 304 Not Modified\r\nDate: D\r\n\r\n"s);
        QCOMPARE(written({100, {}, {}, "x"}, {false, false, 1}), "HTTP/1.1 100 Continue\r\n\r\n"s);
    }

    void nothingCanBeInjected()
    {
        const Answer hostile{200,
                             "fine\r\nX-Evil: 1",
                             {{"X-A", "a\r\nX-Evil: 1"}, {"X-B\r\nX-Evil", "1"}, {"X-C", "a\nb"}, {"X-D", "\0"s},
                              {"", "empty"}, {"X E", "space"}, {"X-F:", "colon"}, {"X-G", "kept"}},
                             "x"};
        QCOMPARE(written(hostile), "HTTP/1.1 200 OK\r\nX-G: kept\r\nDate: D\r\nContent-Length: 1\r\n\r\nx"s);
    }

    void theWritersOwnFieldsCannotBeDoubled()
    {
        const Answer answer{200,
                            {},
                            {{"content-length", "99"}, {"Transfer-Encoding", "chunked"}, {"Connection", "close"}, {"date", "x"}},
                            "x"};
        QCOMPARE(written(answer), "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 1\r\n\r\nx"s);
    }

    void anOwnReasonIsKeptAndAnImpossibleStatusReplaced()
    {
        QVERIFY(written({401, "Nope", {}, {}}).starts_with("HTTP/1.1 401 Nope\r\n"));
        QVERIFY(written({799, {}, {}, {}}).starts_with("HTTP/1.1 799 Unknown\r\n"));
        QVERIFY(written({0, {}, {}, {}}).starts_with("HTTP/1.1 500 Internal Server Error\r\n"));
        QVERIFY(written({1000, {}, {}, {}}).starts_with("HTTP/1.1 500 Internal Server Error\r\n"));
        QCOMPARE(reasonPhrase(431), "Request Header Fields Too Large");
        QCOMPARE(reasonPhrase(507), "Insufficient Storage");
    }

    void everyRefusalHasAStatusAndASentenceOrNeither()
    {
        for (const auto refusal : allRefusals()) {
            const bool silent = refusal == Refusal::ClientLeft || refusal == Refusal::TlsHandshakeFailed
                || refusal == Refusal::TlsHandshakeTimeout;
            const auto name = std::to_string(static_cast<int>(refusal));
            const auto answer = answerForRefusal(refusal);
            QCOMPARE(answer.status, statusForRefusal(refusal));
            QVERIFY2((answer.status == 0) == silent, name.c_str());
            QVERIFY2(silent || (answer.status >= 400 && reasonPhrase(answer.status) != "Unknown"), name.c_str());
            QVERIFY2(answer.body.empty() == silent, name.c_str());
            QVERIFY2(silent || answer.body.ends_with(".\n"), name.c_str());
        }
        QCOMPARE(statusForRefusal(Refusal::None), 0);
        QCOMPARE(answerForRefusal(Refusal::HeadTimeout).headers,
                 (Headers{{"Content-Type", "text/plain; charset=utf-8"}}));
    }
};

HOOKLOUPE_APPLESS_TEST(TestAnswer)
#include "tst_answer.moc"
