// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "http/answer.h"
#include "http/framer.h"
#include "support/hostile_requests.h"
#include "support/wire_file.h"

#include <QTest>

#include <random>

using namespace hookloupe;
using namespace hookloupe::http;
using namespace std::string_literals;
using State = RequestFramer::State;

namespace {

/// All that framing some bytes brings forth, as comparable values.
struct Framed {
    std::vector<std::string> raws;     ///< head and body of each taken request
    std::vector<std::string> contents;
    std::vector<std::string> targets;
    std::size_t consumed = 0;
    State state = State::Idle;         ///< in the end
    Refusal refusal = Refusal::None;
    std::string note;
    std::string refusedRaw;
    std::size_t buffered = 0;

    bool operator==(const Framed&) const = default;
};

/// Feeds the pieces one after the other; each as often as requests complete in it.
Framed frame(const std::vector<std::string_view>& pieces, const FramerLimits& limits = {})
{
    RequestFramer framer(limits);
    Framed result;
    for (auto piece : pieces) {
        for (;;) {
            const auto taken = framer.feed(piece);
            result.consumed += taken;
            piece.remove_prefix(taken);
            if (framer.state() != State::Complete)
                break;
            const auto request = framer.take();
            result.raws.push_back(request.rawHead + request.rawBody);
            result.contents.push_back(request.content());
            result.targets.push_back(request.head.target);
        }
    }
    result.state = framer.state();
    result.refusal = framer.refusal();
    result.note = framer.note();
    result.buffered = framer.bufferedBytes();
    if (result.state == State::Refused) {
        const auto request = framer.take();
        result.refusedRaw = request.rawHead + request.rawBody;
    }
    return result;
}

Framed frameWhole(std::string_view bytes, const FramerLimits& limits = {})
{
    return frame({bytes}, limits);
}

Request onlyRequest(const std::string& bytes)
{
    RequestFramer framer;
    if (framer.feed(bytes) != bytes.size() || framer.state() != State::Complete)
        qFatal("not one whole request: %s", bytes.c_str());
    return framer.take();
}

/// The bytes in pieces of one.
std::vector<std::string_view> singleBytes(std::string_view bytes)
{
    std::vector<std::string_view> pieces;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        pieces.push_back(bytes.substr(i, 1));
    return pieces;
}

const std::string postHead = "POST / HTTP/1.1\r\nHost: a\r\n";
const std::string chunkedHead = postHead + "Transfer-Encoding: chunked\r\n\r\n";

} // namespace

