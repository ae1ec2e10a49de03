// SPDX-License-Identifier: GPL-3.0-or-later
// What is sent for an edited request, and that an unedited one stays byte for byte.
#include "support/test_main.h"
#include "base/text.h"
#include "resend/byte_text.h"
#include "resend/draft.h"
#include "resend/json_edit.h"
#include "signing/credentials.h"
#include "speckle/analysis.h"
#include "support/wire_file.h"
#include "verify/verify.h"

#include <QTest>

using namespace hookloupe;
using namespace hookloupe::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

CapturePtr captured(std::string head, std::string body, std::optional<std::string> dechunked = {})
{
    Capture capture;
    capture.head = std::move(head);
    capture.body = std::move(body);
    capture.dechunked = std::move(dechunked);
    return std::make_shared<const Capture>(std::move(capture));
}

CapturePtr posted(const std::string& body, const std::string& fields = {})
{
    return captured("POST /hooks/ci?x=1 HTTP/1.1\r\nHost: h\r\ncontent-LENGTH:  " + std::to_string(body.size()) + "\r\n" + fields
                        + "\r\n",
                    body);
}

const CapturePtr& chunked()
{
    static const CapturePtr capture =
        captured("POST / HTTP/1.1\r\nhOsT: h\r\nX-Odd:a\r\nX-odd :\tb\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n",
                 "3;ext=1\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: t\r\n\r\n", "abcde");
    return capture;
}

client::Shipment exact(const Draft& draft, const Signing& signing = {}, std::vector<std::string> leftOut = {})
{
    Plan plan;
    plan.draft = draft;
    plan.signing = signing;
    plan.leftOut = std::move(leftOut);
    auto shipment = shipmentOf(plan);
    if (!shipment)
        qFatal("not sent: %s", shipment.error().detail.c_str());
    return *shipment;
}

QByteArray bytes(const client::Shipment& shipment)
{
    return QByteArray::fromStdString(shipment.head + shipment.body);
}

} // namespace

