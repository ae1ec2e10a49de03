// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "request_parts.h"

#include <QTest>

#include <set>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::verify;

namespace {

SignatureVerdict verdictOf(std::string_view name, const SignedRequest& request,
                           const std::vector<std::string>& secrets)
{
    const Check details = check(scheme(name), request.evidence(), secrets);
    const SignatureResult alone = verdict(scheme(name), request.evidence(), secrets);
    return alone == details.result ? alone.verdict : SignatureVerdict::NotJudged; // the two must never differ
}

// Published on api.slack.com ("Verifying requests from Slack"), whole.
const std::string slackSecret = "8f742231b10e8888abcd99yyyzzz85a5";
const SignedRequest slackExample{
    {{"X-Slack-Request-Timestamp", "1531420618"},
     {"X-Slack-Signature", "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"}},
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%"
    "2F96rGlfmibIGlgcZRskXaIFfN"
    "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    at(1531420618)};

// From the test suites of the Standard Webhooks reference libraries (libraries/python, javascript, go).
const std::string standardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const SignedRequest standardExample{
    {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
     {"webhook-timestamp", "1614265330"},
     {"webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="}},
    R"({"test": 2432232314})",
    at(1614265330)};

// Stripe publishes the form, but no vector with its secret and body: its documentation's header has neither,
// and its libraries' tests sign with themselves. Secret and timestamp are theirs; the signature was made with
// `printf '%s' '1492774577.{"id":"evt_test_webhook","object":"event"}' | openssl dgst -sha256 -hmac
// whsec_test_secret` and agrees with Python's hmac.
const std::string stripeSecret = "whsec_test_secret";
const std::string stripeMac = "88a022085c6bdb887b02cb26ff76dd681234d9675c0f22844059f55552a8883a";
SignedRequest stripeRequest(const std::string& header)
{
    return {{{"Stripe-Signature", header}}, R"({"id":"evt_test_webhook","object":"event"})", at(1492774577)};
}

SignedRequest with(SignedRequest request, std::size_t header, const std::string& value)
{
    request.headers[header].value = value;
    return request;
}

} // namespace

class TestSchemes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySchemeIsFoundByItsNameAndNamesItsSource()
    {
        std::set<std::string_view> names;
        for (const Scheme& each : schemes()) {
            QVERIFY(names.insert(each.name).second);
            QCOMPARE(findScheme(each.name), &each);
            QVERIFY(!each.title.empty() && !each.header.empty());
            QVERIFY(each.source.starts_with("https://"));
        }
        const std::set<std::string_view> expected{"speckle", "speckle-object", "speckle-string", "generic", "github",
                                                  "stripe",  "slack",          "shopify",        "standard-webhooks"};
        QCOMPARE(names, expected);
        QVERIFY(findScheme("") == nullptr);
        QVERIFY(findScheme("Speckle") == nullptr);
    }

