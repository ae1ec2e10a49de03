// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "base/text.h"
#include "crypto/hmac.h"
#include "crypto/random.h"
#include "http/request.h"
#include "signing/resign.h"
#include "simulate/speckle_event.h"
#include "support/wire_file.h"
#include "verify/verify.h"

#include <QTest>

#include <algorithm>

using namespace hookloupe;
using namespace std::string_literals;

namespace {

const UtcTime someTime{Micros(1'795'315'537'265'123)};
const std::string whsec = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"; // the spec's example
const std::string otherWhsec = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

const verify::Scheme& schemeOf(const std::string& name)
{
    const verify::Scheme* scheme = verify::findScheme(name);
    if (!scheme)
        qFatal("no scheme is named %s", name.c_str());
    return *scheme;
}

std::string secretFor(const verify::Scheme& scheme)
{
    return scheme.key == verify::KeyForm::WhsecBase64 ? whsec : "geh\xc3\xa9im"s;
}

SignatureVerdict verdictOf(const verify::Scheme& scheme, const std::string& head, const std::string& body,
                           const std::string& secret, UtcTime at = someTime)
{
    const auto view = http::viewHead(head);
    return verify::verdict(scheme, {view.headers, body, at}, {secret}).verdict;
}

} // namespace

class TestResign : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSignedAnewIsValidInEveryScheme_data()
    {
        QTest::addColumn<std::string>("scheme");
        QTest::addColumn<std::string>("body");
        for (const auto& scheme : verify::schemes()) {
            const std::string name(scheme.name);
            const auto fields = simulate::testFields(someTime);
            QTest::addRow("%s object", name.c_str()) << name << *simulate::speckleBody("commit_create", Dialect::Object, fields);
            QTest::addRow("%s string", name.c_str()) << name << *simulate::speckleBody("commit_create", Dialect::String, fields);
            if (scheme.covered == verify::Covered::SpeckleBody && scheme.dialect)
                continue; // has to find a payload
            QTest::addRow("%s empty", name.c_str()) << name << ""s;
            QTest::addRow("%s binary", name.c_str()) << name << "\0\xff\r\n\r\n{"s;
        }
    }
    void whatIsSignedAnewIsValidInEveryScheme()
    {
        QFETCH(std::string, scheme);
        QFETCH(std::string, body);
        const verify::Scheme& form = schemeOf(scheme);
        const std::string secret = secretFor(form);
        const auto bare = "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
        const auto first = signing::resigned(form, bare, body, secret, someTime - std::chrono::days(2));
        QVERIFY(first.ok());
        QVERIFY2(first->starts_with(bare.substr(0, bare.size() - 2)), "what is missing comes at the end");
        QVERIFY(first->ends_with("\r\n\r\n"));
        // Once more over the first signature, and two days later: a fresh time where the scheme has one.
        const auto second = signing::resigned(form, *first, body, secret, someTime);
        QVERIFY(second.ok());
        QCOMPARE(int(verdictOf(form, *second, body, secret)), int(SignatureVerdict::Valid));
        const std::string otherSecret = form.key == verify::KeyForm::WhsecBase64 ? otherWhsec : "other"s;
        QVERIFY(verdictOf(form, *second, body, otherSecret) != SignatureVerdict::Valid);
        if (form.tolerance)
            QCOMPARE(int(verdictOf(form, *first, body, secret)), int(SignatureVerdict::Stale));
    }

    void onlyTheSignatureOfARecordedRequestChanges_data()
    {
        QTest::addColumn<std::string>("name");
        for (const auto& wire : test::wireFiles()) {
            if (wire.hasBody && wire.body.size() < 100'000)
                QTest::addRow("%s", wire.name.c_str()) << wire.name;
        }
    }
    void onlyTheSignatureOfARecordedRequestChanges()
    {
        QFETCH(std::string, name);
        const auto wire = test::wireFile(name);
        const auto& speckle = schemeOf("speckle");
        QVERIFY2(*signing::resigned(speckle, wire.head, wire.body, wire.secret, someTime) == wire.head,
                 "with its own secret it is the same, byte for byte");
        const auto changed = signing::resigned(speckle, wire.head, wire.body, "another", someTime);
        QCOMPARE(int(verdictOf(speckle, *changed, wire.body, "another")), int(SignatureVerdict::Valid));
        std::string back = *changed;
        const auto at = wire.head.find(wire.signature);
        QVERIFY(at != std::string::npos);
        QVERIFY(back.substr(at, 64) != wire.signature);
        QCOMPARE(back.replace(at, 64, wire.signature), wire.head);
    }

    void nameCasePlaceAndSpaceStay()
    {
        const auto& github = schemeOf("github");
        const std::string head = "post  /odd?x HTTP/1.1\r\nhOsT:h\r\nX-HUB-signature-256:\tsha256=00 \t\r\n"
                                 "not a field\r\ncontent-LENGTH:7\r\nx: \xff\r\n\r\n";
        const auto out = signing::resigned(github, head, "{}", "s", someTime);
        QVERIFY(out.ok());
        QCOMPARE(int(verdictOf(github, *out, "{}", "s")), int(SignatureVerdict::Valid));
        const auto view = http::viewHead(*out);
        const std::string mac(*http::headerValue(view.headers, "X-Hub-Signature-256"));
        QCOMPARE(*out, "post  /odd?x HTTP/1.1\r\nhOsT:h\r\nX-HUB-signature-256:\t" + mac
                           + " \t\r\nnot a field\r\ncontent-LENGTH:2\r\nx: \xff\r\n\r\n");
    }

    void aRepeatedOrFoldedSignatureBecomesOne()
    {
        const auto& standard = schemeOf("standard-webhooks");
        const std::string head = "POST / HTTP/1.1\r\nWebhook-Signature: v1,a\r\n v1,b\r\nA: 1\r\nwebhook-id: x\r\n"
                                 "WEBHOOK-SIGNATURE: v1,c\r\nwebhook-id: y\r\nwebhook-timestamp:1\r\nwebhook-timestamp: 2\r\n\r\n";
        const auto out = signing::resigned(standard, head, "{}", whsec, someTime);
        QCOMPARE(int(verdictOf(standard, *out, "{}", whsec)), int(SignatureVerdict::Valid));
        const auto view = http::viewHead(*out);
        std::string names;
        for (const auto& header : view.headers)
            names.append(header.name).append(" ");
        QCOMPARE(names, "Webhook-Signature A webhook-id webhook-timestamp "s);
        QCOMPARE(std::string(*http::headerValue(view.headers, "webhook-timestamp")), "1795315537"s);
    }

    void everySendingHasAnIdOfItsOwn()
    {
        const auto& standard = schemeOf("standard-webhooks");
        const auto one = signing::resigned(standard, "POST / HTTP/1.1\r\n\r\n", "{}", whsec, someTime);
        const auto other = signing::resigned(standard, *one, "{}", whsec, someTime);
        QVERIFY(*one != *other);
        QCOMPARE(one->size(), other->size());
        QCOMPARE(crypto::randomBytes(0), ""s);
        QCOMPARE(crypto::randomBytes(16).size(), 16U);
        QVERIFY(crypto::randomBytes(16) != crypto::randomBytes(16));
    }

    void theLengthIsPutRightWhereItIs()
    {
        QCOMPARE(signing::withLength("POST / HTTP/1.1\r\nContent-Length: 1\r\nA: b\r\ncontent-length:99 \r\n\r\n", 12),
                 "POST / HTTP/1.1\r\nContent-Length: 12\r\nA: b\r\ncontent-length:12 \r\n\r\n"s);
        QCOMPARE(signing::withLength("POST / HTTP/1.1\r\nX-Content-Length: 1\r\n\r\n", 12),
                 "POST / HTTP/1.1\r\nX-Content-Length: 1\r\n\r\n"s);
        QCOMPARE(signing::withLength("", 12), ""s);
        QCOMPARE(signing::withLength("Content-Length: 1\r\n\r\n", 12), "Content-Length: 1\r\n\r\n"s); // the request line
    }

    void anUnfinishedHeadIsSignedToo()
    {
        const auto& generic = schemeOf("generic");
        for (const auto& head : {"POST / HTTP/1.1"s, "POST / HTTP/1.1\nA: b\n"s, "POST / HTTP/1.1\nA: b\n\n"s, ""s}) {
            const auto out = signing::resigned(generic, head, "x", "s", someTime);
            QVERIFY(out.ok());
            QVERIFY(out->starts_with(head.substr(0, head.find("\n\n"))));
            QVERIFY(out->find("X-Signature: ") != std::string::npos);
        }
    }

    void theSchemeIsTheOneItWasSignedBy()
    {
        const auto own = [](const std::string& judged, const std::string& field, const std::string& endpoint) {
            const auto* scheme = signing::ownScheme({SignatureVerdict::Valid, judged, Dialect::None},
                                                     "POST / HTTP/1.1\r\n" + field + ": x\r\n\r\n", endpoint);
            return scheme ? std::string(scheme->name) : "none"s;
        };
        QCOMPARE(own("github", "x-hub-signature-256", "speckle"), "github"s);
        QCOMPARE(own("speckle-string", "X-Webhook-Signature", "github"), "speckle-string"s);
        QCOMPARE(own("speckle", "X-Hub-Signature-256", "speckle"), "github"s); // judged by an endpoint's wrong setting
        QCOMPARE(own("github", "A", "speckle"), "github"s);
        QCOMPARE(own("", "A", "slack"), "slack"s);
        QCOMPARE(own("gone", "A", "gone"), "none"s);
        QCOMPARE(own("gone", "Stripe-Signature", "gone"), "stripe"s);
    }

    void noSignatureOfBeforeStays()
    {
        const auto& github = schemeOf("github");
        const std::string head = "POST / HTTP/1.1\r\nX-Hub-Signature: sha1=00\r\nX-Hub-Signature-256: sha256=00\r\n\r\n";
        const auto out = signing::resigned(github, head, "{}", "s", someTime);
        QVERIFY(out->find("X-Hub-Signature: sha1=" + toHex(crypto::hmac(crypto::HashAlgorithm::Sha1, "s", "{}"))) != std::string::npos);
        QCOMPARE(signing::withoutSignature(github, *out), "POST / HTTP/1.1\r\n\r\n"s);
        const std::string one = "POST / HTTP/1.1\r\nX-Hub-Signature-256: sha256=00\r\n\r\n";
        QVERIFY(signing::resigned(github, one, "{}", "s", someTime)->find("sha1=") == std::string::npos);
        const std::string standard = "POST / HTTP/1.1\r\nwebhook-id: a\r\nWebhook-Timestamp: 1\r\nwebhook-signature: v1,a\r\nA: b\r\n\r\n";
        QCOMPARE(signing::withoutSignature(schemeOf("standard-webhooks"), standard), "POST / HTTP/1.1\r\nA: b\r\n\r\n"s);
    }

    void whatCannotBeSignedIsRefusedByName()
    {
        const std::string head = "POST / HTTP/1.1\r\n\r\n";
        const auto secret = signing::resigned(schemeOf("standard-webhooks"), head, "{}", "no base64!", someTime);
        QCOMPARE(secret.error(), (Error{ErrorCode::InvalidInput, "secret for Standard Webhooks"}));
        const auto payload = signing::resigned(schemeOf("speckle-string"), head, "{\"a\":1}", "s", someTime);
        QCOMPARE(payload.error(), (Error{ErrorCode::InvalidInput, "payload"}));
    }
};

HOOKLOUPE_APPLESS_TEST(TestResign)
#include "tst_resign.moc"
