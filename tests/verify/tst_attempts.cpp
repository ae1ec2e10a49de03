// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody who saw signed requests, but has no secret, can make of them: "valid" is said of what the sender signed alone.
#include "support/test_main.h"
#include "base/text.h"
#include "request_parts.h"
#include "verify/other_signature.h"

#include <QTest>

#include <utility>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::verify;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t sentAt = 1'700'000'000;
const std::string secret = "topsecret";
const std::string inner = R"({"streamId":"0123456789","event":{"event_name":"commit_create"}})";
const std::string object = "{\"payload\":" + inner + "}";
const std::string evil = R"({"streamId":"evil","event":{"event_name":"stream_delete"}})";

std::string hmacOf(const std::string& bytes)
{
    return crypto::hmac(crypto::HashAlgorithm::Sha256, secret, bytes);
}

std::string hexOf(const std::string& bytes)
{
    return toHex(hmacOf(bytes));
}

/// As JSON.stringify writes it.
std::string quoted(const std::string& text)
{
    std::string out = "\"";
    for (const char c : text)
        out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
    return out + '"';
}

const std::string string = "{\"payload\":" + quoted(inner) + "}";

SignedRequest speckle(const std::string& signedBytes, const std::string& content)
{
    return speckleRequest(hexOf(signedBytes), content);
}

/// The string dialect's body with something between the payload and the brace.
SignedRequest beside(const std::string& more)
{
    return speckle(inner, "{\"payload\":" + quoted(inner) + more + "}");
}

SignedRequest headers(http::Headers fields, const std::string& content)
{
    return {std::move(fields), content, at(sentAt)};
}

std::string stripeMac(const std::string& time, const std::string& content)
{
    return "v1=" + hexOf(time + "." + content);
}

SignedRequest standard(const std::string& id, const std::string& time, const std::string& content, const std::string& signedBytes)
{
    const std::string mac = toBase64(crypto::hmac(crypto::HashAlgorithm::Sha256, "secret-key", signedBytes));
    return headers({{"webhook-id", id}, {"webhook-timestamp", time}, {"webhook-signature", "v1," + mac}}, content);
}

SignedRequest slack(http::Headers more, const std::string& time, const std::string& content)
{
    more.push_back({"X-Slack-Request-Timestamp", time});
    more.push_back({"X-Slack-Signature", "v0=" + hexOf("v0:1700000000:token=a&text=b")});
    return headers(std::move(more), content);
}

void add(const char* name, const char* scheme, const SignedRequest& request, SignatureVerdict verdict)
{
    QTest::newRow(name) << QByteArray(scheme) << request << verdict;
}

} // namespace

Q_DECLARE_METATYPE(hookloupe::test::SignedRequest)
Q_DECLARE_METATYPE(hookloupe::SignatureVerdict)

