// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "words/signature_words.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace hookloupe;
using namespace hookloupe::words;
using namespace Qt::Literals::StringLiterals;
using verify::Attempt;
using verify::BodyVariant;
using verify::EncodingVariant;
using verify::SecretVariant;

namespace {

constexpr int verdicts = static_cast<int>(SignatureVerdict::SecretsUnreadable) + 1;
constexpr int bodyVariants = static_cast<int>(BodyVariant::BodyAlone) + 1;
constexpr int secretVariants = static_cast<int>(SecretVariant::AsText) + 1;
constexpr int encodingVariants = static_cast<int>(EncodingVariant::WithoutPrefix) + 1;

const verify::Scheme& speckle()
{
    return *verify::findScheme("speckle");
}

bool isSentence(const QString& text)
{
    static const QRegularExpression openPlace(u"%[0-9n]"_s);
    return !text.isEmpty() && text.at(0).isUpper() && text.endsWith(u'.') && !text.contains(openPlace) &&
           !text.contains(u"  "_s);
}

} // namespace

class TestSignatureWords : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".?"_s)); }

    void everyVerdictHasAStableNameALabelAndASentenceInEveryScheme()
    {
        QSet<QString> names;
        QSet<QString> labels;
        for (int number = 0; number < verdicts; ++number) {
            const auto verdict = static_cast<SignatureVerdict>(number);
            names.insert(verdictName(verdict));
            labels.insert(verdictLabel(verdict));
            for (const Dialect dialect : {Dialect::None, Dialect::Object, Dialect::String}) {
                for (const verify::Scheme& scheme : verify::schemes())
                    QVERIFY(isSentence(verdictSentence({verdict, std::string(scheme.name), dialect})));
                QVERIFY(isSentence(verdictSentence({verdict, "removed", dialect})));
            }
        }
        const QSet<QString> stable{u"not_judged"_s, u"valid"_s,           u"valid_empty_secret"_s,
                                   u"mismatch"_s,   u"header_missing"_s,  u"header_malformed"_s,
                                   u"no_secret"_s,  u"body_unreadable"_s, u"stale"_s,
                                   u"unsigned_members"_s, u"repeated_payload"_s, u"whole_body_inside"_s,
                                   u"secrets_unreadable"_s};
        QCOMPARE(names, stable);
        QCOMPARE(labels.size(), verdicts);
        QVERIFY(!labels.contains(QString()));
    }

    void aVerdictNamesTheHeaderItIsAbout()
    {
        for (const auto verdict : {SignatureVerdict::Mismatch, SignatureVerdict::HeaderMissing,
                                   SignatureVerdict::HeaderMalformed}) {
            QVERIFY(verdictSentence({verdict, "github", Dialect::None}).contains(u"X-Hub-Signature-256"_s));
            QVERIFY(verdictSentence({verdict, "slack", Dialect::None}).contains(u"X-Slack-Signature"_s));
        }
        QVERIFY(verdictSentence({SignatureVerdict::Stale, "slack", Dialect::None}).contains(u'5'));
    }

    void whatIsNotSignedIsNamedHarmlessly()
    {
        QCOMPARE(coverageSentence({}), QString());
        const QString one = coverageSentence({.unsignedNames = {"ref\u202e\n"}, .unsignedMembers = 1});
        QVERIFY2(isSentence(one) && one.contains(u"“ref\\u{202E}\\u{000A}”"_s), qPrintable(one));
        const QString many = coverageSentence({.unsignedNames = {std::string(5'000, 'x'), "b"}, .unsignedMembers = 12});
        QVERIFY2(isSentence(many) && many.contains(u"12 members"_s) && many.contains(u"“b”, …"_s) && many.size() < 200,
                 qPrintable(many));
        for (const auto& coverage : {verify::Coverage{.repeatedPayload = true}, verify::Coverage{.unreadable = true},
                                     verify::Coverage{.wholeBodyInside = true}, verify::Coverage{.timeInFront = true}})
            QVERIFY(isSentence(coverageSentence(coverage)));
    }

    void dialectsHaveStableNames()
    {
        QCOMPARE(dialectName(Dialect::Object), u"object"_s);
        QCOMPARE(dialectName(Dialect::String), u"string"_s);
        QCOMPARE(dialectName(Dialect::None), QString());
    }

    void everyPartOfAnAttemptHasAdviceAndALabelOfItsOwn()
    {
        QSet<QString> advice;
        QSet<QString> labels;
        int attempts = 0;
        const auto add = [&](const Attempt& attempt) {
            ++attempts;
            QVERIFY2(isSentence(adviceSentence(attempt, speckle())),
                     qPrintable(adviceSentence(attempt, speckle())));
            QVERIFY(!attemptLabel(attempt).isEmpty());
            advice.insert(adviceSentence(attempt, speckle()));
            labels.insert(attemptLabel(attempt));
        };
        for (int i = 0; i < bodyVariants; ++i)
            add({.body = static_cast<BodyVariant>(i)});
        for (int i = 1; i < secretVariants; ++i)
            add({.secret = static_cast<SecretVariant>(i)});
        for (const auto algorithm : {crypto::HashAlgorithm::Sha1, crypto::HashAlgorithm::Sha512})
            add({.algorithm = algorithm});
        for (int i = 1; i < encodingVariants; ++i)
            add({.encoding = static_cast<EncodingVariant>(i)});
        QCOMPARE(advice.size(), attempts);
        QCOMPARE(labels.size(), attempts);
    }

    void everyCombinationIsMadeOfWholeSentences()
    {
        for (const verify::Scheme& scheme : verify::schemes()) {
            for (int b = 0; b < bodyVariants; ++b) {
                for (int s = 0; s < secretVariants; ++s) {
                    for (int e = 0; e < encodingVariants; ++e) {
                        const Attempt attempt{.body = static_cast<BodyVariant>(b),
                                              .secret = static_cast<SecretVariant>(s),
                                              .encoding = static_cast<EncodingVariant>(e)};
                        if (!isSentence(adviceSentence(attempt, scheme)))
                            QFAIL(qPrintable(adviceSentence(attempt, scheme)));
                    }
                }
            }
        }
    }

    void anotherSchemesSignatureIsNamedWithItsHeader()
    {
        const auto said = [](const char* scheme, SignatureVerdict verdict, const char* header = "", bool older = false) {
            const verify::Scheme* found = verify::findScheme(scheme);
            return words::otherSignatureSentence({found, *header ? std::string_view(header) : found->header, older, verdict});
        };
        QCOMPARE(said("github", SignatureVerdict::Valid), u"It carries GitHub's signature (X-Hub-Signature-256), and your secret fits."_s);
        QCOMPARE(said("stripe", SignatureVerdict::Stale), u"It carries Stripe's signature (Stripe-Signature), and your secret fits."_s);
        QCOMPARE(said("shopify", SignatureVerdict::Mismatch),
                 u"It carries Shopify's signature (X-Shopify-Hmac-Sha256), but your secret does not fit."_s);
        QVERIFY(said("slack", SignatureVerdict::HeaderMalformed).contains(u"not written as it should be"_s));
        QVERIFY(said("standard-webhooks", SignatureVerdict::Valid).contains(u"of the form Standard Webhooks (webhook-signature)"_s));
        QVERIFY(said("generic", SignatureVerdict::Valid).contains(u"of the form HMAC-SHA256 (X-Signature)"_s));
        const QString older = said("github", SignatureVerdict::Valid, "X-Hub-Signature", true);
        QVERIFY2(older.contains(u"(X-Hub-Signature), and your secret fits."_s) && older.contains(u"SHA-1"_s)
                     && older.contains(u"send X-Hub-Signature-256 too"_s), qPrintable(older));
    }

    void theTwoDialectsAreToldApart()
    {
        const QString whole = adviceSentence({.body = BodyVariant::OtherDialectWhole}, speckle());
        QVERIFY(whole.startsWith(u"Signed over the whole body, as Speckle 2.12 and later do"_s));
        QVERIFY(whole.contains(u"the inner string"_s));
        const QString inner = adviceSentence({.body = BodyVariant::OtherDialectInner}, speckle());
        QVERIFY(inner.contains(u"as Speckle 2.11 and earlier do"_s));
    }

    void aLabelNamesEveryPartThatDiffers()
    {
        const Attempt attempt{.body = BodyVariant::TrailingLf,
                              .secret = SecretVariant::Trimmed,
                              .algorithm = crypto::HashAlgorithm::Sha1,
                              .encoding = EncodingVariant::Base64};
        QCOMPARE(
            attemptLabel(attempt),
            u"with a line feed at the end, secret without white space around it, SHA-1, read as Base64"_s);
        QCOMPARE(adviceSentence(attempt, speckle()).count(u"Signed "_s), 3);
    }
};

HOOKLOUPE_TEST(TestSignatureWords)
#include "tst_signature_words.moc"
