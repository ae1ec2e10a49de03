// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "request_parts.h"

#include <QTest>

#include <thread>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::verify;
using crypto::HashAlgorithm;

namespace {

const std::string objectBody =
    R"({"payload":{"streamId":"0123456789","event":{"event_name":"commit_create"}}})";

std::string signedHex(std::string_view secret, std::string_view bytes)
{
    return toHex(crypto::hmac(HashAlgorithm::Sha256, secret, bytes));
}

SignatureResult verdictOf(const SignedRequest& request, const std::vector<std::string>& secrets)
{
    return verdict(scheme("speckle"), request.evidence(), secrets);
}

SignedRequest recorded(const WireFile& file)
{
    return {headersOf(file.head), file.body};
}

} // namespace

class TestVerify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRecordedRequestIsValidWithItsSecret()
    {
        for (const WireFile& file : wireFiles()) {
            if (!file.hasBody)
                continue;
            const SignedRequest request = recorded(file);
            const SignatureResult result = verdictOf(request, {file.secret});
            QVERIFY2(result.verdict ==
                         (file.secret.empty() ? SignatureVerdict::ValidEmptySecret : SignatureVerdict::Valid),
                     file.name.c_str());
            QCOMPARE(result.dialect, file.coversInnerString ? Dialect::String : Dialect::Object);
            QCOMPARE(result.scheme, std::string("speckle"));
            const Check details = check(scheme("speckle"), request.evidence(), {file.secret});
            QCOMPARE(details.result, result);
            QCOMPARE(details.received, file.signature);
            QCOMPARE(details.expected, file.signature);
            QCOMPARE(details.secret, std::optional<std::size_t>(0));
            QCOMPARE(signedHex(file.secret, details.signedBytes), file.signature);
            QCOMPARE(details.signedBytes == file.body, !file.coversInnerString);
        }
    }

    void noRecordedRequestIsValidWithAnotherSecretOrAChangedByte()
    {
        for (const WireFile& file : wireFiles()) {
            if (!file.hasBody)
                continue;
            SignedRequest request = recorded(file);
            QCOMPARE(verdictOf(request, {"another secret"}).verdict, SignatureVerdict::Mismatch);
            request.content[request.content.size() / 2] ^= 1;
            const SignatureVerdict changed = verdictOf(request, {file.secret}).verdict;
            QVERIFY2(changed == SignatureVerdict::Mismatch || changed == SignatureVerdict::BodyUnreadable,
                     file.name.c_str());
        }
    }

    void theGetThatFollowsARedirectLeftItsSignedBodyBehind()
    {
        const WireFile file = wireFile("10-redirect-302-second");
        QVERIFY(!file.hasBody);
        const SignatureResult result = verdictOf(recorded(file), {file.secret});
        QCOMPARE(result.verdict, SignatureVerdict::BodyUnreadable);
        QCOMPARE(result.dialect, Dialect::None);
        QCOMPARE(verdictOf(speckleRequest(signedHex("s", ""), ""), {"s"}).verdict, SignatureVerdict::Valid);
    }

    void withoutASecretNothingIsJudgedButTheDialectIsNamed()
    {
        const SignedRequest request = speckleRequest(signedHex("s", objectBody), objectBody);
        const SignatureResult result = verdictOf(request, {});
        QCOMPARE(result.verdict, SignatureVerdict::NoSecret);
        QCOMPARE(result.dialect, Dialect::Object);
        QCOMPARE(verdictOf({{}, objectBody}, {}).verdict, SignatureVerdict::NoSecret);
        const Check details = check(scheme("speckle"), request.evidence(), {});
        QVERIFY(details.expected.empty());
        QCOMPARE(details.signedBytes, objectBody);
    }

    void aRequestWithoutTheHeaderIsNotMistakenForASignedOne()
    {
        const SignedRequest request{{{"X-Webhook-Signatur", "00"}}, objectBody};
        const Check details = check(scheme("speckle"), request.evidence(), {"s"});
        QCOMPARE(details.result.verdict, SignatureVerdict::HeaderMissing);
        QCOMPARE(details.expected, signedHex("s", objectBody));
        QVERIFY(details.received.empty());
    }

    void aHeaderThatIsNoSignatureIsMalformed()
    {
        const std::string good = signedHex("s", objectBody);
        for (const std::string& bad : {std::string(), good.substr(1), good + "0", good.substr(0, 63) + "g",
                                       "sha256=" + good, "\"" + good + "\"", std::string(64, '\0'),
                                       toBase64(fromHex(good).value()), toHex(std::string(20, 'x'))})
            QCOMPARE(verdictOf(speckleRequest(bad, objectBody), {"s"}).verdict,
                     SignatureVerdict::HeaderMalformed);
    }

    void aRepeatedHeaderIsMalformedEvenIfBothAreGood()
    {
        SignedRequest request = speckleRequest(signedHex("s", objectBody), objectBody);
        QCOMPARE(verdictOf(request, {"s"}).verdict, SignatureVerdict::Valid);
        request.headers.push_back({"x-webhook-signature", request.headers[1].value});
        QCOMPARE(verdictOf(request, {"s"}).verdict, SignatureVerdict::HeaderMalformed);
    }

    void upperCaseHexAndAnyCaseOfTheHeadersNameAreAccepted()
    {
        std::string upper = signedHex("s", objectBody);
        for (char& c : upper)
            c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
        SignedRequest request = speckleRequest(upper, objectBody);
        request.headers[1].name = "x-Webhook-SIGNATURE";
        QCOMPARE(verdictOf(request, {"s"}).verdict, SignatureVerdict::Valid);
    }

    void theFirstSecretThatFitsIsNamed()
    {
        const SignedRequest request = speckleRequest(signedHex("old", objectBody), objectBody);
        const Check details = check(scheme("speckle"), request.evidence(), {"new", "old", "older"});
        QCOMPARE(details.result.verdict, SignatureVerdict::Valid);
        QCOMPARE(details.secret, std::optional<std::size_t>(1));
        QCOMPARE(details.expected, details.received); // never the one of a secret that does not fit
    }

    void theEmptySecretHasItsOwnVerdict()
    {
        const SignedRequest request = speckleRequest(signedHex("", objectBody), objectBody);
        QCOMPARE(verdictOf(request, {""}).verdict, SignatureVerdict::ValidEmptySecret);
        QCOMPARE(verdictOf(request, {"s", ""}).verdict, SignatureVerdict::ValidEmptySecret);
        QCOMPARE(verdictOf(request, {"s"}).verdict, SignatureVerdict::Mismatch);
        // HMAC pads keys with zeros: this secret gives the same signature and protects as little.
        QCOMPARE(verdictOf(request, {std::string(3, '\0')}).verdict, SignatureVerdict::ValidEmptySecret);
    }

    void theStringDialectIsSignedOverItsInnerString()
    {
        const std::string inner =
            "{\"event\":{\"event_name\":\"commit_create\"},\"name\":\"Gr\\u00f6\\u00dfe\"}";
        std::string body = "{\"payload\":\"";
        for (const char c : inner)
            body += c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
        body += "\"}";
        const Check details =
            check(scheme("speckle"), speckleRequest(signedHex("s", inner), body).evidence(), {"s"});
        QCOMPARE(details.result.verdict, SignatureVerdict::Valid);
        QCOMPARE(details.result.dialect, Dialect::String);
        QCOMPARE(details.signedBytes, inner);
        QCOMPARE(verdictOf(speckleRequest(signedHex("s", body), body), {"s"}).verdict,
                 SignatureVerdict::Mismatch);
    }

    void anInnerStringThatCannotBeDecodedIsUnreadable()
    {
        for (const std::string& body :
             {std::string("{\"payload\":\"{\\x\"}"), std::string("{\"payload\":\"{")}) {
            const Check details =
                check(scheme("speckle"), speckleRequest(signedHex("s", body), body).evidence(), {"s"});
            QCOMPARE(details.result.verdict, SignatureVerdict::BodyUnreadable);
            QCOMPARE(details.result.dialect, Dialect::String);
            QVERIFY(details.signedBytes.empty() && details.expected.empty());
        }
    }

    void aBodyThatIsNotSpecklesIsSignedWhole()
    {
        for (const std::string& body :
             {std::string("a=1"), std::string("{\"other\":1}"), std::string("\0\xff", 2)}) {
            const SignatureResult result = verdictOf(speckleRequest(signedHex("s", body), body), {"s"});
            QCOMPARE(result.verdict, SignatureVerdict::Valid);
            QCOMPARE(result.dialect, Dialect::None);
        }
        QCOMPARE(verdictOf(speckleRequest(signedHex("s", "a=1"), "a=2"), {"s"}).verdict,
                 SignatureVerdict::Mismatch);
    }

    void moreSecretsThanContextsAreKeptAreStillAllChecked()
    {
        std::vector<std::string> secrets;
        for (int i = 0; i < 200; ++i)
            secrets.push_back("secret " + std::to_string(i));
        const SignedRequest request = speckleRequest(signedHex(secrets.back(), objectBody), objectBody);
        for (int round = 0; round < 3; ++round)
            QCOMPARE(check(scheme("speckle"), request.evidence(), secrets).secret,
                     std::optional<std::size_t>(199));
    }

    void threadsJudgeAtTheSameTime()
    {
        const SignedRequest request = speckleRequest(signedHex("s7", objectBody), objectBody);
        std::vector<std::string> secrets;
        for (int i = 0; i < 10; ++i)
            secrets.push_back("s" + std::to_string(i));
        std::vector<int> valid(4);
        std::vector<std::jthread> threads;
        for (int& count : valid) {
            threads.emplace_back([&request, &secrets, &count] {
                for (int i = 0; i < 100; ++i)
                    count += verdictOf(request, secrets).verdict == SignatureVerdict::Valid ? 1 : 0;
            });
        }
        threads.clear();
        for (const int count : valid)
            QCOMPARE(count, 100);
    }
};

HOOKLOUPE_APPLESS_TEST(TestVerify)
#include "tst_verify.moc"