class TestFramer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hostileRequestsAreJudgedAsTheTableSays_data()
    {
        QTest::addColumn<int>("row");
        const auto rows = test::hostileRequests();
        QVERIFY(rows.size() >= 110);
        for (int i = 0; i < static_cast<int>(rows.size()); ++i)
            QTest::newRow(rows[static_cast<std::size_t>(i)].name.c_str()) << i;
    }

    void hostileRequestsAreJudgedAsTheTableSays()
    {
        QFETCH(int, row);
        static const auto rows = test::hostileRequests();
        const auto& hostile = rows[static_cast<std::size_t>(row)];
        const auto whole = frameWhole(hostile.bytes);
        QCOMPARE(static_cast<int>(whole.refusal), static_cast<int>(hostile.refusal));
        QCOMPARE(statusForRefusal(whole.refusal), hostile.refusal == Refusal::None ? 0 : hostile.status);
        QCOMPARE(static_cast<int>(whole.raws.size()), hostile.taken);
        QCOMPARE(whole.consumed, hostile.consumed);
        QVERIFY(whole.state == (hostile.refusal == Refusal::None ? State::Idle : State::Refused));
        QCOMPARE(whole.note.empty(), hostile.refusal == Refusal::None);
        for (const auto& target : whole.targets)
            QVERIFY(target != test::smuggledTarget);

        QVERIFY(frame(singleBytes(hostile.bytes)) == whole);
        std::mt19937 random(static_cast<unsigned>(row));
        for (int i = 0; i < 20; ++i) {
            const auto cut = std::uniform_int_distribution<std::size_t>(0, hostile.bytes.size())(random);
            const std::string_view bytes = hostile.bytes;
            QVERIFY(frame({bytes.substr(0, cut), bytes.substr(cut)}) == whole);
        }
    }

    void anotherProtocolIsNamedWithWhatToDo_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("named");
        const auto row = [](const std::string& bytes, const char* named) {
            QTest::newRow(named) << QByteArray::fromStdString(bytes) << QByteArray(named);
        };
        row("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1");
        row("PRI * HTTP/2.0\r\n", "HTTP/2 ");
        row("\x16\x03\x01", "TLS");
        row("\x05\x01", "SOCKS 5");
        row("\x04\x01", "SOCKS 4");
        row("PROXY UNKNOWN\r\n", "PROXY protocol");
        row("\r\n\r\n\0\r\nQUIT\n"s, "load balancer");
        row("SSH-2.0-Go\r\n", "SSH");
        row("EHLO a\r\n", "SMTP");
        row("*1\r\n$4\r\nPING\r\n", "Redis");
        row("\x10\x0c", "another protocol");
    }
    void anotherProtocolIsNamedWithWhatToDo()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, named);
        const auto framed = frameWhole(bytes.toStdString());
        QVERIFY(framed.state == State::Refused);
        QVERIFY2(framed.note.find(named.toStdString()) != std::string::npos, framed.note.c_str());
    }

    void aRequestThatOnlyBeginsLikeAnotherProtocolIsTaken()
    {
        for (const char* line : {"PROXY / HTTP/1.1", "EHLO / HTTP/1.1", "SSH- / HTTP/1.1", "PRI /x HTTP/1.1", "*1 / HTTP/1.1"})
            QCOMPARE(frameWhole(line + "\r\nHost: a\r\n\r\n"s).raws.size(), 1u);
    }

    void whatABrowserSendsForAPageIsKnown()
    {
        const auto fromPage = [](const std::string& fields) {
            RequestFramer framer;
            (void)framer.feed("POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
            return framer.take().head.fromWebPage;
        };
        QVERIFY(fromPage("Origin: https://evil.example\r\n"));
        QVERIFY(fromPage("origin: null\r\n"));
        QVERIFY(fromPage("Sec-Fetch-Site: cross-site\r\n"));
        QVERIFY(fromPage("Sec-Fetch-Site: same-origin\r\n"));
        QVERIFY(!fromPage("Sec-Fetch-Site: none\r\n"));
        QVERIFY(!fromPage("X-Origin: a\r\nReferer: https://a\r\n"));
        QVERIFY(!fromPage(""));
    }

    void everySplitOfTheSameBytesGivesTheSameResult()
    {
        const std::string bytes = "\r\n" + postHead + "Content-Length: 5\r\n\r\nab\r\nc\r\n" + chunkedHead
            + "3;x=\"y\"\r\nabc\r\n1\r\n\n\r\n0\r\nA: b\r\n\r\nGET /x HTTP/1.0\r\n\r\n";
        const auto whole = frameWhole(bytes);
        QCOMPARE(whole.raws.size(), 3u);
        QCOMPARE(whole.contents, (std::vector{"ab\r\nc"s, "abc\n"s, ""s}));
        const std::string_view view = bytes;
        for (std::size_t first = 0; first <= bytes.size(); ++first) {
            for (std::size_t second = first; second <= bytes.size(); ++second)
                QVERIFY(frame({view.substr(0, first), view.substr(first, second - first), view.substr(second)}) == whole);
        }
    }

    void everyRecordedRequestIsFramedByteForByte()
    {
        for (const auto& file : test::wireFiles()) {
            RequestFramer framer;
            const auto bytes = file.bytes();
            QCOMPARE(framer.feed(bytes + "next"), bytes.size());
            QVERIFY2(framer.state() == State::Complete, file.name.c_str());
            QVERIFY(!framer.head().keepAlive);
            const auto request = framer.take();
            QCOMPARE(request.rawHead, file.head);
            QCOMPARE(request.rawBody, file.body);
            QVERIFY(!request.dechunked);
            QVERIFY(framer.state() == State::Idle);
        }
    }

    void aHeadIsReadWithCaseOrderAndDuplicates()
    {
        const auto request = onlyRequest("PoST //x/%2F?q HTTP/1.1\r\nhOST: a\r\nB: 1\r\nA:2\r\nb: \t 3 \t\r\n"
                                         "Content-Length: 3\r\nExpect: 100-CONTINUE\r\n\r\nabc");
        QCOMPARE(request.head.method, "PoST"s);
        QCOMPARE(request.head.target, "//x/%2F?q"s);
        QCOMPARE(request.head.minorVersion, 1);
        QCOMPARE(request.head.headers,
                 (Headers{{"hOST", "a"}, {"B", "1"}, {"A", "2"}, {"b", "3"}, {"Content-Length", "3"}, {"Expect", "100-CONTINUE"}}));
        QCOMPARE(request.head.contentLength.value(), 3u);
        QVERIFY(request.head.expectContinue);
        QVERIFY(request.head.keepAlive);
        QVERIFY(!request.head.chunked);
        QCOMPARE(headerValue(request.head.headers, "b").value(), "1");
        QCOMPARE(headerCount(request.head.headers, "B"), 2u);
        QVERIFY(!headerValue(request.head.headers, "c"));
    }

    void persistenceFollowsVersionAndConnection()
    {
        const auto keeps = [](const std::string& version, const std::string& fields) {
            return onlyRequest("GET / HTTP/" + version + "\r\nHost: a\r\n" + fields + "\r\n").head.keepAlive;
        };
        QVERIFY(keeps("1.1", ""));
        QVERIFY(keeps("1.1", "Connection: upgrade\r\n"));
        QVERIFY(!keeps("1.1", "Connection: upgrade,\tClose\r\n"));
        QVERIFY(!keeps("1.1", "Connection: keep-alive\r\nConnection: close\r\n"));
        QVERIFY(!keeps("1.0", ""));
        QVERIFY(keeps("1.0", "Connection: keep-alive\r\n"));
        QVERIFY(!keeps("1.0", "Connection: keep-alive, close\r\n"));
        QVERIFY(!onlyRequest("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n").head.expectContinue);
    }

    void chunkedBodiesKeepEveryRawByte()
    {
        const std::string body = "3;sum=\"a;b\\\"\" ; x\r\nab\r\r\n00A\r\n0123456789\r\n0;end\r\nX-Sum: 1\r\nx-sum:  2 \r\n\r\n";
        const auto request = onlyRequest(chunkedHead + body);
        QCOMPARE(request.rawBody, body);
        QCOMPARE(request.dechunked.value(), "ab\r0123456789"s);
        QCOMPARE(request.content(), "ab\r0123456789"s);
        QCOMPARE(request.trailers, (Headers{{"X-Sum", "1"}, {"x-sum", "2"}}));
        QVERIFY(request.head.chunked);
        QVERIFY(!request.head.contentLength);
    }

    void theHeadMayBeReadBeforeTheBody()
    {
        RequestFramer framer;
        QVERIFY(framer.state() == State::Idle);
        framer.feed("\r\n");
        QVERIFY(framer.state() == State::Idle);
        QCOMPARE(framer.bufferedBytes(), 0u);
        framer.feed("P");
        QVERIFY(framer.state() == State::Head);
        framer.feed("OST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
        QVERIFY(framer.state() == State::Body);
        QVERIFY(framer.head().expectContinue);
        framer.feed("a");
        QVERIFY(framer.state() == State::Body);
        QCOMPARE(framer.feed("bc"), 1u);
        QVERIFY(framer.state() == State::Complete);
        QCOMPARE(framer.feed("c"), 0u);
        QVERIFY(framer.take().rawHead.starts_with("POST"));
        QVERIFY(framer.state() == State::Idle);
        QCOMPARE(framer.bufferedBytes(), 0u);
        QCOMPARE(framer.feed("c"), 1u);
    }

    void aRefusedRequestKeepsWhatCame()
    {
        RequestFramer framer;
        const auto bytes = chunkedHead + "3\r\nabc\r\nxyz\r\n";
        QCOMPARE(framer.feed(bytes + "GET / HTTP/1.1\r\n"), bytes.size());
        QVERIFY(framer.state() == State::Refused);
        QVERIFY(framer.refusal() == Refusal::ChunkMalformed);
        QCOMPARE(framer.feed("more"), 0u);
        const auto request = framer.take();
        QCOMPARE(request.rawHead + request.rawBody, bytes);
        QCOMPARE(request.dechunked.value(), "abc"s);
        QVERIFY(framer.state() == State::Refused);
        QCOMPARE(framer.feed("more"), 0u);
    }

    void aRequestCanBeGivenUpFromOutside()
    {
        RequestFramer framer;
        framer.feed(postHead + "Content-Length: 9\r\n\r\nabc");
        framer.refuse(Refusal::BodyTimeout, "3 of 9 bytes came in 30 s");
        QVERIFY(framer.state() == State::Refused);
        QVERIFY(framer.refusal() == Refusal::BodyTimeout);
        QCOMPARE(framer.note(), "3 of 9 bytes came in 30 s"s);
        QCOMPARE(framer.take().rawBody, "abc"s);
    }

    void eachLimitHoldsToTheByte()
    {
        const auto refusal = [](const std::string& bytes, const FramerLimits& limits) {
            return frameWhole(bytes, limits).refusal;
        };
        const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        FramerLimits limits;
        limits.requestLine = 14;
        QVERIFY(refusal(get, limits) == Refusal::None);
        limits.requestLine = 13;
        QVERIFY(refusal(get, limits) == Refusal::RequestLineTooLong);
        limits = {};
        limits.head = get.size();
        QVERIFY(refusal(get, limits) == Refusal::None);
        limits.head = get.size() - 1;
        QVERIFY(refusal(get, limits) == Refusal::HeadTooLarge);
        limits.head = 10;
        QVERIFY(refusal(get, limits) == Refusal::HeadTooLarge);
        limits = {};
        limits.fields = 1;
        QVERIFY(refusal(get, limits) == Refusal::None);
        limits.fields = 0;
        QVERIFY(refusal(get, limits) == Refusal::TooManyFields);
        limits = {};
        limits.body = 3;
        QVERIFY(refusal(postHead + "Content-Length: 3\r\n\r\nabc", limits) == Refusal::None);
        QVERIFY(refusal(postHead + "Content-Length: 4\r\n\r\n", limits) == Refusal::BodyTooLarge);
        QVERIFY(refusal(chunkedHead + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", limits) == Refusal::None);
        QVERIFY(refusal(chunkedHead + "2\r\nab\r\n2\r\n", limits) == Refusal::BodyTooLarge);
        limits.body = 0;
        QVERIFY(refusal(chunkedHead + "0\r\n\r\n", limits) == Refusal::None);
    }

    void aLineThatCannotEndInTimeIsRefusedAtOnce()
    {
        QVERIFY(frameWhole(std::string(8193, 'G')).state == State::Head);
        QVERIFY(frameWhole(std::string(8194, 'G')).refusal == Refusal::RequestLineTooLong);
        const auto head = postHead + "X: ";
        QVERIFY(frameWhole(head + std::string(65535 - head.size(), 'a')).state == State::Head);
        QVERIFY(frameWhole(head + std::string(65536 - head.size(), 'a')).refusal == Refusal::HeadTooLarge);
    }

    void theFramingOfChunksIsBounded()
    {
        FramerLimits limits;
        limits.body = 2000;
        const auto chunk = "1;" + std::string(96, 'x') + "\r\na\r\n"; // 102 bytes of framing
        std::string body;
        for (int i = 0; i < 19; ++i)
            body += chunk;
        QVERIFY(frameWhole(chunkedHead + body + "0\r\n\r\n", limits).refusal == Refusal::None);
        QVERIFY(frameWhole(chunkedHead + body + chunk + "0\r\n\r\n", limits).refusal == Refusal::BodyTooLarge);
    }

    void memoryIsNotTakenOnAnAnnouncement()
    {
        RequestFramer framer;
        framer.feed(postHead + "Content-Length: 67108864\r\n\r\nx");
        QVERIFY(framer.state() == State::Body);
        framer.refuse(Refusal::ClientLeft, "1 of 67108864 bytes");
        QVERIFY(framer.take().rawBody.capacity() <= 64 * 1024);
    }

    void newLimitsAreForRequestsToCome()
    {
        RequestFramer framer;
        const auto request = postHead + "Content-Length: 3\r\n\r\nabc";
        framer.feed(request.substr(0, 10));
        FramerLimits limits;
        limits.body = 2;
        framer.setLimits(limits);
        framer.feed(request.substr(10));
        QVERIFY(framer.state() == State::Complete);
        (void)framer.take();
        framer.feed(request);
        QVERIFY(framer.refusal() == Refusal::BodyTooLarge);
    }

    void anyHeadCanBeViewed()
    {
        const auto view = viewHead("GET /a b HTTP/1.1\nHost: a\r\nno colon\r\n folded: x\r\nX : 1\r\n\r\nbody: 1\r\n");
        QCOMPARE(view.method, "GET"s);
        QCOMPARE(view.target, "/a b"s);
        QCOMPARE(view.version, "HTTP/1.1"s);
        QCOMPARE(view.headers, (Headers{{"Host", "a"}, {"", "no colon"}, {"", "folded: x"}, {"X ", "1"}}));
        QCOMPARE(viewHead("").method, ""s);
        QCOMPARE(viewHead("GET").method, "GET"s);
        QCOMPARE(viewHead("GET /x").target, "/x"s);
        QCOMPARE(viewHead("GET /x").version, ""s);
        QCOMPARE(viewHead("\x16\x03").method, "\x16\x03"s);
        QCOMPARE(viewHead("G / HTTP/1.1\r\ncut: of").headers, (Headers{{"cut", "of"}}));
        const auto wire = test::wireFile("full-09");
        QCOMPARE(viewHead(wire.head).headers, onlyRequest(wire.bytes()).head.headers);
    }

    void randomBytesNeverBreakTheRules()
    {
        std::mt19937 random(2026);
        const std::string alphabet = "GET / HTTP/1.1\r\n\r\nHost: a\r\n;=\"3\t\0\xff"s;
        for (int round = 0; round < 3000; ++round) {
            std::string bytes = round % 2 == 0 ? chunkedHead : "";
            const auto length = std::uniform_int_distribution<std::size_t>(0, 60)(random);
            for (std::size_t i = 0; i < length; ++i)
                bytes += alphabet[std::uniform_int_distribution<std::size_t>(0, alphabet.size() - 1)(random)];
            const auto whole = frameWhole(bytes);
            QVERIFY(whole.consumed <= bytes.size());
            QVERIFY(frame(singleBytes(bytes)) == whole);
        }
    }
};

HOOKLOUPE_APPLESS_TEST(TestFramer)
#include "tst_framer.moc"