    void theExampleOfGitHubsDocumentationIsValid()
    {
        const SignedRequest request{
            {{"X-Hub-Signature-256",
              "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}},
            "Hello, World!"};
        QCOMPARE(verdictOf("github", request, {"It's a Secret to Everybody"}), SignatureVerdict::Valid);
        QCOMPARE(verdictOf("github", request, {"It's a secret to everybody"}), SignatureVerdict::Mismatch);
        QCOMPARE(verdictOf("github", with(request, 0, request.headers[0].value.substr(7)), {"x"}),
                 SignatureVerdict::HeaderMalformed);
        QCOMPARE(check(scheme("github"), request.evidence(), {"It's a Secret to Everybody"}).expected,
                 request.headers[0].value);
    }

    void theExampleOfSlacksDocumentationIsValid()
    {
        QCOMPARE(verdictOf("slack", slackExample, {slackSecret}), SignatureVerdict::Valid);
        QCOMPARE(verdictOf("slack", slackExample, {"other", slackSecret}), SignatureVerdict::Valid);
        QCOMPARE(verdictOf("slack", slackExample, {"other"}), SignatureVerdict::Mismatch);
        const Check details = check(scheme("slack"), slackExample.evidence(), {slackSecret});
        QCOMPARE(details.expected, slackExample.headers[1].value);
        QCOMPARE(details.signedBytes, "v0:1531420618:" + slackExample.content);
    }

    void theExampleOfStandardWebhooksIsValid()
    {
        QCOMPARE(verdictOf("standard-webhooks", standardExample, {standardSecret}), SignatureVerdict::Valid);
        QCOMPARE(verdictOf("standard-webhooks", standardExample, {standardSecret.substr(6)}),
                 SignatureVerdict::Valid);
        QCOMPARE(verdictOf("standard-webhooks", standardExample, {"not Base64!"}),
                 SignatureVerdict::Mismatch);
        QCOMPARE(verdictOf("standard-webhooks", with(standardExample, 0, ""), {standardSecret}),
                 SignatureVerdict::HeaderMalformed);
        QCOMPARE(verdictOf("standard-webhooks", with(standardExample, 0, "msg_other"), {standardSecret}),
                 SignatureVerdict::Mismatch);
        QCOMPARE(check(scheme("standard-webhooks"), standardExample.evidence(), {standardSecret}).expected,
                 standardExample.headers[2].value);
    }

    void oneGoodEntryOfAListOfSignaturesIsEnough()
    {
        const std::string good = standardExample.headers[2].value;
        const std::string other = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        for (const std::string& list :
             {other + " " + good, good + " " + other, "v1a,asymmetric " + good + " v2,x"})
            QCOMPARE(verdictOf("standard-webhooks", with(standardExample, 2, list), {standardSecret}),
                     SignatureVerdict::Valid);
        QCOMPARE(verdictOf("standard-webhooks", with(standardExample, 2, other), {standardSecret}),
                 SignatureVerdict::Mismatch);
        QCOMPARE(verdictOf("standard-webhooks", with(standardExample, 2, "v1a,asymmetric"), {standardSecret}),
                 SignatureVerdict::HeaderMalformed);
    }

    void stripesListIsRead()
    {
        const std::string zeros(64, '0');
        for (const std::string& header :
             {"t=1492774577,v1=" + stripeMac,
              "t=1492774577,v1=" + zeros + ",v1=" + stripeMac + ",v0=" + zeros,
              "v1=" + stripeMac + ", t=1492774577", "t=1492774577,v1=unreadable,v1=" + stripeMac})
            QCOMPARE(verdictOf("stripe", stripeRequest(header), {stripeSecret}), SignatureVerdict::Valid);
        for (const std::string& header :
             {std::string("t=1492774577"), "v1=" + stripeMac, "t=,v1=" + stripeMac, "t=soon,v1=" + stripeMac,
              stripeMac, "t=1492774577,v0=" + stripeMac, "t=1492774577,t=1,v1=" + stripeMac, std::string(),
              std::string(",=,"), "t=14927745770000,v1=" + stripeMac, "t=-1,v1=" + stripeMac})
            QCOMPARE(verdictOf("stripe", stripeRequest(header), {stripeSecret}),
                     SignatureVerdict::HeaderMalformed);
        QCOMPARE(verdictOf("stripe", stripeRequest("t=1492774578,v1=" + stripeMac), {stripeSecret}),
                 SignatureVerdict::Mismatch);
        QCOMPARE(check(scheme("stripe"), stripeRequest("t=1492774577,v1=" + zeros).evidence(), {stripeSecret})
                     .expected,
                 "t=1492774577,v1=" + stripeMac);
    }

    void shopifysSignatureIsBase64()
    {
        // Shopify publishes no vector. Made with Python: base64.b64encode(hmac.new(b"hush", body,
        // "sha256").digest()).
        const SignedRequest request{
            {{"X-Shopify-Hmac-Sha256", "D0UMXmhjwBRi4y66TmhJrDlhQABD7zI2fm3p6/QLMo8="}},
            R"({"id":820982911946154508,"email":"jon@example.com"})"};
        QCOMPARE(verdictOf("shopify", request, {"hush"}), SignatureVerdict::Valid);
        QCOMPARE(verdictOf("shopify", request, {"hush "}), SignatureVerdict::Mismatch);
        // Without its padding; and with a last character that stands for the same bytes.
        for (const char* other : {"D0UMXmhjwBRi4y66TmhJrDlhQABD7zI2fm3p6/QLMo8",
                                  "D0UMXmhjwBRi4y66TmhJrDlhQABD7zI2fm3p6/QLMo9="})
            QCOMPARE(verdictOf("shopify", with(request, 0, other), {"hush"}), SignatureVerdict::HeaderMalformed);
    }

    void speckleCanBeToldWhatIsSigned()
    {
        const auto signedAs = [](const std::string& signedBytes, const std::string& content) {
            const std::string mac = toHex(crypto::hmac(crypto::HashAlgorithm::Sha256, "s", signedBytes));
            return speckleRequest(mac, content);
        };
        const std::string inner = "{\"event\":\"a\"}";
        const std::string object = "{\"payload\":" + inner + "}";
        const std::string string = "{\"payload\":\"{\\\"event\\\":\\\"a\\\"}\"}";
        for (const std::string& content : {object, string}) {
            const SignedRequest whole = signedAs(content, content);
            const SignedRequest alone = signedAs(inner, content);
            QCOMPARE(verdictOf("speckle-object", whole, {"s"}), SignatureVerdict::Valid);
            QCOMPARE(verdictOf("speckle-object", alone, {"s"}), SignatureVerdict::Mismatch);
            QCOMPARE(verdictOf("speckle-string", whole, {"s"}), SignatureVerdict::Mismatch);
            QCOMPARE(verdictOf("speckle-string", alone, {"s"}), SignatureVerdict::Valid);
            QCOMPARE(check(scheme("speckle-string"), alone.evidence(), {"s"}).result.dialect, Dialect::String);
        }
        QCOMPARE(verdictOf("speckle-string", signedAs("[]", "[]"), {"s"}), SignatureVerdict::BodyUnreadable);
    }

    void theGenericSchemeIsHexOverTheBody()
    {
        // Made with Python: hmac.new(b"topsecret", b'{"a":1}', "sha256").hexdigest().
        const SignedRequest request{
            {{"x-signature", "bf1e6501b7fa928ec2391fea9dd90af3c9ad1b7b1ef6ff319c25940cec746bf8"}},
            R"({"a":1})"};
        QCOMPARE(verdictOf("generic", request, {"topsecret"}), SignatureVerdict::Valid);
    }

    void aSignedTimestampIsGoodForFiveMinutesEitherWay()
    {
        struct Case {
            std::string_view scheme;
            SignedRequest request;
            std::string secret;
        };
        for (Case each : {Case{"slack", slackExample, slackSecret},
                          Case{"standard-webhooks", standardExample, standardSecret},
                          Case{"stripe", stripeRequest("t=1492774577,v1=" + stripeMac), stripeSecret}}) {
            const UtcTime sent = each.request.now;
            const auto judgedAfter = [&](Micros delay) {
                each.request.now = sent + delay;
                return verdictOf(each.scheme, each.request, {each.secret});
            };
            QCOMPARE(judgedAfter(std::chrono::seconds(300)), SignatureVerdict::Valid);
            QCOMPARE(judgedAfter(std::chrono::seconds(-300)), SignatureVerdict::Valid);
            QCOMPARE(judgedAfter(std::chrono::seconds(300) + Micros(1)), SignatureVerdict::Stale);
            QCOMPARE(judgedAfter(std::chrono::seconds(-300) - Micros(1)), SignatureVerdict::Stale);
            QCOMPARE(verdictOf(each.scheme, each.request, {"c2VjcmV0"}), SignatureVerdict::Mismatch);
        }
    }

    void aTimestampOrIdThatIsMissingOrRepeatedIsAMalformedHeader()
    {
        SignedRequest request = slackExample;
        request.headers.erase(request.headers.begin());
        QCOMPARE(verdictOf("slack", request, {slackSecret}), SignatureVerdict::HeaderMalformed);
        request = slackExample;
        request.headers.push_back(request.headers[0]);
        QCOMPARE(verdictOf("slack", request, {slackSecret}), SignatureVerdict::HeaderMalformed);
        QCOMPARE(verdictOf("slack", with(slackExample, 0, "1531420618.5"), {slackSecret}),
                 SignatureVerdict::HeaderMalformed);
        request = standardExample;
        request.headers.erase(request.headers.begin());
        QCOMPARE(verdictOf("standard-webhooks", request, {standardSecret}),
                 SignatureVerdict::HeaderMalformed);
    }

    void aSecretThatDecodesToNothingIsTheEmptySecret()
    {
        // Python: hmac.new(b"", b"msg_1.1614265330.{}", "sha256"), Base64.
        const SignedRequest request{
            {{"webhook-id", "msg_1"},
             {"webhook-timestamp", "1614265330"},
             {"webhook-signature", "v1,ONjOH+g8tKQOwBW/l2Ew8DI7ahP5iygTrq4r12BiJXg="}},
            "{}",
            at(1614265330)};
        QCOMPARE(verdictOf("standard-webhooks", request, {"whsec_"}), SignatureVerdict::ValidEmptySecret);
    }
};

HOOKLOUPE_APPLESS_TEST(TestSchemes)
#include "tst_schemes.moc"
