// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "request_parts.h"
#include "verify/autopsy.h"

#include <QTest>

#include <algorithm>
#include <thread>

using namespace hookloupe;
using namespace hookloupe::test;
using namespace hookloupe::verify;
using crypto::HashAlgorithm;

namespace {

const std::string secret = "topsecret";
const std::string body = "{\"payload\":{\"streamId\":\"0123456789\",\"message\":\"Gr\xc3\xb6\xc3\x9f"
                         "e \xf0\x9f\x94\x91\",\"n\":1.50}}";
const std::string inner = body.substr(11, body.size() - 12);
const std::string stringBody = "{\"payload\":\"{\\\"streamId\\\":\\\"0123456789\\\",\\\"n\\\":1}\"}";
const std::string decodedInner = "{\"streamId\":\"0123456789\",\"n\":1}";

std::string mac(std::string_view key, std::string_view bytes, HashAlgorithm algorithm = HashAlgorithm::Sha256)
{
    return crypto::hmac(algorithm, key, bytes);
}

std::string hexMac(std::string_view key, std::string_view bytes,
                   HashAlgorithm algorithm = HashAlgorithm::Sha256)
{
    return toHex(mac(key, bytes, algorithm));
}

Autopsy examine(const std::string& signature, const std::string& content,
                const std::vector<std::string>& secrets = {secret}, const Elsewhere& elsewhere = {})
{
    const SignedRequest request = speckleRequest(signature, content);
    return autopsy(scheme("speckle"), request.evidence(), secrets, elsewhere);
}

/// The explanation put first; a default one that does not match if there is none.
Attempt first(const Autopsy& result)
{
    return result.matches.empty() ? Attempt{} : result.matches.front();
}

Attempt explanation(BodyVariant variant, SecretVariant key = SecretVariant::AsSaved, std::size_t index = 0)
{
    return {.body = variant, .secret = key, .secretIndex = index, .matches = true};
}

struct BodyCase {
    BodyVariant variant;
    std::string content;
    std::string signedBytes;
};

} // namespace

