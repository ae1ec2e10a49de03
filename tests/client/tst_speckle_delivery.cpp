// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "client/speckle_delivery.h"

#include "support/scripted_receiver.h"
#include "support/wire_file.h"

#include <QTest>

#include <zlib.h>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::client;
using namespace hookloupe::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

/// Speckle's 10 s, for the table; what is slow in it is slower than this by far, what is quick is quicker.
constexpr auto shortLimit = 1500ms;

/// What Speckle records, as a row of speckle.md section 3.
struct Recorded {
    SpeckleStatus status = SpeckleStatus::Success;
    SpeckleReason reason = SpeckleReason::None;
    int httpStatus = 0;
};

constexpr Recorded called{};
constexpr Recorded networkError{SpeckleStatus::Failure, SpeckleReason::NetworkError, 0};
constexpr Recorded timeout{SpeckleStatus::Failure, SpeckleReason::Timeout, 0};
constexpr Recorded tooLarge{SpeckleStatus::Failure, SpeckleReason::AnswerTooLarge, 0};
constexpr Recorded tooManyRedirects{SpeckleStatus::Failure, SpeckleReason::TooManyRedirects, 0};

Recorded code(int status)
{
    return {SpeckleStatus::Failure, SpeckleReason::HttpStatus, status};
}

QByteArray answer(int status, const QByteArray& body = "ok", const QByteArray& fields = {})
{
    const bool bodiless = status == 204 || status == 304;
    return "HTTP/1.1 " + QByteArray::number(status) + " Some reason\r\n" + fields
        + (bodiless ? QByteArray() : "Content-Length: " + QByteArray::number(body.size()) + "\r\n") + "\r\n"
        + (bodiless ? QByteArray() : body);
}

