// SPDX-License-Identifier: GPL-3.0-or-later
// Every event of every other provider, checked as its own documentation says, with Qt's HMAC and none of our code.
#include "support/test_main.h"
#include "simulate/event_order.h"
#include "simulate/speckle_event.h"

#include <QMessageAuthenticationCode>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;
using namespace hookloupe::signing;
using namespace hookloupe::simulate;

namespace {

struct Sent {
    QByteArray head;
    QByteArray body;

    /// Of the only field of that name.
    [[nodiscard]] QByteArray field(const QByteArray& name) const
    {
        QByteArray found;
        int count = 0;
        for (const QByteArray& line : head.split('\n')) {
            const auto colon = line.indexOf(':');
            if (colon > 0 && line.left(colon).toLower() == name.toLower()) {
                found = line.mid(colon + 1).trimmed();
                ++count;
            }
        }
        [&] { QCOMPARE(count, 1); }();
        return found;
    }
};

QByteArray hmac(const QByteArray& key, const QByteArray& text, QCryptographicHash::Algorithm algorithm = QCryptographicHash::Sha256)
{
    return QMessageAuthenticationCode::hash(text, key, algorithm);
}

constexpr auto secret = "s3cr\xc3\xa8t";
constexpr auto standardSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// docs.github.com, "Validating webhook deliveries"
void checkGithub(const Sent& sent)
{
    QCOMPARE(sent.field("X-Hub-Signature-256"), "sha256=" + hmac(secret, sent.body).toHex());
    QCOMPARE(sent.field("X-Hub-Signature"), "sha1=" + hmac(secret, sent.body, QCryptographicHash::Sha1).toHex());
}

/// docs.stripe.com/webhooks, "Verify manually"
void checkStripe(const Sent& sent)
{
    QByteArray time;
    QByteArray signature;
    for (const QByteArray& part : sent.field("Stripe-Signature").split(',')) {
        if (part.startsWith("t="))
            time = part.mid(2);
        if (part.startsWith("v1="))
            signature = part.mid(3);
    }
    QVERIFY(time.toLongLong() > 0);
    QCOMPARE(signature, hmac(secret, time + '.' + sent.body).toHex());
}

/// docs.slack.dev, "Verifying requests from Slack"
void checkSlack(const Sent& sent)
{
    const QByteArray time = sent.field("X-Slack-Request-Timestamp");
    QVERIFY(time.toLongLong() > 0);
    QCOMPARE(sent.field("X-Slack-Signature"), "v0=" + hmac(secret, "v0:" + time + ':' + sent.body).toHex());
}

/// shopify.dev, "Deliver webhooks through HTTPS"
void checkShopify(const Sent& sent)
{
    QCOMPARE(sent.field("X-Shopify-Hmac-SHA256"), hmac(secret, sent.body).toBase64());
}

/// github.com/standard-webhooks/standard-webhooks, spec, "Verifying webhook authenticity"
void checkStandard(const Sent& sent)
{
    const QByteArray key = QByteArray::fromBase64(QByteArray(standardSecret).mid(6));
    QCOMPARE(key.size(), 24);
    const QByteArray text = sent.field("webhook-id") + '.' + sent.field("webhook-timestamp") + '.' + sent.body;
    QVERIFY(!sent.field("webhook-id").isEmpty() && sent.field("webhook-timestamp").toLongLong() > 0);
    QCOMPARE(sent.field("webhook-signature"), "v1," + hmac(key, text).toBase64());
}

} // namespace

class TestProviderSignatures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEventIsSignedAsItsDocumentationSays_data()
    {
        QTest::addColumn<QString>("provider");
        QTest::addColumn<QString>("event");
        for (const Provider& provider : providers()) {
            for (const std::string& event : eventsOf(provider.name)) {
                const QString name = QString::fromUtf8(provider.name.data(), qsizetype(provider.name.size()));
                QTest::addRow("%s %s", qPrintable(name), event.c_str()) << name << QString::fromStdString(event);
            }
        }
    }
    void everyEventIsSignedAsItsDocumentationSays()
    {
        QFETCH(QString, provider);
        QFETCH(QString, event);
        const UtcTime now(Micros(1'795'315'600'000'000));
        EventOrder order;
        order.provider = provider.toStdString();
        order.event = event.toStdString();
        Fields fields = testFields(now);
        fields["message"] = "\"quoted\" – ünïcode\n";
        const auto made = requestFor(order, fields, {"/x", "h", {}}, provider == u"standard-webhooks"_s ? standardSecret : secret, now);
        QVERIFY(made.ok());
        const Sent sent{QByteArray::fromStdString(made->head), QByteArray::fromStdString(made->body)};
        QCOMPARE(sent.field("Content-Length").toLongLong(), sent.body.size());
        if (provider == u"github"_s)
            checkGithub(sent);
        else if (provider == u"stripe"_s)
            checkStripe(sent);
        else if (provider == u"slack"_s)
            checkSlack(sent);
        else if (provider == u"shopify"_s)
            checkShopify(sent);
        else if (provider == u"standard-webhooks"_s)
            checkStandard(sent);
        else
            QFAIL("a provider without a check of its own");
    }
};

HOOKLOUPE_APPLESS_TEST(TestProviderSignatures)
#include "tst_provider_signatures.moc"