class TestAutopsy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyChangeOfTheBodyIsFound()
    {
        const std::string spaced =
            "{\"payload\": {\"streamId\": \"0123456789\", \"message\": \"Gr\xc3\xb6\xc3\x9f"
            "e "
            "\xf0\x9f\x94\x91\", \"n\": 1.50}}";
        const std::string escaped = "Gr\\u00f6\\u00dfe \\ud83d\\udd11";
        const std::vector<BodyCase> cases{
            {BodyVariant::OtherDialectWhole, stringBody, stringBody},
            {BodyVariant::OtherDialectInner, body, inner},
            {BodyVariant::Compact, spaced, body},
            {BodyVariant::Spaced, body, spaced},
            {BodyVariant::SortedKeysCompact, body,
             "{\"payload\":{\"message\":\"Gr\xc3\xb6\xc3\x9f"
             "e \xf0\x9f\x94\x91\",\"n\":1.50,\"streamId\":\"0123456789\"}}"},
            {BodyVariant::SortedKeys, body,
             "{\"payload\": {\"message\": \"Gr\xc3\xb6\xc3\x9f"
             "e \xf0\x9f\x94\x91\", \"n\": 1.50, \"streamId\": "
             "\"0123456789\"}}"},
            {BodyVariant::EscapedNonAscii, body,
             "{\"payload\":{\"streamId\":\"0123456789\",\"message\":\"" + escaped + "\",\"n\":1.50}}"},
            {BodyVariant::EscapedNonAsciiSpaced, body,
             "{\"payload\": {\"streamId\": \"0123456789\", \"message\": \"" + escaped + "\", \"n\": 1.50}}"},
            {BodyVariant::EscapedNonAsciiSorted, body,
             "{\"payload\": {\"message\": \"" + escaped + "\", \"n\": 1.50, \"streamId\": \"0123456789\"}}"},
            {BodyVariant::EscapedNonAsciiSortedCompact, body,
             "{\"payload\":{\"message\":\"" + escaped + "\",\"n\":1.50,\"streamId\":\"0123456789\"}}"},
            {BodyVariant::TrailingLf, body, body + "\n"},
            {BodyVariant::TrailingCrLf, body, body + "\r\n"},
            {BodyVariant::WithoutTrailingNewline, body + "\n", body},
            {BodyVariant::WithoutTrailingNewline, body + "\r\n", body},
            {BodyVariant::WithBom, body, "\xef\xbb\xbf" + body},
            {BodyVariant::WithoutBom, "\xef\xbb\xbf" + body, body},
            {BodyVariant::Empty, body, ""},
        };
        for (const BodyCase& each : cases) {
            const Autopsy found = examine(hexMac(secret, each.signedBytes), each.content);
            const QByteArray which = QByteArray::number(static_cast<int>(each.variant));
            QVERIFY2(first(found) == explanation(each.variant), which.constData());
            const auto applied = std::ranges::count(found.attempts, true, &Attempt::matches);
            QCOMPARE(static_cast<std::size_t>(applied), found.matches.size());
            QCOMPARE(found.expected.size(), found.attempts.size());
        }
    }

    void everyVariantOfABodyIsMadeByTheSearch()
    {
        // A variant that is added to the enumeration must be added to the test above or below too.
        QCOMPARE(static_cast<int>(BodyVariant::BodyAlone), 18);
        QCOMPARE(static_cast<int>(SecretVariant::AsText), 11);
        QCOMPARE(static_cast<int>(EncodingVariant::WithoutPrefix), 5);
    }

    void theStringDialectsInnerStringIsWhatItIsRewrittenFrom()
    {
        QCOMPARE(first(examine(hexMac(secret, decodedInner), stringBody)),
                 explanation(BodyVariant::AsScheme));
        QCOMPARE(first(examine(hexMac(secret, "{\"streamId\": \"0123456789\", \"n\": 1}"), stringBody)),
                 explanation(BodyVariant::Spaced));
    }

    void everyChangeOfTheSecretIsFound()
    {
        struct SecretCase {
            SecretVariant variant;
            std::string saved;
            std::string used;
        };
        const std::vector<SecretCase> cases{
            {SecretVariant::EmptySecret, secret, ""},
            {SecretVariant::Trimmed, " topsecret\n", secret},
            {SecretVariant::Trimmed, "topsecret\r\n", secret},
            {SecretVariant::WithLf, secret, "topsecret\n"},
            {SecretVariant::WithCrLf, secret, "topsecret\r\n"},
            {SecretVariant::WithSpace, secret, "topsecret "},
            {SecretVariant::WithSpace, secret, " topsecret"},
            {SecretVariant::Unquoted, "\"topsecret\"", secret},
            {SecretVariant::Unquoted, "'topsecret'", secret},
            {SecretVariant::Quoted, secret, "\"topsecret\""},
            {SecretVariant::Quoted, secret, "'topsecret'"},
            {SecretVariant::Base64Decoded, toBase64("\xff\x01key"), "\xff\x01key"},
            {SecretVariant::Base64Decoded, "whsec_" + toBase64("\xff\x01key"), "\xff\x01key"},
            {SecretVariant::HexDecoded, toHex("\xff\x01key"), "\xff\x01key"},
        };
        for (const SecretCase& each : cases) {
            const Autopsy found = examine(hexMac(each.used, body), body, {"rotated away", each.saved});
            const std::size_t index = each.variant == SecretVariant::EmptySecret ? 0 : 1;
            QVERIFY2(first(found) == explanation(BodyVariant::AsScheme, each.variant, index),
                     each.saved.c_str());
        }
    }

    void aSecretOfAnotherEndpointIsFound()
    {
        const Elsewhere elsewhere{{"first", "second"}, {}};
        QCOMPARE(first(examine(hexMac("second", body), body, {"a", "b"}, elsewhere)),
                 explanation(BodyVariant::AsScheme, SecretVariant::OtherEndpoint, 3));
    }

    void aSignatureOfAnotherCaptureIsFound()
    {
        const WireFile get = wireFile("10-redirect-302-second");
        const WireFile post = wireFile("10-redirect-302-first");
        const Elsewhere elsewhere{{}, {body, stringBody, post.body}};
        Attempt expected = explanation(BodyVariant::OtherCapture);
        expected.contentIndex = 2;
        QCOMPARE(first(examine(get.signature, "", {get.secret}, elsewhere)), expected);
        // A capture in the string dialect is signed over its inner string.
        expected.contentIndex = 1;
        QCOMPARE(first(examine(hexMac(secret, decodedInner), body, {secret}, elsewhere)), expected);
    }

    void anotherAlgorithmIsToldByTheLength()
    {
        for (const HashAlgorithm algorithm : {HashAlgorithm::Sha1, HashAlgorithm::Sha512}) {
            Attempt expected = explanation(BodyVariant::AsScheme);
            expected.algorithm = algorithm;
            QCOMPARE(first(examine(hexMac(secret, body, algorithm), body)), expected);
        }
    }

    void anotherWayToWriteTheSignatureIsFound()
    {
        struct WrittenCase {
            std::string_view scheme;
            std::string header;
            EncodingVariant encoding;
            HashAlgorithm algorithm = HashAlgorithm::Sha256;
        };
        const std::string hex = hexMac(secret, body);
        const std::string base64 = toBase64(mac(secret, body));
        const std::string sha1 = hexMac(secret, body, HashAlgorithm::Sha1);
        const std::vector<WrittenCase> cases{
            {"speckle", base64, EncodingVariant::Base64},
            {"speckle", base64.substr(0, base64.size() - 1), EncodingVariant::Base64},
            {"speckle", "sha256=" + hex, EncodingVariant::WithPrefix},
            {"speckle", "sha1=" + sha1, EncodingVariant::WithPrefix, HashAlgorithm::Sha1},
            {"speckle", "\"" + hex + "\"", EncodingVariant::AsScheme},
            {"github", hex, EncodingVariant::WithoutPrefix},
            {"github", "sha256=" + base64, EncodingVariant::Base64},
            {"github", "sha1=" + sha1, EncodingVariant::WithPrefix, HashAlgorithm::Sha1},
            {"shopify", hex, EncodingVariant::Hex},
            {"shopify", "sha256=" + base64, EncodingVariant::WithPrefix},
        };
        for (const WrittenCase& each : cases) {
            const Scheme& used = scheme(each.scheme);
            const SignedRequest request{{{std::string(used.header), each.header}}, body};
            QCOMPARE(verdict(used, request.evidence(), {secret}).verdict, SignatureVerdict::HeaderMalformed);
            Attempt expected = explanation(BodyVariant::AsScheme);
            expected.encoding = each.encoding;
            expected.algorithm = each.algorithm;
            QVERIFY2(first(autopsy(used, request.evidence(), {secret})) == expected, each.header.c_str());
        }
        std::string upper = hexMac(secret, body + "\n");
        std::ranges::transform(upper, upper.begin(),
                               [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
        Attempt expected = explanation(BodyVariant::TrailingLf);
        expected.encoding = EncodingVariant::UpperHex;
        QCOMPARE(first(examine(upper, body)), expected);
    }

    void twoMistakesAtOnceAreFound()
    {
        const Autopsy found = examine(hexMac("topsecret\n", body + "\n"), body);
        QCOMPARE(first(found), explanation(BodyVariant::TrailingLf, SecretVariant::WithLf));
    }

    void schemesWithATimestampKeepTheirBasestring()
    {
        const std::string sent = "1492774577";
        const auto stripe = [&](const std::string& signedBytes, const std::string& timestamp) {
            const std::string header = timestamp + "v1=" + hexMac(secret, signedBytes);
            const SignedRequest request{{{"Stripe-Signature", header}}, "{\"id\": 1}", at(1492774577)};
            return first(autopsy(scheme("stripe"), request.evidence(), {secret}));
        };
        QCOMPARE(stripe(sent + ".{\"id\":1}", "t=" + sent + ","), explanation(BodyVariant::Compact));
        QCOMPARE(stripe("{\"id\": 1}", "t=" + sent + ","), explanation(BodyVariant::BodyAlone));
        QCOMPARE(stripe("{\"id\": 1}", ""), explanation(BodyVariant::BodyAlone));
        QCOMPARE(stripe("{\"id\":1}", "t=" + sent + ","), Attempt{});
    }

    void aSecretUsedAsTextThoughItShouldBeDecodedIsFound()
    {
        const std::string saved = "whsec_" + toBase64("key");
        const std::string signature = toBase64(mac(saved, "msg_1.1614265330.{}"));
        const SignedRequest request{{{"webhook-id", "msg_1"},
                                     {"webhook-timestamp", "1614265330"},
                                     {"webhook-signature", "v1," + signature}},
                                    "{}",
                                    at(1614265330)};
        QCOMPARE(first(autopsy(scheme("standard-webhooks"), request.evidence(), {saved})),
                 explanation(BodyVariant::AsScheme, SecretVariant::AsText));
    }

    void aRandomSignatureIsExplainedByNothingAndTheSearchIsBounded()
    {
        Elsewhere elsewhere;
        for (int i = 0; i < 1'000; ++i) {
            elsewhere.otherSecrets.push_back("other " + std::to_string(i));
            elsewhere.otherContents.push_back("{\"n\":" + std::to_string(i) + "}");
        }
        const Autopsy found = examine(std::string(64, 'a'), body, {"a", "b", "c"}, elsewhere);
        QVERIFY(found.matches.empty());
        QVERIFY(found.attempts.size() > 1'000);
        QVERIFY(found.attempts.size() <= 4'000);
        QVERIFY(std::ranges::none_of(found.attempts, &Attempt::matches));
    }

    void noAttemptIsMadeTwice()
    {
        const Autopsy found = examine(std::string(64, 'a'), body, {secret, "other"});
        for (std::size_t i = 0; i < found.attempts.size(); ++i) {
            const auto same = std::ranges::count(found.attempts, found.attempts[i]);
            // Both kinds of quotes, and a space at either end, are one variant each.
            const SecretVariant key = found.attempts[i].secret;
            QCOMPARE(same, key == SecretVariant::Quoted || key == SecretVariant::WithSpace ? 2 : 1);
        }
    }

    void aVeryLargeBodyIsOnlyTriedAsItIs()
    {
        const std::string large = "{\"payload\":{\"a\":\"" + std::string(9 * 1024 * 1024, 'x') + "\"}}";
        const Autopsy found = examine(hexMac("topsecret\n", large), large);
        QCOMPARE(first(found), explanation(BodyVariant::AsScheme, SecretVariant::WithLf));
        const Autopsy nothing = examine(hexMac(secret, large + "\n"), large);
        QVERIFY(nothing.matches.empty());
        QVERIFY(std::ranges::all_of(nothing.attempts,
                                    [](const Attempt& each) { return each.body == BodyVariant::AsScheme; }));
    }

    void thereIsNothingToSearchWithoutHeaderOrSecret()
    {
        QVERIFY(examine(hexMac(secret, body), body, {}).attempts.empty());
        const SignedRequest unsignedRequest{{}, body};
        QVERIFY(autopsy(scheme("speckle"), unsignedRequest.evidence(), {secret}).attempts.empty());
        for (const char* hopeless : {"", "none", "0123", "\"", "=", "sha256=", "=,=,="})
            QVERIFY(examine(hopeless, body).attempts.empty());
    }

    void itStopsWhenCancelledAndKeepsWhatItFound()
    {
        const SignedRequest request = speckleRequest(hexMac(secret, body), body);
        int asked = 0;
        const Autopsy found =
            autopsy(scheme("speckle"), request.evidence(), {secret}, {}, [&asked] { return ++asked > 3; });
        QCOMPARE(asked, 4);
        QCOMPARE(found.attempts.size(), std::size_t{3});
        QCOMPARE(first(found), explanation(BodyVariant::AsScheme));
    }

    void threadsSearchAtTheSameTime()
    {
        std::vector<Attempt> results(3);
        std::vector<std::jthread> threads;
        for (Attempt& result : results)
            threads.emplace_back([&result] { result = first(examine(hexMac("topsecret\n", body), body)); });
        threads.clear();
        for (const Attempt& result : results)
            QCOMPARE(result, explanation(BodyVariant::AsScheme, SecretVariant::WithLf));
    }
};

HOOKLOUPE_APPLESS_TEST(TestAutopsy)
#include "tst_autopsy.moc"
