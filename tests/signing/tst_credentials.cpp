// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_main.h"
#include "signing/credentials.h"

#include "support/wire_file.h"

#include <QTest>

using namespace hookloupe;
using namespace std::string_literals;

class TestCredentials : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTokensOfCommonSendersAreCredentials_data()
    {
        QTest::addColumn<bool>("is");
        for (const char* name :
             {"Authorization", "Proxy-Authorization", "Cookie", "X-Gitlab-Token", "X-Api-Key", "apikey", "X-Auth-Token", "X-Auth",
              "X-Amz-Security-Token", "X-Telegram-Bot-Api-Secret-Token", "X-Goog-Channel-Token", "X-Hook-Secret", "X-Hub-Signature",
              "X-Hub-Signature-256", "Stripe-Signature", "X-Slack-Signature", "X-Shopify-Hmac-Sha256", "webhook-signature",
              "svix-signature", "X-Signature-Ed25519", "X-Twilio-Signature", "X-Twilio-Email-Event-Webhook-Signature",
              "PAYPAL-TRANSMISSION-SIG", "x-square-hmacsha256-signature", "Paddle-Signature", "X-HubSpot-Signature-v3",
              "x-zm-signature", "Linear-Signature", "Calendly-Webhook-Signature", "X-Hook-Signature", "x-xero-signature", "X-Signature",
              "X-WC-Webhook-Signature", "x-vercel-signature", "x-webflow-signature", "ElevenLabs-Signature", "X-FusionAuth-Signature-JWT",
              "X-Airtable-Content-MAC", "Event-Signature", "X-WEBHOOK-SIGNATURE", "X-Trello-Webhook", "X-Dropbox-Signature",
              "Ocp-Apim-Subscription-Key", "x-functions-key", "aeg-sas-key", "X-Vault-Token", "X-Amzn-Oidc-Accesstoken", "X-Session-Id",
              "x_api_key", "X-XSRF-TOKEN", "CB-ACCESS-PASSPHRASE", "CB-ACCESS-SIGN", "KC-API-SIGN", "OK-ACCESS-SIGN", "DPoP", "X-Sign",
              "X-AuthKey", "X-Auth-Code", "X-Access-Code", "X-OTP", "X-Pass", "X-Passphrase", "X-Credentials", "X-Authentication",
              "Authentication", "X-SID", "X-Key", "X-Login", "X-Client-Cert", "X-Forwarded-Client-Cert", "X-Secret-Name",
              "Auth-Token-Name", "X-Password-At", "X-AccessKey", "X-SecretKey", "X-Deploy-Key", "X-Encryption-Key", "X-License-Key", "X-Tokens",
              "X-Secrets-1", "Apikey2", "X-OAuth", "X-Webhook-Auth-Value", "X-Client-Assertion", "X-Kerberos-Ticket", "X-SAML", "X-Pin",
              "X-PW", "X-Passwort", "X-Access", "XAccessKey", "xApiKeys", "X-ToKen", "X-Private-Keys-2", "x_shared_key_value", "X-Mot-De-Passe",
              // of senders, proxies and access gateways
              "X-Goog-IAP-JWT-Assertion", "X-Serverless-Authorization", "X-Goog-Api-Key", "Cf-Access-Jwt-Assertion",
              "CF-Access-Client-Secret", "cf-webhook-auth", "X-Auth-Key", "X-Auth-User-Service-Key", "X-MS-TOKEN-AAD-ACCESS-TOKEN", "X-ZUMO-AUTH",
              "X-ARR-ClientCert", "aeg-sas-token", "x-ms-encryption-key", "x-ms-authorization-auxiliary", "api-key", "X-Origin-Verify",
              "x-amz-server-side-encryption-customer-key", "X-Amz-Firehose-Access-Key", "X-Amz-Credential", "X-Amzn-Mtls-Clientcert",
              "x-vercel-protection-bypass", "x-vercel-oidc-token", "x-vercel-sc-headers", "x-nf-sign", "PRIVATE-TOKEN", "JOB-TOKEN", "DEPLOY-TOKEN",
              "Heroku-Webhook-Hmac-SHA256", "Jenkins-Crumb", "X-DocuSign-Signature-1", "X-Sentry-Auth", "DD-APPLICATION-KEY",
              "X-Parse-JavaScript-Key", "x-hasura-admin-secret", "X-Forwarded-Tls-Client-Cert", "X-SSL-Cert", "X-Registry-Auth",
              "X-Vault-Unseal-Key", "X-Grafana-Id", "teleport-jwt-assertion", "X-Pomerium-Jwt-Assertion", "X-Forwarded-Access-Token",
              "Plaid-Verification", "X-MBX-APIKEY", "X-BAPI-SIGN", "API-Sign", "BOX-SIGNATURE-PRIMARY", "Fastly-Key", "X-Sonar-Webhook-HMAC-SHA256",
              "Signature-Input", "Client-Cert-Chain", "MYSAPSSO2", "X-Postmark-Server-Token", "X-WP-Nonce", "Set-Cookie2"})
            QTest::newRow(name) << true;
        for (const char* name :
             {"Host", "Content-Type", "Content-Length", "User-Agent", "X-Event-Key", "Idempotency-Key", "Sec-WebSocket-Key",
              "X-GitHub-Event", "X-GitHub-Delivery", "webhook-id", "webhook-timestamp", "X-Signature-Timestamp", "X-Slack-Request-Timestamp",
              "X-Twilio-Email-Event-Webhook-Timestamp", "X-HubSpot-Signature-Version", "X-Twilio-Webhooks-Signature-Settings",
              "x-amz-sns-message-type", "PAYPAL-AUTH-ALGO", "X-Forwarded-For", "X-Request-Id", "Digest", "X-Status-Code", "X-Signed-At", "X-Design", "Accept", "",
              "X-Idempotency-Key", "X-Request-Key", "Surrogate-Key", "X-Cache-Key", "X-Partition-Keys", "X-Correlation-Key", "x-amz-meta-key",
              "X-Monkey", "X-Turkey", "X-Hockey-Team", "X-Keyboard", "X-Speckle-Server", "X-Speckle-Stream-Id", "X-Speckle-Project-Id",
              "Content-Digest", "Content-Encoding", "Content-Language", "Content-MD5", "Sec-WebSocket-Version", "Sec-WebSocket-Protocol",
              "Sec-Fetch-Site", "X-Amz-Cf-Id", "X-Gitlab-Event-UUID", "X-Gitlab-Webhook-UUID", "X-GitHub-Hook-ID", "Access-Control-Request-Headers",
              "X-Accessibility", "X-Author", "X-Authority", "X-Authenticated-User", "X-Passenger", "X-Compass", "X-Spin", "X-Shopping-Id", "X-Pinterest",
              "X-Machine", "X-Assigned-To", "X-Obsession", "Origin", "Referer", "Traceparent", "X-B3-TraceId", "X-Real-IP", "X-Http-Method-Override",
              "X-Concert", "X-Nonce", "Negotiate", "X-Code", "X-Zip-Code", "X-OAuth-Scopes", "X-Request-Hash", "X-Data", "X-Text-Value", "Expect", "Via", "Accept-Charset"})
            QTest::newRow(*name ? name : "empty") << false;
    }
    void theTokensOfCommonSendersAreCredentials()
    {
        QFETCH(const bool, is);
        const std::string name = QTest::currentDataTag() == "empty"s ? std::string() : QTest::currentDataTag();
        QCOMPARE(signing::isCredential(name), is);
        if (!is)
            return;
        const std::string head = "POST / HTTP/1.1\r\nHost: h\r\n" + name + ": x\r\nX-Other: 1\r\n\r\n";
        QCOMPARE(signing::credentialFields(head), std::vector{name});
        QCOMPARE(signing::withoutCredentials(head), "POST / HTTP/1.1\r\nHost: h\r\nX-Other: 1\r\n\r\n"s);
    }

    void everyNameThatIsAskedAboutIsACredential()
    {
        for (const std::string& name : signing::credentialNames())
            QVERIFY2(signing::isCredential(name), name.c_str());
    }

    void whatGivesRightsOrProvesTheSenderIsFoundAndTakenOut()
    {
        const std::string head = "POST /a HTTP/1.1\r\nHost: x\r\nauthorization: Basic a\r\nCookie: a\r\nX-A: b\r\ncookie:c\r\n"
                                 "Stripe-Signature: t=1\r\nx-hub-signature-256: sha256=1\r\nX-Slack-Signature: v0=1\r\n"
                                 "X-Hub-Signature: sha1=1\r\n"
                                 "Proxy-Authorization: x\r\nX-WEBHOOK-SIGNATURE: 1\r\nContent-Length: 0\r\n\r\n";
        const auto names = signing::credentialFields(head);
        QCOMPARE(names, (std::vector{"authorization"s, "Cookie"s, "Stripe-Signature"s, "x-hub-signature-256"s,
                                     "X-Slack-Signature"s, "X-Hub-Signature"s, "Proxy-Authorization"s, "X-WEBHOOK-SIGNATURE"s}));
        QCOMPARE(signing::withoutFields(head, names),
                 "POST /a HTTP/1.1\r\nHost: x\r\nX-A: b\r\nContent-Length: 0\r\n\r\n"s);
    }

    void everyRecordedRequestHasOne()
    {
        for (const auto& file : test::wireFiles()) {
            const auto names = signing::credentialFields(file.head);
            QVERIFY(!names.empty());
            const std::string bare = signing::withoutFields(file.head, names);
            QVERIFY(bare.find(file.signature) == std::string::npos);
            QVERIFY(bare.find("Authorization") == std::string::npos);
            QVERIFY(signing::credentialFields(bare).empty());
        }
    }

    void thoseBehindTheLastChunkAreFoundAndTakenOut()
    {
        const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nCookie: a\r\nTrailer: cookie, Authorization\r\ntransfer-encoding: chunked\r\n\r\n";
        const std::string chunks = "1e;x=\"y\"\r\nAuthorization: not this\r\n0\r\n\r\n\r\n0;last\r\n";
        const std::string body = chunks + "X-A: 1\r\nauthorization: Bearer x\r\n folded\r\nX-B:2\r\ncookie: b\r\nX-Api-Key:c\r\n\r\n";
        const auto names = signing::credentialFields(head, body);
        QCOMPARE(names, (std::vector{"Cookie"s, "authorization"s, "X-Api-Key"s}));
        QCOMPARE(signing::bodyWithoutFields(head, body, names), chunks + "X-A: 1\r\nX-B:2\r\n\r\n");
        QCOMPARE(signing::bodyWithoutFields(head, body, {"x-b"}),
                 chunks + "X-A: 1\r\nauthorization: Bearer x\r\n folded\r\ncookie: b\r\nX-Api-Key:c\r\n\r\n");
        QCOMPARE(signing::bodyWithoutFields(head, chunks + "Cookie: c\r\n\r\n", names), chunks + "\r\n");
        for (const std::string& other : {chunks + "\r\n", chunks + "X-A: 1\r\n\r\n", "1\r\nCookie: a\r\n\r\n"s, "Cookie: a\r\n\r\n"s, ""s}) {
            QCOMPARE(signing::credentialFields(head, other), std::vector{"Cookie"s});
            QCOMPARE(signing::bodyWithoutFields(head, other, names), other);
        }
        // The same bytes with a length of their own are content.
        const std::string whole = "POST / HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
        QVERIFY(signing::credentialFields(whole, body).empty());
        QCOMPARE(signing::bodyWithoutFields(whole, body, names), body);
    }

    void thoseBehindTheSizesOfChunksAreFoundAndTakenOut()
    {
        const std::string head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        const std::string body = "3;a=1;Chunk-Signature=ad80;b\r\nx;t\r\n4 ; token = \"a;\\\";b=c\" ;q=\";token=1\"\r\n;a=b\r\n2\r\nab\r\n0;CHUNK-signature=b6\r\nX-A: 1\r\nx-api-key: k\r\n\r\n";
        const auto names = signing::credentialFields(head, body);
        QCOMPARE(names, (std::vector{"Chunk-Signature"s, "token"s, "x-api-key"s}));
        QCOMPARE(signing::bodyWithoutFields(head, body, names),
                 "3;a=1;b\r\nx;t\r\n4 ;q=\";token=1\"\r\n;a=b\r\n2\r\nab\r\n0\r\nX-A: 1\r\n\r\n"s);
        for (const std::string& odd : {"2;token\r\nab"s, "z;token=1\r\n"s, "0;"s, "1;;=;\"\r\na\r\n0;\\\r\n\r\n"s, "0;\"token\\\r\n\r\n"s})
            QCOMPARE(signing::bodyWithoutFields(head, odd, {"x"}), odd);
        QCOMPARE(signing::bodyWithoutFields(head, "0;token\r\n\r\n", {"token"}), "0\r\n\r\n"s);
    }

    void aHeadWithoutAnyStaysAsItIs()
    {
        const std::string head = "GET / HTTP/1.1\r\nX-Authorization-Hint: y\r\n\r\n";
        QVERIFY(signing::credentialFields(head).empty());
        QCOMPARE(signing::withoutFields(head, {}), head);
    }
};

HOOKLOUPE_APPLESS_TEST(TestCredentials)
#include "tst_credentials.moc"