QByteArray chunked(const QByteArray& body, const QByteArray& fields = {})
{
    QByteArray out = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n" + fields + "\r\n";
    for (qsizetype at = 0; at < body.size(); at += 60'000) {
        const QByteArray part = body.mid(at, 60'000);
        out += QByteArray::number(part.size(), 16) + "\r\n" + part + "\r\n";
    }
    return out + "0\r\n\r\n";
}

/// zlib's words for the wrapper: 31 gzip, 15 zlib, -15 none.
QByteArray compressed(const QByteArray& bytes, int wrapper)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, wrapper, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

Script redirects(int status, const QByteArray& location)
{
    return {sends(answer(status, "moved", "Location: " + location + "\r\n")), closes()};
}

Shipment shipmentTo(const QString& url)
{
    Shipment shipment;
    auto parsed = parseUrl(url.toStdString());
    if (!parsed)
        qFatal("%s", parsed.error().detail.c_str());
    shipment.url = std::move(parsed).value();
    shipment.mode = Mode::AsSpeckle;
    shipment.body = R"({"payload":{"streamId":"0123456789"}})";
    shipment.secret = "s3cret";
    return shipment;
}

Delivery delivered(Shipment shipment, std::chrono::milliseconds limit = shortLimit)
{
    QObject owner;
    std::unique_ptr<Delivery> result;
    auto* one = new SpeckleDelivery(std::move(shipment), limit,
                                    [&result](Delivery came) { result = std::make_unique<Delivery>(std::move(came)); }, &owner);
    one->start();
    [&] { QVERIFY2(!result, "never before it returns"); }();
    if (!QTest::qWaitFor([&] { return result != nullptr; }, 30'000))
        qFatal("no delivery");
    return *result;
}

QString to(const ScriptedReceiver& receiver, const QString& rest = u"/hooks/ci?x=1"_s)
{
    return u"http://127.0.0.1:%1%2"_s.arg(receiver.serverPort()).arg(rest);
}

QByteArray bodyOf(const QByteArray& request)
{
    return request.mid(request.indexOf("\r\n\r\n") + 4);
}

} // namespace

using Scripts = std::vector<Script>;
Q_DECLARE_METATYPE(Scripts)
Q_DECLARE_METATYPE(Recorded)
Q_DECLARE_METATYPE(hookloupe::DeliveryFault)

class TestSpeckleDelivery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    /// What the receiver does, and what speckle.md section 3 says is recorded for it.
    void whatTheReceiverDoesIsRecordedByTheRules_data()
    {
        QTest::addColumn<Scripts>("scripts");
        QTest::addColumn<Recorded>("recorded");
        QTest::addColumn<DeliveryFault>("fault");
        QTest::addColumn<int>("requests");
        const auto row = [](const char* name, Scripts scripts, Recorded recorded, DeliveryFault fault = DeliveryFault::None,
                            int requests = 1) {
            QTest::newRow(name) << std::move(scripts) << recorded << fault << requests;
        };
        const auto once = [&row](const char* name, const QByteArray& bytes, Recorded recorded,
                                 DeliveryFault fault = DeliveryFault::None) {
            row(name, {{sends(bytes), closes()}}, recorded, fault);
        };

        for (const int status : {200, 201, 202, 204})
            once(qPrintable(u"%1"_s.arg(status)), answer(status), called);
        for (const int status : {203, 205, 206, 207, 300, 304, 305, 306, 400, 401, 403, 404, 405, 408, 410, 418, 422, 429, 500,
                                 501, 502, 503, 504, 599})
            once(qPrintable(u"%1"_s.arg(status)), answer(status), code(status));

        const QByteArray fits(500'000, 'a');
        const QByteArray over(500'001, 'a');
        once("500,000 bytes", answer(200, fits), called);
        once("500,001 bytes", answer(200, over), tooLarge, DeliveryFault::AnswerTooLarge);
        once("500,000 bytes in chunks", chunked(fits), called);
        once("500,001 bytes in chunks", chunked(over), tooLarge, DeliveryFault::AnswerTooLarge);
        once("500,000 bytes without a length", "HTTP/1.1 200 OK\r\n\r\n" + fits, called);
        once("500,001 bytes without a length", "HTTP/1.1 200 OK\r\n\r\n" + over, tooLarge, DeliveryFault::AnswerTooLarge);
        once("500,000 bytes of gzip", answer(200, compressed(fits, 31), "Content-Encoding: gzip\r\n"), called);
        once("500,001 bytes of gzip", answer(200, compressed(over, 31), "Content-Encoding: gzip\r\n"), tooLarge,
             DeliveryFault::AnswerTooLarge);
        once("500,001 bytes of gzip in chunks", chunked(compressed(over, 31), "Content-Encoding: gzip\r\n"), tooLarge,
             DeliveryFault::AnswerTooLarge);
        once("two members of gzip that are too much together",
             answer(200, compressed(fits, 31) + compressed("x", 31), "Content-Encoding: x-gzip\r\n"), tooLarge,
             DeliveryFault::AnswerTooLarge);
        once("500,000 bytes of deflate", answer(200, compressed(fits, 15), "Content-Encoding: deflate\r\n"), called);
        once("500,001 bytes of bare deflate", answer(200, compressed(over, -15), "Content-Encoding: deflate\r\n"), tooLarge,
             DeliveryFault::AnswerTooLarge);
        once("a coding it does not know counts as it comes",
             answer(200, compressed(over, 31), "Content-Encoding: GZIP\r\n"), called);
        once("what says gzip and is none", answer(200, "plain text", "Content-Encoding: gzip\r\n"), networkError,
             DeliveryFault::NotHttp);
        once("a gzip that ends too early", answer(200, compressed(fits, 31).chopped(20), "Content-Encoding: gzip\r\n"), called);
        once("a deflate that ends too early", answer(200, compressed(fits, 15).chopped(20), "Content-Encoding: deflate\r\n"),
             networkError, DeliveryFault::NotHttp);
        row("500,001 bytes and no end", {{sends("HTTP/1.1 200 OK\r\n\r\n" + over)}}, tooLarge, DeliveryFault::AnswerTooLarge);

        row("nothing at all", {Script()}, timeout, DeliveryFault::TimedOut);
        row("a slow head", {{waits(60s), sends(answer(200)), closes()}}, timeout, DeliveryFault::TimedOut);
        row("half a head", {{sends("HTTP/1.1 200 OK\r\nContent-Le")}}, timeout, DeliveryFault::TimedOut);
        row("a slow body", {{sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no"), waits(60s), sends("k"), closes()}}, timeout,
            DeliveryFault::TimedOut);
        row("a slow body of a failure", {{sends("HTTP/1.1 500 Oh\r\nContent-Length: 2\r\n\r\no")}}, timeout,
            DeliveryFault::TimedOut);
        row("no length and no end", {{sends("HTTP/1.1 200 OK\r\n\r\nok")}}, timeout, DeliveryFault::TimedOut);
        row("100 Continue and then nothing", {{sends("HTTP/1.1 100 Continue\r\n\r\n")}}, timeout, DeliveryFault::TimedOut);
        row("a redirect to who says nothing", {redirects(307, "/next"), Script()}, timeout, DeliveryFault::TimedOut, 2);
        row("slow, but in time", {{waits(100ms), sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no"), waits(100ms), sends("k")}},
            called);

        row("closes at once", {{closes()}}, networkError, DeliveryFault::ConnectionLost);
        row("resets at once", {{resets()}}, networkError, DeliveryFault::ConnectionLost);
        row("closes in the head", {{sends("HTTP/1.1 200 OK\r\nConte"), closes()}}, networkError, DeliveryFault::ConnectionLost);
        row("closes in the body", {{sends("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"), closes()}}, networkError,
            DeliveryFault::ConnectionLost);
        row("closes in the chunks", {{sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), closes()}},
            networkError, DeliveryFault::ConnectionLost);
        row("closes without the last chunk",
            {{sends("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"), closes()}}, networkError,
            DeliveryFault::ConnectionLost);
        row("resets in the body",
            {{sends("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok"), waits(50ms), resets()}}, networkError,
            DeliveryFault::ConnectionLost);
        once("garbage", "220 mail ready\r\n", networkError, DeliveryFault::NotHttp);
        once("bytes", QByteArray("\x00\xff\x15\x03\x01\x00\x02", 7) + "\r\n", networkError, DeliveryFault::NotHttp);
        once("chunks that are none", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", networkError,
             DeliveryFault::NotHttp);
        once("two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", networkError,
             DeliveryFault::NotHttp);
        once("101", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n", timeout,
             DeliveryFault::TimedOut);

        once("the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", networkError,
             DeliveryFault::NotHttp);
        once("lines that end with LF alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", networkError, DeliveryFault::NotHttp);
        once("204 with a body", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok", networkError, DeliveryFault::NotHttp);
        once("more than it said", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokay", networkError, DeliveryFault::NotHttp);
        once("a head of 20 kB", answer(200, "ok", "X: " + QByteArray(20'000, 'a') + "\r\n"), networkError, DeliveryFault::NotHttp);
        once("a head of 15 kB", answer(200, "ok", "X: " + QByteArray(15'000, 'a') + "\r\n"), called);
        once("trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nok\r\n0\r\nT: u\r\n\r\n", called);

        once("100 Continue before 200", "HTTP/1.1 100 Continue\r\n\r\n" + answer(200), called);
        once("103 and 100 before 201", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 C\r\n\r\n" + answer(201),
             called);
        once("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", called);
        once("HTTP/1.0 without a length", "HTTP/1.0 200 OK\r\n\r\nok", called);
        once("no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", called);
        row("keeps the connection", {{sends(answer(200))}}, called);
        row("byte by byte", {{sends("HTTP/1.1 20"), waits(20ms), sends("0 OK\r\nContent-"), waits(20ms),
                             sends("Length: 2\r\n\r"), waits(20ms), sends("\nok"), closes()}}, called);

        for (const int status : {301, 302, 303, 307, 308}) {
            row(qPrintable(u"%1 and then 200"_s.arg(status)), {redirects(status, "/next"), {sends(answer(200)), closes()}},
                called, DeliveryFault::None, 2);
            once(qPrintable(u"%1 without Location"_s.arg(status)), answer(status), code(status));
        }
        row("two redirects", {redirects(302, "/a"), redirects(307, "/b"), {sends(answer(202)), closes()}}, called,
            DeliveryFault::None, 3);
        row("three redirects", {redirects(302, "/a"), redirects(302, "/b"), redirects(302, "/c"), {sends(answer(200))}},
            tooManyRedirects, DeliveryFault::TooManyRedirects, 3);
        row("a loop", {redirects(308, "http://127.0.0.1:@PORT/hooks/ci?x=1")}, tooManyRedirects,
            DeliveryFault::TooManyRedirects, 3);
        row("a redirect to 404", {redirects(307, "/gone"), {sends(answer(404)), closes()}}, code(404), DeliveryFault::None, 2);
        row("a redirect to 304", {redirects(303, "/same"), {sends(answer(304)), closes()}}, code(304), DeliveryFault::None, 2);
        row("a redirect whose body does not end",
            {{sends("HTTP/1.1 307 T\r\nLocation: /next\r\nContent-Length: 99\r\n\r\nab")}, {sends(answer(200)), closes()}},
            called, DeliveryFault::None, 2);
        row("a redirect to nowhere", {redirects(302, "http://127.0.0.1:1/")}, networkError, DeliveryFault::NotConnected);
        row("a redirect to a bad URL", {redirects(302, "http://[broken/")}, networkError, DeliveryFault::BadRedirect);
        row("a redirect to ftp", {redirects(302, "ftp://127.0.0.1/file")}, networkError, DeliveryFault::BadRedirect);
        row("a redirect to a unix socket", {redirects(302, "unix:/run/docker.sock:/")}, networkError, DeliveryFault::BadRedirect);
        row("a third redirect to a bad URL", {redirects(302, "/a"), redirects(302, "/b"), redirects(302, "http://")},
            networkError, DeliveryFault::BadRedirect, 3);
        row("an empty Location is the same URL", {redirects(307, ""), {sends(answer(200)), closes()}}, called,
            DeliveryFault::None, 2);
    }
    void whatTheReceiverDoesIsRecordedByTheRules()
    {
        QFETCH(Scripts, scripts);
        QFETCH(Recorded, recorded);
        QFETCH(DeliveryFault, fault);
        QFETCH(int, requests);
        ScriptedReceiver receiver(std::move(scripts));
        const Delivery delivery = delivered(shipmentTo(to(receiver)));
        QVERIFY2(delivery.fault == fault, delivery.detail.c_str());
        QCOMPARE(int(delivery.record.status), int(recorded.status));
        QCOMPARE(int(delivery.record.reason), int(recorded.reason));
        QCOMPARE(delivery.record.httpStatus, recorded.httpStatus);
        QCOMPARE(int(receiver.requests.size()), requests);
        if (fault == DeliveryFault::NotConnected)
            return;
        QCOMPARE(delivery.redirects, requests - 1);
        QVERIFY(delivery.timings.connected <= delivery.timings.total);
    }

    void aReceiverThatAnswersBeforeItReadsIsTaken()
    {
        ScriptedReceiver receiver({{sends(answer(200)), waits(200ms), closes()}});
        receiver.setHasty(true);
        QCOMPARE(int(delivered(shipmentTo(to(receiver))).record.status), int(SpeckleStatus::Success));
    }

    void whoCannotBeReachedIsANetworkError()
    {
        QString nobody;
        {
            const ScriptedReceiver receiver({Script()});
            nobody = to(receiver);
        }
        const Delivery refused = delivered(shipmentTo(nobody));
        QVERIFY(refused.fault == DeliveryFault::NotConnected);
        QCOMPARE(int(refused.record.reason), int(SpeckleReason::NetworkError));
        const Delivery unnamed = delivered(shipmentTo(u"http://nobody.invalid/hooks"_s), 30s);
        QVERIFY(unnamed.fault == DeliveryFault::NameNotFound);
        QCOMPARE(int(unnamed.record.reason), int(SpeckleReason::NetworkError));
    }

    void aCertificateOfNobodyIsANetworkErrorUnlessAllowed()
    {
        ScriptedReceiver receiver({{sends(answer(200)), closes()}}, ScriptedReceiver::Tls::SelfSigned);
        const QString url = to(receiver).replace(u"http:"_s, u"https:"_s);
        const Delivery refused = delivered(shipmentTo(url), 30s);
        QVERIFY(refused.fault == DeliveryFault::Tls);
        QCOMPARE(int(refused.record.reason), int(SpeckleReason::NetworkError));
        Shipment trusting = shipmentTo(url);
        trusting.url.target.anyCertificate = true;
        const Delivery taken = delivered(std::move(trusting), 30s);
        QVERIFY2(taken.fault == DeliveryFault::None, taken.detail.c_str());
        QVERIFY(taken.timings.encrypted.has_value());
        QCOMPARE(int(taken.record.status), int(SpeckleStatus::Success));
    }

    /// The one that takes as long as it says.
    void tenSecondsAreTheLimit()
    {
        ScriptedReceiver receiver({{sends("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no")}});
        QObject owner;
        std::unique_ptr<Delivery> result;
        deliver(&owner, shipmentTo(to(receiver)), [&](Delivery came) { result = std::make_unique<Delivery>(std::move(came)); });
        QTRY_VERIFY_WITH_TIMEOUT(result, 60'000);
        QVERIFY(result->fault == DeliveryFault::TimedOut);
        QVERIFY(result->timings.total >= 9'900ms);
        QCOMPARE(int(result->record.reason), int(SpeckleReason::Timeout));
    }

    void theRequestIsSpecklesOwn()
    {
        for (const char* name : {"01", "04", "12"}) {
            const WireFile file = wireFile(name);
            ScriptedReceiver receiver({{sends(answer(200)), closes()}});
            const QString user = file.head.find("Authorization") == std::string::npos ? QString() : u"user:pa%20ss@"_s;
            const std::string target = file.head.substr(5, file.head.find(" HTTP/") - 5);
            Shipment shipment = shipmentTo(u"http://"_s + user + u"127.0.0.1:"_s + QString::number(receiver.serverPort())
                                           + QString::fromStdString(target) + u"#dropped"_s);
            shipment.body = file.body;
            shipment.secret = file.secret;
            const std::string preview = firstRequest(shipment);
            const Delivery delivery = delivered(std::move(shipment));
            QByteArray expected = QByteArray::fromStdString(file.bytes());
            expected.replace("127.0.0.1:8088\r\n", "127.0.0.1:" + QByteArray::number(receiver.serverPort()) + "\r\n");
            QCOMPARE(receiver.requests.at(0), expected);
            QCOMPARE(preview, expected.toStdString());
            QCOMPARE(delivery.head + file.body, expected.toStdString());
            QVERIFY(delivery.url.find("pa%20ss") == std::string::npos);
        }
    }

    /// As recorded in 10-redirect-302-second-GET.http.
    void aRedirectThatTurnsIntoGetStillCarriesTypeAndSignature()
    {
        const WireFile file = wireFile("10-redirect-302-second-GET");
        for (const int status : {301, 302, 303}) {
            ScriptedReceiver receiver({redirects(status, "/s/200"), {sends(answer(200)), closes()}});
            Shipment shipment = shipmentTo(to(receiver));
            shipment.signature = file.signature;
            (void)delivered(std::move(shipment));
            QByteArray expected = QByteArray::fromStdString(file.head);
            expected.replace("127.0.0.1:8088\r\n", "127.0.0.1:" + QByteArray::number(receiver.serverPort()) + "\r\n");
            QCOMPARE(receiver.requests.at(1), expected);
        }
    }

    void a307RepeatsThePostAndAGetStaysOne()
    {
        ScriptedReceiver receiver({redirects(307, "/b"), redirects(302, "/c"), {sends(answer(200)), closes()}});
        const Shipment shipment = shipmentTo(to(receiver));
        (void)delivered(shipment);
        QVERIFY(receiver.requests.at(1).startsWith("POST /b HTTP/1.1\r\n"));
        QCOMPARE(bodyOf(receiver.requests.at(1)).toStdString(), shipment.body);
        ScriptedReceiver other({redirects(303, "/b"), redirects(308, "/c"), {sends(answer(200)), closes()}});
        (void)delivered(shipmentTo(to(other)));
        QVERIFY(other.requests.at(2).startsWith("GET /c HTTP/1.1\r\n"));
        QVERIFY(!other.requests.at(2).contains("Content-Length"));
    }

    void theUrlIsNormalisedAsTheSenderDoes()
    {
        ScriptedReceiver receiver({{sends(answer(200)), closes()}});
        const Delivery delivery = delivered(shipmentTo(u"http://LOCALHOST:%1/a/../b c/./\u00e9?x|y#z"_s.arg(receiver.serverPort())));
        QVERIFY2(delivery.fault == DeliveryFault::None, delivery.detail.c_str());
        QVERIFY(receiver.requests.at(0).startsWith("POST /b%20c/%C3%A9?x%7Cy HTTP/1.1\r\n"));
        QVERIFY(receiver.requests.at(0).contains("\r\nHost: localhost:"));
    }

    void theTimeIsForAllHopsTogether()
    {
        const Deed pause = waits(shortLimit * 2 / 3);
        ScriptedReceiver receiver({{pause, sends(answer(307, "x", "Location: /b\r\n")), closes()},
                                   {pause, sends(answer(200)), closes()}});
        const Delivery delivery = delivered(shipmentTo(to(receiver)));
        QVERIFY(delivery.fault == DeliveryFault::TimedOut);
        QCOMPARE(delivery.redirects, 1);
    }

    void userAndPasswordFollowARelativeLocationAlone()
    {
        ScriptedReceiver there({{sends(answer(200)), closes()}});
        for (const bool relative : {true, false}) {
            const QByteArray location =
                relative ? QByteArray("/next") : "http://localhost:" + QByteArray::number(there.serverPort()) + "/next";
            ScriptedReceiver receiver({redirects(307, location), {sends(answer(200)), closes()}});
            const QString url = u"http://user:pass@127.0.0.1:%1/"_s.arg(receiver.serverPort());
            const Delivery delivery = delivered(shipmentTo(url));
            QVERIFY2(delivery.fault == DeliveryFault::None, delivery.detail.c_str());
            QVERIFY(receiver.requests.at(0).contains("Authorization: Basic dXNlcjpwYXNz\r\n"));
            const QByteArray second = relative ? receiver.requests.at(1) : there.requests.at(0);
            QCOMPARE(second.contains("Authorization"), relative);
            QVERIFY(second.contains("X-WEBHOOK-SIGNATURE: "));
        }
    }

    void whoStaysOnThisMachineIsNotLedOffIt()
    {
        ScriptedReceiver receiver({redirects(302, "http://203.0.113.7/hooks")});
        Shipment shipment = shipmentTo(to(receiver));
        shipment.stayOnMachine = true;
        const Delivery delivery = delivered(std::move(shipment));
        QVERIFY(delivery.fault == DeliveryFault::BadRedirect);
        QVERIFY(!delivery.detail.empty());
        QCOMPARE(int(delivery.record.status), int(SpeckleStatus::BeingSent)); // it would have gone on
    }

    void theOwnersEndCancels()
    {
        ScriptedReceiver receiver({{waits(20ms), sends(answer(200)), closes()}});
        bool wasCalled = false;
        {
            QObject owner;
            deliver(&owner, shipmentTo(to(receiver)), [&](const Delivery&) { wasCalled = true; });
        }
        (void)delivered(shipmentTo(to(receiver)));
        QVERIFY(!wasCalled);
    }

    void theOwnerMayEndInTheCallback()
    {
        ScriptedReceiver receiver({{sends(answer(200)), closes()}});
        auto owner = std::make_unique<QObject>();
        deliver(owner.get(), shipmentTo(to(receiver)), [&](const Delivery&) { owner.reset(); });
        QTRY_VERIFY(!owner);
    }
};

HOOKLOUPE_TEST(TestSpeckleDelivery)
#include "tst_speckle_delivery.moc"