class TestReplayDraft : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anUneditedRequestIsTheCapturedOneByteForByte()
    {
        for (const test::WireFile& file : test::wireFiles()) {
            const Draft draft = draftOf(captured(file.head, file.body));
            QCOMPARE(bytes(exact(draft)), QByteArray::fromStdString(file.bytes()));
            QVERIFY(isAsCaptured(draft));
            QCOMPARE(joined(linesOf(draft.head)), draft.head);
        }
        const CapturePtr odd = chunked();
        QCOMPARE(bytes(exact(draftOf(odd))), QByteArray::fromStdString(odd->head + odd->body));
        const CapturePtr broken = captured("GARBAGE \xff\n without end", "");
        QCOMPARE(bytes(exact(draftOf(broken))), QByteArray::fromStdString(broken->head));
    }

    void everyTextComesBackByteForByte()
    {
        std::string all;
        for (int byte = 0; byte < 256; ++byte)
            all += static_cast<char>(byte);
        all += "\xe2\x80\xae\xe2\x80\xa8\xef\xbb\xbf\xef\xb7\x90\xed\xa0\x80\xf0\x9f\x98\x80\xc2\xa0\xf0\x9f\x98";
        for (char32_t point = 0x100; point < 0xe1000; ++point) {
            if (isUnseen(point))
                appendUtf8(all, point);
        }
        for (const Stretches stretches : {Stretches::None, Stretches::Lines, Stretches::Strings}) {
            const ByteText text = textOf(all, stretches);
            QCOMPARE(QByteArray::fromStdString(bytesOf(text.text, *text.hidden)), QByteArray::fromStdString(all));
            QVERIFY(text.marks > (stretches == Stretches::None ? 128 : 0)); // a long line has its middle hidden
            for (qsizetype at = 0; at < text.text.size(); ++at)
                QCOMPARE(markAt(text.text, at) != 0, !markWords(markAt(text.text, at), *text.hidden).isEmpty());
        }
        for (const test::WireFile& file : test::wireFiles()) {
            const ByteText text = textOf(file.body, Stretches::Strings);
            QCOMPARE(bytesOf(text.text, *text.hidden), file.body);
        }
    }

    void longStretchesAreHiddenAndSentWhole()
    {
        const std::string json = "{\"a\":\"" + std::string(100'000, 'x') + "\\\"\xc3\xa9\",\"b\":1}";
        ByteText text = textOf(json, Stretches::Strings);
        QVERIFY(text.text.size() < 300);
        QCOMPARE(text.marks, 1);
        text.text.replace(u"\"b\":1"_s, u"\"b\":2"_s);
        std::string wanted = json;
        wanted.replace(wanted.size() - 2, 1, "2");
        QVERIFY(bytesOf(text.text, *text.hidden) == wanted);
        const std::string lines = std::string(40'000, 'y') + "\nshort\n" + std::string(20'000, 'z');
        text = textOf(lines, Stretches::Lines);
        QCOMPARE(text.marks, 2);
        QVERIFY(bytesOf(text.text, *text.hidden) == lines);
    }

    void indentedJsonIsWrittenAsItsSenderDoes()
    {
        for (const test::WireFile& file : test::wireFiles()) {
            if (!file.hasBody)
                continue;
            const auto form = indented(file.body);
            QVERIFY2(form.has_value(), file.name.c_str());
            QVERIFY(asSent(*form, form->text) == file.body);
        }
        const std::string python = "{\"b\": [1, 2.50, {}], \"a\": \"x, y: \\u00e9\", \"b\": null}\n";
        const auto form = indented(python);
        QVERIFY(form && form->spaced);
        QCOMPARE(asSent(*form, form->text), python);
        QVERIFY(form->text.find('\n') != std::string::npos);
        QVERIFY(!indented("{\"a\" : 1}"));
        QVERIFY(!indented("{\"a\":"));
        QVERIFY(!indented(""));
    }

    void theInnerTextIsEscapedAsItsSenderDoes_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("JavaScript") << QByteArray("{\"payload\":\"{\\\"n\\\":\\\"é/\\u001f\\\"}\"}") << QByteArray("/") << QByteArray("/ü\n")
                                    << QByteArray("{\"payload\":\"{\\\"n\\\":\\\"é/ü\\n\\u001f\\\"}\"}");
        QTest::newRow("Python") << QByteArray("{\"payload\": \"{\\\"n\\\": \\\"\\u00e9 x\\\"}\"}") << QByteArray("x") << QByteArray("\xf0\x9f\x98\x80")
                                << QByteArray("{\"payload\": \"{\\\"n\\\": \\\"\\u00e9 \\ud83d\\ude00\\\"}\"}");
        QTest::newRow("upper case and slashes") << QByteArray("{\"payload\":\"{\\\"n\\\":\\\"\\u00E9\\/x\\\"}\",\"k\":1}") << QByteArray("x")
                                                << QByteArray("\xc3\xbc/") << QByteArray("{\"payload\":\"{\\\"n\\\":\\\"\\u00E9\\/\\u00FC\\/\\\"}\",\"k\":1}");
        QTest::newRow("odd escapes around stay") << QByteArray("{\"payload\":\"\\u007b\\\"n\\\":\\\"\\u0041x\\u0042\\\"}\"}") << QByteArray("x")
                                                 << QByteArray("yy") << QByteArray("{\"payload\":\"\\u007b\\\"n\\\":\\\"\\u0041yy\\u0042\\\"}\"}");
        QTest::newRow("half a character is not kept")
            << QByteArray("{\"payload\":\"{\\\"n\\\":\\\"é\\\"}\"}") << QByteArray("é") << QByteArray("è")
            << QByteArray("{\"payload\":\"{\\\"n\\\":\\\"è\\\"}\"}");
    }
    void theInnerTextIsEscapedAsItsSenderDoes()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QByteArray, expected);
        const auto inner = speckle::innerString(content.toStdString());
        QVERIFY(inner.has_value());
        QCOMPARE(withInner(content.toStdString(), *inner).value_or(""), content.toStdString());
        const std::string edited = QByteArray::fromStdString(*inner).replace(from, to).toStdString();
        const auto sent = withInner(content.toStdString(), edited);
        QVERIFY(sent.has_value());
        QCOMPARE(QByteArray::fromStdString(*sent), expected);
        QCOMPARE(speckle::innerString(*sent).value_or(""), edited);
    }

    void aBodyGoesOverIntoTheOtherDialectAndBack()
    {
        const test::WireFile file = test::wireFile("full-09");
        const auto string = inDialect(file.body, Dialect::String);
        QVERIFY(string.has_value());
        QCOMPARE(int(speckle::dialectOf(*string)), int(Dialect::String));
        QCOMPARE(inDialect(*string, Dialect::Object).value_or(""), file.body);
        QCOMPARE(inDialect(file.body, Dialect::None).value_or(""), file.body);
        QVERIFY(!inDialect("{\"a\":1}", Dialect::String));
        QVERIFY(!inDialect("{\"payload\":\"no object\"}", Dialect::Object));
    }

    void otherContentGetsItsLengthAndNothingElseChanges()
    {
        Draft draft = draftOf(posted("{}"));
        draft.content = "{\"a\":1}";
        QByteArray expected = QByteArray::fromStdString(draft.original->head);
        const QByteArray sent = bytes(exact(draft));
        QVERIFY2(sent.contains("content-LENGTH:") && sent.contains("7\r\n") && sent.endsWith("\r\n\r\n{\"a\":1}"), sent.constData());
        draft.fitLength = false;
        QCOMPARE(bytes(exact(draft)), expected + "{\"a\":1}");
    }

    void otherContentOfAChunkedRequestKeepsItsTrailers()
    {
        Draft draft = draftOf(chunked());
        draft.content = std::string(20, 'x');
        QCOMPARE(exact(draft).body, "14\r\n" + std::string(20, 'x') + "\r\n0\r\nX-Trailer: t\r\n\r\n");
        draft.content.clear();
        QCOMPARE(exact(draft).body, std::string("0\r\nX-Trailer: t\r\n\r\n"));
        draft.head = signing::withoutFields(draft.head, {"transfer-encoding"});
        QCOMPARE(exact(draft).body, std::string());
        draft.content = "abcde";
        QCOMPARE(exact(draft).body, std::string("abcde"));
    }

    void aPathInTheUrlReplacesTheTargetAndOnlyThat()
    {
        Plan plan;
        plan.draft = draftOf(posted("{}", "X-a: 1\r\nX-A:2\r\n"));
        plan.url.path = "/other";
        auto shipment = shipmentOf(plan);
        QCOMPARE(shipment->head, plan.draft.head);
        plan.url.hasPath = true;
        shipment = shipmentOf(plan);
        std::string wanted = plan.draft.head;
        wanted.replace(0, wanted.find('\n'), "POST /other HTTP/1.1\r");
        QCOMPARE(shipment->head, wanted);
    }

    void fieldsThatProveSomethingAreFoundAndCanBeLeftOut()
    {
        const CapturePtr capture = posted("{}", "authorization: a\r\n folded\r\nX-a: 1\r\nCOOKIE: c\r\nX-WebHook-Signature: s\r\ncookie: d\r\n");
        QCOMPARE(signing::credentialFields(capture->head), (std::vector<std::string>{"authorization", "COOKIE", "X-WebHook-Signature"}));
        const auto shipment = exact(draftOf(capture), {}, signing::credentialFields(capture->head));
        QVERIFY(signing::credentialFields(shipment.head).empty());
        QVERIFY(shipment.head.find("X-a: 1\r\n\r\n") != std::string::npos);
        QVERIFY(shipment.head.find("folded") == std::string::npos);
    }

    void fieldsBehindTheLastChunkAreFoundAndCanBeLeftOut()
    {
        const CapturePtr capture = captured("POST / HTTP/1.1\r\nHost: h\r\nCookie: c\r\nTransfer-Encoding: chunked\r\n\r\n",
                                            "2\r\n{}\r\n0\r\nAuthorization: a\r\nX-a: 1\r\ncookie: d\r\n\r\n", "{}");
        Draft draft = draftOf(capture);
        const auto names = credentialFields(exact(draft));
        QCOMPARE(names, (std::vector<std::string>{"Cookie", "Authorization"}));
        QCOMPARE(exact(draft, {}, names).body, std::string("2\r\n{}\r\n0\r\nX-a: 1\r\n\r\n"));
        QCOMPARE(exact(draft).body, capture->body);
        draft.content = "[1]";
        QCOMPARE(exact(draft, {}, names).body, std::string("3\r\n[1]\r\n0\r\nX-a: 1\r\n\r\n"));
        QVERIFY(credentialFields(exact(draft, {}, names)).empty());
    }

    void aReplaySignedAnewIsValid_data()
    {
        QTest::addColumn<int>("dialect");
        QTest::newRow("as it is") << int(Dialect::None);
        QTest::newRow("in the string dialect") << int(Dialect::String);
    }
    void aReplaySignedAnewIsValid()
    {
        QFETCH(int, dialect);
        const test::WireFile file = test::wireFile("full-09");
        Draft draft = draftOf(captured(file.head, file.body));
        draft.content.insert(draft.content.size() - 2, ",\"more\":1");
        Signing signing;
        signing.with = SignWith::OtherSecret;
        signing.secret = "another";
        signing.dialect = static_cast<Dialect>(dialect);
        const auto shipment = exact(draft, signing);
        const http::HeadView head = http::viewHead(shipment.head);
        QCOMPARE(int(verify::verdict(*verify::findScheme("speckle"), {head.headers, shipment.body, {}}, {"another"}).verdict),
                 int(SignatureVerdict::Valid));
        QCOMPARE(*http::headerValue(head.headers, "content-length"), std::to_string(shipment.body.size()));
    }

    void whatCannotBeSignedOrPutIntoADialectIsSaid()
    {
        Plan plan;
        plan.draft = draftOf(posted("{\"a\":1}"));
        plan.signing.dialect = Dialect::String;
        QVERIFY(!shipmentOf(plan));
        plan.signing = {SignWith::OtherSecret, "standard-webhooks", "not of its form", Dialect::None};
        QVERIFY(!shipmentOf(plan));
        plan.signing.scheme = "unheard of";
        QVERIFY(!shipmentOf(plan));
    }

    void asSpeckleTheSignatureIsTheCapturedOneUnlessSignedAnew()
    {
        const test::WireFile file = test::wireFile("full-09");
        Plan plan;
        plan.draft = draftOf(captured(file.head, file.body));
        plan.mode = client::Mode::AsSpeckle;
        auto shipment = shipmentOf(plan);
        QCOMPARE(shipment->signature.value_or(""), file.signature);
        QCOMPARE(shipment->body, file.body);
        QCOMPARE(shipment->url.path, http::viewHead(file.head).target);
        plan.signing = {SignWith::EndpointSecret, "speckle", "s3cret", Dialect::None};
        shipment = shipmentOf(plan);
        QVERIFY(!shipment->signature);
        QCOMPARE(shipment->secret, std::string("s3cret"));
        plan.leftOut = {"X-WEBHOOK-SIGNATURE", "Authorization"};
        plan.url.userInfo = "u:p";
        shipment = shipmentOf(plan);
        QVERIFY2(!shipment->signature && shipment->secret.empty(), "the empty key: Speckle leaves no signature out");
        QVERIFY(shipment->url.userInfo.empty());
        const http::HeadView head = http::viewHead(client::firstRequest(*shipment));
        QCOMPARE(int(verify::verdict(*verify::findScheme("speckle"), {head.headers, shipment->body, {}}, {""}).verdict),
                 int(SignatureVerdict::ValidEmptySecret));
    }

    void asSpeckleNothingGoesWithoutASignature()
    {
        Plan plan;
        plan.draft = draftOf(posted("{\"payload\":{}}"));
        plan.mode = client::Mode::AsSpeckle;
        const auto refused = shipmentOf(plan);
        QVERIFY(!refused && refused.error().code == ErrorCode::Unsupported);
        plan.signing = {SignWith::NoSecret, "speckle", {}, Dialect::None};
        const auto shipment = shipmentOf(plan);
        QVERIFY(shipment && !shipment->signature && shipment->secret.empty());
    }
};

HOOKLOUPE_TEST(TestReplayDraft)
#include "tst_replay_draft.moc"