class TestAttempts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void validIsSaidOfWhatTheSenderSignedAlone_data()
    {
        QTest::addColumn<QByteArray>("scheme");
        QTest::addColumn<SignedRequest>("request");
        QTest::addColumn<SignatureVerdict>("verdict");
        addSpeckle();
        addSpeckleReplays();
        addGitHub();
        addStripe();
        addSlack();
        addStandardWebhooks();
        addPlain();
    }

    void validIsSaidOfWhatTheSenderSignedAlone()
    {
        QFETCH(const QByteArray, scheme);
        QFETCH(const SignedRequest, request);
        QFETCH(const SignatureVerdict, verdict);
        const auto& form = test::scheme(scheme.toStdString());
        const std::vector<std::string> secrets{scheme == "standard-webhooks" ? "whsec_" + toBase64("secret-key") : secret};
        const Check details = check(form, request.evidence(), secrets);
        QCOMPARE(int(details.result.verdict), int(verdict));
        QCOMPARE(verify::verdict(form, request.evidence(), secrets), details.result);
        // With a further secret that does not fit, in front or behind.
        for (const auto& more : {std::vector<std::string>{"c29tZXRoaW5n", secrets[0]}, std::vector<std::string>{secrets[0], "c29tZXRoaW5n"}})
            QCOMPARE(int(verify::verdict(form, request.evidence(), more).verdict), int(verdict));
        QCOMPARE(details.coverage.all(), verdict != SignatureVerdict::UnsignedMembers && verdict != SignatureVerdict::RepeatedPayload
                                             && verdict != SignatureVerdict::WholeBodyInside);
    }

    void whatIsNotSignedIsNamed()
    {
        const auto coverage = [](const std::string& more) {
            return check(scheme("speckle"), beside(more).evidence(), {secret}).coverage;
        };
        QCOMPARE(coverage(R"(,"x":1 , "\u0079":[1,{"z":2}])").unsignedNames, (std::vector<std::string>{"x", "y"}));
        QCOMPARE(coverage(R"(,"x":1)").unsignedMembers, std::size_t(1));
        std::string many;
        for (int i = 0; i < 1'000; ++i)
            many += ",\"" + std::to_string(i) + "\":0";
        QCOMPARE(coverage(many).unsignedMembers, std::size_t(1'000));
        QCOMPARE(coverage(many).unsignedNames.size(), Coverage::mostNamed);
        QVERIFY(coverage(R"(,"x":1,"payload":0)").repeatedPayload);
        QVERIFY(coverage(R"(,"x":1,)").unreadable);
    }

    void anotherSchemesSignatureIsToldAndMakesNothingValid()
    {
        const std::string good = "sha256=" + hexOf(object);
        const std::string sha1 = "sha1=" + toHex(crypto::hmac(crypto::HashAlgorithm::Sha1, secret, object));
        const auto told = [](const char* judged, const SignedRequest& request, const std::vector<std::string>& secrets = {secret}) {
            if (verdict(scheme(judged), request.evidence(), secrets).verdict != SignatureVerdict::HeaderMissing)
                return std::string("judged");
            const auto other = otherSignature(scheme(judged), request.evidence(), secrets);
            return !other ? std::string() : std::string(other->scheme->name) + ' ' + std::string(other->header)
                                                + (other->older ? " older" : "") + (other->secretFits() ? " fits" : "");
        };
        const std::string now = std::to_string(sentAt);
        QCOMPARE(told("speckle", headers({{"x-hub-signature-256", good}}, object)), std::string("github X-Hub-Signature-256 fits"));
        QCOMPARE(told("speckle", headers({{"X-Hub-Signature-256", good}}, object), {"x", secret}),
                 std::string("github X-Hub-Signature-256 fits"));
        QCOMPARE(told("speckle", headers({{"X-Hub-Signature-256", good}}, object + " ")), std::string("github X-Hub-Signature-256"));
        QCOMPARE(told("speckle-string", headers({{"X-Hub-Signature-256", "00"}}, object)), std::string("github X-Hub-Signature-256"));
        for (const char* judged : {"speckle", "github", "stripe"}) {
            QCOMPARE(told(judged, headers({{"X-Hub-Signature", sha1}}, object)), std::string("github X-Hub-Signature older fits"));
            QCOMPARE(told(judged, headers({{"X-Hub-Signature", sha1}}, "x")), std::string("github X-Hub-Signature older"));
        }
        QCOMPARE(told("speckle", headers({{"X-Hub-Signature", sha1}, {"X-Hub-Signature-256", good}}, object)),
                 std::string("github X-Hub-Signature-256 fits"));
        QCOMPARE(told("speckle", headers({{"Stripe-Signature", "t=" + now + "," + stripeMac(now, object)}}, object)),
                 std::string("stripe Stripe-Signature fits"));
        QCOMPARE(told("speckle", headers({{"Stripe-Signature", "t=1," + stripeMac("1", object)}}, object)),
                 std::string("stripe Stripe-Signature fits")); // too late for Stripe, but whose it is is clear
        QCOMPARE(told("speckle", slack({}, now, "token=a&text=b")), std::string("slack X-Slack-Signature fits"));
        QCOMPARE(told("speckle", headers({{"X-Shopify-Hmac-Sha256", toBase64(hmacOf(object))}}, object)),
                 std::string("shopify X-Shopify-Hmac-Sha256 fits"));
        QCOMPARE(told("speckle", standard("msg_1", now, object, "msg_1." + now + "." + object), {"whsec_" + toBase64("secret-key")}),
                 std::string("standard-webhooks webhook-signature fits"));
        QCOMPARE(told("github", speckle(object, object)), std::string("speckle X-WEBHOOK-SIGNATURE fits"));
        QCOMPARE(told("github", speckle(inner, beside(",\"x\":1").content)), std::string("speckle X-WEBHOOK-SIGNATURE fits"));
        QCOMPARE(told("github", headers({{"X-Signature", hexOf(object)}}, object)), std::string("generic X-Signature fits"));
        // Of several, the one that fits.
        QCOMPARE(told("speckle", headers({{"X-Signature", "00"}, {"X-Shopify-Hmac-Sha256", toBase64(hmacOf(object))}}, object)),
                 std::string("shopify X-Shopify-Hmac-Sha256 fits"));
        QCOMPARE(told("speckle", headers({{"X-Request-Id", "1"}}, object)), std::string());
        QCOMPARE(told("speckle", {{{"X-WEBHOOK-SIGNATURE", "00"}, {"X-Hub-Signature-256", good}}, object}), std::string("judged"));
        QVERIFY(!otherSignature(scheme("speckle"), headers({{"X-Hub-Signature-256", good}}, object).evidence(), {}));
    }

    /// Anyone can sign with it: what it covers is no question, but a second payload is nothing any sender writes.
    void theEmptySecretCoversNothing()
    {
        const auto judged = [](const std::string& content) {
            const std::string mac = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "", inner));
            return verdict(scheme("speckle"), speckleRequest(mac, content).evidence(), {secret, ""}).verdict;
        };
        QCOMPARE(judged(string), SignatureVerdict::ValidEmptySecret);
        QCOMPARE(judged("{\"payload\":" + quoted(inner) + ",\"x\":1}"), SignatureVerdict::ValidEmptySecret);
        QCOMPARE(judged("{\"payload\":" + quoted(inner) + ",\"payload\":1}"), SignatureVerdict::RepeatedPayload);
    }

private:
    static void addSpeckle()
    {
        using enum SignatureVerdict;
        add("string dialect", "speckle", speckle(inner, string), Valid);
        add("string dialect, spaced", "speckle", speckle(inner, " { \"payload\" : " + quoted(inner) + " } \r\n"), Valid);
        add("second payload", "speckle", beside(",\"payload\":" + evil), RepeatedPayload);
        add("second payload, a string", "speckle", beside(",\"payload\":" + quoted(evil)), RepeatedPayload);
        add("second payload, the same", "speckle", beside(",\"payload\":" + quoted(inner)), RepeatedPayload);
        add("second payload, escaped name", "speckle", beside(",\"\\u0070ayl\\u006fad\":" + evil), RepeatedPayload);
        add("second payload, other case", "speckle", beside(",\"PayLoad\":" + evil), RepeatedPayload);
        add("second payload behind another member", "speckle", beside(",\"a\":{\"b\":[1]},\"payload\":" + evil), RepeatedPayload);
        add("second payload hidden in a comment", "speckle", beside("/*\",\"x\":\"*/,\"payload\":" + evil), RepeatedPayload);
        add("second payload for JSON5", "speckle", beside(",\"x\":['\"'],\"payload\":" + evil + ",\"y\":\"'\""), RepeatedPayload);
        add("unsigned member", "speckle", beside(",\"x\":1"), UnsignedMembers);
        add("unsigned member with a payload inside", "speckle", beside(",\"x\":{\"payload\":" + evil + "}"), UnsignedMembers);
        add("unsigned member for a form reader", "speckle", beside(",\"x\":\"&payload=1\""), UnsignedMembers);
        add("unsigned prototype", "speckle", beside(",\"__proto__\":{\"admin\":true}"), UnsignedMembers);
        add("a comma too many", "speckle", beside(","), RepeatedPayload);
        add("second document", "speckle", speckle(inner, string + "{\"payload\":" + evil + "}"), RepeatedPayload);
        add("second document on a line of its own", "speckle", speckle(inner, string + "\n" + object), RepeatedPayload);
        add("form behind it", "speckle", speckle(inner, string + "&payload=" + evil), RepeatedPayload);
        add("multipart behind it", "speckle", speckle(inner, string + "\r\n--x\r\n\r\nevil\r\n--x--"), RepeatedPayload);
        add("zero byte behind it", "speckle", speckle(inner, string + std::string(1, '\0')), RepeatedPayload);
        add("brace missing", "speckle", speckle(inner, string.substr(0, string.size() - 1)), RepeatedPayload);
        add("payload not first", "speckle", speckle(inner, "{\"x\":1,\"payload\":" + quoted(inner) + "}"), Mismatch);
        add("payload in a list", "speckle", speckle(inner, "[" + string + "]"), Mismatch);
        add("object dialect, member added", "speckle", speckle(object, "{\"payload\":" + inner + ",\"x\":1}"), Mismatch);
        add("object dialect, signed so", "speckle", speckle("{\"payload\":{},\"payload\":{}}", "{\"payload\":{},\"payload\":{}}"), Valid);
        add("payload alone, member beside it", "speckle-string", speckle(inner, "{\"payload\":" + inner + ",\"x\":1}"), UnsignedMembers);
        add("payload alone, second one", "speckle-string", speckle(inner, "{\"payload\":" + inner + ",\"payload\":" + evil + "}"),
            RepeatedPayload);
        add("payload alone, as it should be", "speckle-string", speckle(inner, object), Valid);
        add("string dialect signed whole", "speckle-object", speckle(string, string), Valid);
    }

    static void addSpeckleReplays()
    {
        using enum SignatureVerdict;
        add("whole body as a string", "speckle", speckle(object, "{\"payload\":" + quoted(object) + "}"), WholeBodyInside);
        add("whole body as a string, spaced", "speckle", speckle("\xef\xbb\xbf " + object, "{\"payload\":" + quoted("\xef\xbb\xbf " + object) + "}"),
            WholeBodyInside);
        add("whole string body as a string", "speckle", speckle(string, "{\"payload\":" + quoted(string) + "}"), WholeBodyInside);
        add("whole body as a string, member beside it", "speckle", speckle(object, "{\"payload\":" + quoted(object) + ",\"x\":1}"),
            WholeBodyInside);
        add("whole body as a string, second payload", "speckle", speckle(object, "{\"payload\":" + quoted(object) + ",\"payload\":" + evil + "}"),
            RepeatedPayload);
        for (const auto& [name, whole] : std::vector<std::pair<const char*, std::string>>{
                 {"whole body as a string, payload second", "{\"id\":1,\"payload\":" + inner + "}"},
                 {"whole body as a string, payload last", "{\"a\":{\"b\":[1,\"}\"]},\"c\":null,\"payload\" : 1 }"},
                 {"whole body as a string, payload null", "{\"payload\":null}"},
                 {"whole body as a string, payload a list", "{\"payload\":[" + inner + "]}"},
                 {"whole body as a string, escaped name", "{\"\\u0070ayload\":" + inner + "}"},
                 {"whole body as a string, escaped name second", "{\"id\":1,\"paylo\\u0061\\u0064\":" + inner + "}"},
                 {"whole body as a string, other case", "{\"Payload\":" + inner + "}"},
                 {"whole body as a string, other case second", "{\"id\":1,\"PAYLOAD\":" + inner + "}"},
                 {"empty body as a string", ""},
                 {"blank body as a string", " \n"},
                 {"plain text as a string", "deploy"},
                 {"form as a string", "payload=a&event=b"},
                 {"list as a string", "[" + object + "]"},
                 {"string as a string", quoted(inner)},
                 {"one brace as a string", "{"},
                 {"words in braces as a string", "{deploy}"},
                 {"two objects as a string", "{\"a\":1}{\"b\":2}"},
                 {"comma at the end, as a string", "{\"a\":1,}"},
                 {"list deeper than is read, as a string", std::string(2'000, '[') + std::string(2'000, ']')},
                 {"half an object as a string", inner.substr(0, inner.size() - 2)},
                 {"whole body as a string, broken", "{\"id\":1,,\"payload\":" + inner + "}"}})
            add(name, "speckle", speckle(whole, "{\"payload\":" + quoted(whole) + "}"), WholeBodyInside);
        for (const auto& [name, text] : std::vector<std::pair<const char*, std::string>>{
                 {"empty object as a string", "{}"},
                 {"object with white space around it as a string", "\n" + inner + " \r\n"},
                 {"payload deeper in the signed text", "{\"event\":{\"payload\":{\"a\":1}}}"},
                 {"payload as a value in the signed text", "{\"event\":\"payload\",\"a\":[\"payload\"]}"},
                 {"longer name in the signed text", "{\"no_payload\":1,\"payloads\":2}"},
                 {"escapes in the signed text", "{\"message\":\"\\u0070ayload\\ud83c\"}"}})
            add(name, "speckle", speckle(text, "{\"payload\":" + quoted(text) + "}"), Valid);
        add("whole body as an object", "speckle", speckle(object, "{\"payload\":" + object + "}"), Mismatch);
        add("whole body as an object, payload alone", "speckle-string", speckle(object, "{\"payload\":" + object + "}"), WholeBodyInside);
        add("inner string as a whole body", "speckle", speckle(inner, inner), Valid); // every byte is the sender's
        add("inner string as an object", "speckle", speckle(inner, object), Mismatch);
        add("signature of a request without body", "speckle", speckle(object, ""), BodyUnreadable);
        add("two signature headers, the good one first", "speckle",
            {{{"X-Webhook-Signature", hexOf(object)}, {"X-WEBHOOK-SIGNATURE", hexOf("x")}}, object}, HeaderMalformed);
        add("a list of signatures", "speckle", speckleRequest(hexOf("x") + ", " + hexOf(object), object), HeaderMalformed);
        add("a body signed packed, sent unpacked", "speckle", speckle("\x1f\x8b packed", object), Mismatch);
    }

    static void addGitHub()
    {
        using enum SignatureVerdict;
        const std::string good = "sha256=" + hexOf(object);
        const std::string sha1 = "sha1=" + toHex(crypto::hmac(crypto::HashAlgorithm::Sha1, secret, object));
        add("GitHub", "github", headers({{"X-Hub-Signature-256", good}, {"X-Hub-Signature", sha1}}, object), Valid);
        add("GitHub, SHA-1 wrong", "github", headers({{"X-Hub-Signature-256", good}, {"X-Hub-Signature", "sha1=00"}}, object), Valid);
        add("GitHub, SHA-1 alone right", "github",
            headers({{"X-Hub-Signature-256", "sha256=" + hexOf("x")}, {"X-Hub-Signature", sha1}}, object), Mismatch);
        add("GitHub, SHA-1 alone", "github", headers({{"X-Hub-Signature", sha1}}, object), HeaderMissing);
        add("GitHub, SHA-1 in the place of SHA-256", "github", headers({{"X-Hub-Signature-256", sha1}}, object), HeaderMalformed);
        add("GitHub, two headers", "github", headers({{"X-Hub-Signature-256", good}, {"x-hub-signature-256", good}}, object), HeaderMalformed);
        add("GitHub, a list", "github", headers({{"X-Hub-Signature-256", good + ", " + good}}, object), HeaderMalformed);
        add("GitHub, something behind it", "github", headers({{"X-Hub-Signature-256", good + "00"}}, object), HeaderMalformed);
        add("GitHub, shortened", "github", headers({{"X-Hub-Signature-256", good.substr(0, good.size() - 2)}}, object), HeaderMalformed);
        add("GitHub, empty", "github", headers({{"X-Hub-Signature-256", "sha256="}}, object), HeaderMalformed);
        add("GitHub, field added to the form", "github",
            headers({{"X-Hub-Signature-256", "sha256=" + hexOf("payload=a")}}, "payload=a&payload=b"), Mismatch);
        add("GitHub, line break added", "github", headers({{"X-Hub-Signature-256", good}}, object + "\n"), Mismatch);
    }

    static void addStripe()
    {
        using enum SignatureVerdict;
        const std::string now = std::to_string(sentAt);
        const std::string past = std::to_string(sentAt - 3'600);
        const auto stripe = [](const std::string& header, const std::string& content = object) {
            return headers({{"Stripe-Signature", header}}, content);
        };
        add("Stripe", "stripe", stripe("t=" + now + "," + stripeMac(now, object)), Valid);
        add("Stripe, time repeated", "stripe", stripe("t=" + past + ",t=" + now + "," + stripeMac(past, object)), HeaderMalformed);
        add("Stripe, time repeated behind", "stripe", stripe("t=" + now + "," + stripeMac(now, object) + ",t=" + now), HeaderMalformed);
        add("Stripe, time made new", "stripe", stripe("t=" + now + "," + stripeMac(past, object)), Mismatch);
        add("Stripe, old", "stripe", stripe("t=" + past + "," + stripeMac(past, object)), Stale);
        add("Stripe, v0 alone right", "stripe", stripe("t=" + now + ",v0=" + hexOf(now + "." + object)), HeaderMalformed);
        add("Stripe, v0 right, v1 wrong", "stripe", stripe("t=" + now + ",v1=" + hexOf("x") + ",v0=" + hexOf(now + "." + object)), Mismatch);
        add("Stripe, two headers", "stripe",
            headers({{"Stripe-Signature", "t=" + now + "," + stripeMac(now, object)}, {"Stripe-Signature", "t=" + now}}, object), HeaderMalformed);
        add("Stripe, dot moved", "stripe", stripe("t=" + now + "." + now + "," + stripeMac(now + "." + now, object)), HeaderMalformed);
        add("Stripe, time in front of the body", "stripe", stripe("t=" + now + ",v1=" + hexOf(now + "." + past + "." + object), past + "." + object),
            Valid); // signed as it stands
        add("Stripe, time with a sign", "stripe", stripe("t=+" + now + "," + stripeMac("+" + now, object)), HeaderMalformed);
        add("Stripe, body longer", "stripe", stripe("t=" + now + "," + stripeMac(now, object), object + " "), Mismatch);
    }

    static void addSlack()
    {
        using enum SignatureVerdict;
        const std::string form = "token=a&text=b";
        add("Slack", "slack", slack({}, "1700000000", form), Valid);
        add("Slack, field added", "slack", slack({}, "1700000000", form + "&text=evil"), Mismatch);
        add("Slack, time made new", "slack", slack({}, "1700000001", form), Mismatch);
        add("Slack, time repeated", "slack", slack({{"X-Slack-Request-Timestamp", "1"}}, "1700000000", form), HeaderMalformed);
        add("Slack, colon moved", "slack", slack({}, "1700000000:token=a&text=b", ""), HeaderMalformed);
        add("Slack, signature repeated", "slack", slack({{"X-Slack-Signature", "v0=" + hexOf("x")}}, "1700000000", form), HeaderMalformed);
        add("Slack, time with a zero in front", "slack", slack({}, "01700000000", form), Mismatch);
    }

    static void addStandardWebhooks()
    {
        using enum SignatureVerdict;
        const std::string now = std::to_string(sentAt);
        const std::string past = std::to_string(sentAt - 3'600);
        const std::string whole = "msg_1." + now + "." + object;
        add("Standard Webhooks", "standard-webhooks", standard("msg_1", now, object, whole), Valid);
        SignedRequest twice = standard("msg_1", now, object, whole);
        twice.headers.push_back({"Webhook-Id", "msg_2"});
        add("Standard Webhooks, id repeated", "standard-webhooks", twice, HeaderMalformed);
        twice = standard("msg_1", now, object, whole);
        twice.headers.push_back({"webhook-timestamp", past});
        add("Standard Webhooks, time repeated", "standard-webhooks", twice, HeaderMalformed);
        twice = standard("msg_1", now, object, whole);
        twice.headers.push_back({"webhook-signature", "v1,AAAA"});
        add("Standard Webhooks, signature repeated", "standard-webhooks", twice, HeaderMalformed);
        // A body that begins with a time becomes id and time: an old request is made new, and says something else.
        add("Standard Webhooks, dot moved to the right", "standard-webhooks",
            standard("msg_1." + past, now, object, "msg_1." + past + "." + now + "." + object), HeaderMalformed);
        add("Standard Webhooks, id with a dot", "standard-webhooks", standard("msg_1.eu", now, object, "msg_1.eu." + now + "." + object), Valid);
        add("Standard Webhooks, id with digits after two dots", "standard-webhooks",
            standard("a.b.7", now, object, "a.b.7." + now + "." + object), HeaderMalformed);
        // An id with a dot becomes an id without, and its time the beginning of the body.
        for (const std::string& time : {past, now}) {
            add(time == past ? "Standard Webhooks, dot moved to the left" : "Standard Webhooks, dot moved to the left, same time", "standard-webhooks",
                standard("msg_1", now, time + "." + object, "msg_1." + now + "." + time + "." + object), WholeBodyInside);
        }
        for (const std::string& content : {std::string("3.14"), std::string("1. Open the valve."), now, "{\"at\": " + now + ".5}", std::string("."), std::string("1700000000x.1")})
            add(("Standard Webhooks, body " + content).c_str(), "standard-webhooks",
                standard("msg_1", now, content, "msg_1." + now + "." + content), Valid);
        add("Standard Webhooks, id empty", "standard-webhooks", standard("", now, object, "." + now + "." + object), HeaderMalformed);
        add("Standard Webhooks, asymmetric one beside it", "standard-webhooks",
            [&] {
                SignedRequest request = standard("msg_1", now, object, whole);
                request.headers[2].value = "v1a,AAAA " + request.headers[2].value;
                return request;
            }(),
            Valid);
        add("Standard Webhooks, old", "standard-webhooks", standard("msg_1", past, object, "msg_1." + past + "." + object), Stale);
    }

    static void addPlain()
    {
        using enum SignatureVerdict;
        const auto generic = [](const std::string& signedBytes, const std::string& content) {
            return headers({{"X-Signature", hexOf(signedBytes)}}, content);
        };
        add("generic", "generic", generic(object, object), Valid);
        add("generic, names repeated by the sender", "generic", generic("{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}"), Valid);
        add("generic, names repeated by somebody else", "generic", generic("{\"a\":1}", "{\"a\":1,\"a\":2}"), Mismatch);
        add("generic, bytes behind it", "generic", generic(object, object + std::string(1, '\0')), Mismatch);
        add("generic, empty body", "generic", generic("", ""), Valid);
        add("generic, said to be packed", "generic",
            headers({{"X-Signature", hexOf(object)}, {"Content-Encoding", "gzip"}}, object), Valid); // the bytes are the sender's
        add("Shopify, other last character", "shopify",
            headers({{"X-Shopify-Hmac-Sha256", [] {
                          std::string text = toBase64(hmacOf(object));
                          text[text.size() - 2] = static_cast<char>(text[text.size() - 2] + 1);
                          return text;
                      }()}},
                    object),
            HeaderMalformed);
        add("Shopify, hexadecimal", "shopify", headers({{"X-Shopify-Hmac-Sha256", hexOf(object)}}, object), HeaderMalformed);
    }
};

HOOKLOUPE_APPLESS_TEST(TestAttempts)
#include "tst_attempts.moc"
