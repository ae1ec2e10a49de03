// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/header_words.h"

#include "base/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace hookloupe::words {

namespace {

constexpr char context[] = "HeaderWords";

struct Meaning {
    std::string_view name;
    const char* sentence;
};

/// The section or page each sentence is taken from stands above its group.
constexpr Meaning meanings[]{
    // RFC 9110, by section: 7.2, 8.3, 8.4, 8.5, 8.6, 8.7, 8.8.2, 8.8.3
    {"Host", QT_TRANSLATE_NOOP("HeaderWords", "The name and port the sender meant to reach; its own view of your URL.")},
    {"Content-Type", QT_TRANSLATE_NOOP("HeaderWords", "The format of the body.")},
    {"Content-Encoding", QT_TRANSLATE_NOOP("HeaderWords", "How the body was compressed; it has to be undone before reading. A signature covers the compressed bytes or the plain ones, depending on the sender.")},
    {"Content-Language", QT_TRANSLATE_NOOP("HeaderWords", "The human language of the body.")},
    {"Content-Length", QT_TRANSLATE_NOOP("HeaderWords", "The number of bytes in the body.")},
    {"Content-Location", QT_TRANSLATE_NOOP("HeaderWords", "Where the thing in the body can be found.")},
    {"Last-Modified", QT_TRANSLATE_NOOP("HeaderWords", "When the thing in the body was last changed.")},
    {"ETag", QT_TRANSLATE_NOOP("HeaderWords", "A mark of this version of the thing in the body.")},
    // RFC 9110, by section: 6.6.1, 6.6.2, 7.6.1, 7.6.3, 7.8, 10.1.1, 10.1.2, 10.1.3, 10.1.4, 10.1.5
    {"Date", QT_TRANSLATE_NOOP("HeaderWords", "When the sender made the request, by its own clock.")},
    {"Trailer", QT_TRANSLATE_NOOP("HeaderWords", "Names of fields that come behind a chunked body.")},
    {"Connection", QT_TRANSLATE_NOOP("HeaderWords", "Whether the sender wants to keep the connection. Speckle sends “close” but uses the connection again if it is left open.")},
    {"Via", QT_TRANSLATE_NOOP("HeaderWords", "The proxies the request passed.")},
    {"Upgrade", QT_TRANSLATE_NOOP("HeaderWords", "Another protocol the sender would rather speak.")},
    {"Expect", QT_TRANSLATE_NOOP("HeaderWords", "With “100-continue” the sender waits for a go-ahead before it sends the body.")},
    {"From", QT_TRANSLATE_NOOP("HeaderWords", "The e-mail address of whoever runs the sender.")},
    {"Referer", QT_TRANSLATE_NOOP("HeaderWords", "The page the request came from.")},
    {"TE", QT_TRANSLATE_NOOP("HeaderWords", "Transfer codings the sender takes in the answer.")},
    {"User-Agent", QT_TRANSLATE_NOOP("HeaderWords", "The program that sent the request. Speckle's is node-fetch.")},
    // RFC 9110, by section: 11.6.2, 11.7.2, 12.5.1, 12.5.2, 12.5.3, 12.5.4, 13.1, 14.2
    {"Authorization", QT_TRANSLATE_NOOP("HeaderWords", "Proof of who sends; a secret. Speckle sends it only when the webhook's URL holds a user and a password.")},
    {"Proxy-Authorization", QT_TRANSLATE_NOOP("HeaderWords", "Proof for a proxy on the way; a secret.")},
    {"Accept", QT_TRANSLATE_NOOP("HeaderWords", "The formats the sender takes in the answer.")},
    {"Accept-Charset", QT_TRANSLATE_NOOP("HeaderWords", "The character sets the sender takes in the answer; out of use.")},
    {"Accept-Encoding", QT_TRANSLATE_NOOP("HeaderWords", "The compressions the sender takes in the answer.")},
    {"Accept-Language", QT_TRANSLATE_NOOP("HeaderWords", "The human languages the sender would like in the answer.")},
    {"If-Match", QT_TRANSLATE_NOOP("HeaderWords", "Only to be done if the thing still has this mark.")},
    {"If-None-Match", QT_TRANSLATE_NOOP("HeaderWords", "Only to be done if the thing has another mark by now.")},
    {"If-Modified-Since", QT_TRANSLATE_NOOP("HeaderWords", "Only to be done if the thing has changed since.")},
    {"If-Unmodified-Since", QT_TRANSLATE_NOOP("HeaderWords", "Only to be done if the thing has not changed since.")},
    {"Range", QT_TRANSLATE_NOOP("HeaderWords", "The part of the answer the sender wants.")},
    // RFC 9112 section 6.1; RFC 9111 sections 5.2 and 5.4; RFC 6265 section 5.4; RFC 6454 section 7; RFC 9530 section 2
    {"Transfer-Encoding", QT_TRANSLATE_NOOP("HeaderWords", "With “chunked” the body came in pieces, each with its size in front.")},
    {"Cache-Control", QT_TRANSLATE_NOOP("HeaderWords", "What caches on the way may do.")},
    {"Pragma", QT_TRANSLATE_NOOP("HeaderWords", "An old word for Cache-Control.")},
    {"Cookie", QT_TRANSLATE_NOOP("HeaderWords", "What the receiver asked the sender to remember; often a secret.")},
    {"Origin", QT_TRANSLATE_NOOP("HeaderWords", "The web page's site a browser sends from.")},
    {"Content-Digest", QT_TRANSLATE_NOOP("HeaderWords", "A checksum of the body. It says whether the body arrived whole, not who sent it.")},
    {"Idempotency-Key", QT_TRANSLATE_NOOP("HeaderWords", "The same for each attempt to do one thing: a receiver that has seen it need not do it again.")},
    // RFC 7239; MDN's pages of the X-Forwarded- fields
    {"Forwarded", QT_TRANSLATE_NOOP("HeaderWords", "Who sent the request before the proxies, as they say.")},
    {"X-Forwarded-For", QT_TRANSLATE_NOOP("HeaderWords", "The sender's address and those of the proxies, as they say; anyone can write it.")},
    {"X-Forwarded-Host", QT_TRANSLATE_NOOP("HeaderWords", "The host the sender asked for, before a proxy or tunnel.")},
    {"X-Forwarded-Port", QT_TRANSLATE_NOOP("HeaderWords", "The port the sender used, before a proxy or tunnel.")},
    {"X-Forwarded-Proto", QT_TRANSLATE_NOOP("HeaderWords", "Whether the sender used http or https, before a proxy or tunnel.")},
    {"X-Real-IP", QT_TRANSLATE_NOOP("HeaderWords", "The sender's address, as a proxy says.")},
    {"X-Request-Id", QT_TRANSLATE_NOOP("HeaderWords", "A number for this request, to find it again in logs.")},
    {"X-Correlation-Id", QT_TRANSLATE_NOOP("HeaderWords", "A number shared by all requests of one matter.")},
    // www.w3.org/TR/trace-context sections 3.2 and 3.3
    {"traceparent", QT_TRANSLATE_NOOP("HeaderWords", "The trace this request belongs to, for tools that follow requests through many services.")},
    {"tracestate", QT_TRANSLATE_NOOP("HeaderWords", "Further marks of that trace, by vendor.")},
    // speckle.guide/dev/server-webhooks.html
    {"X-WEBHOOK-SIGNATURE", QT_TRANSLATE_NOOP("HeaderWords", "Speckle's signature: HMAC-SHA256 in hex. It is always there; without a secret it is made with the empty key and proves nothing.")},
    // A usual name for a signature of one's own
    {"X-Signature", QT_TRANSLATE_NOOP("HeaderWords", "A signature; what it covers is for its sender to say.")},
    // docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers
    {"X-GitHub-Event", QT_TRANSLATE_NOOP("HeaderWords", "The event's name at GitHub.")},
    {"X-GitHub-Delivery", QT_TRANSLATE_NOOP("HeaderWords", "GitHub's id of this delivery; the same when it is sent again.")},
    {"X-GitHub-Hook-ID", QT_TRANSLATE_NOOP("HeaderWords", "GitHub's number of the webhook.")},
    {"X-GitHub-Hook-Installation-Target-Type", QT_TRANSLATE_NOOP("HeaderWords", "What the webhook at GitHub was made for: a repository, an organisation, an app.")},
    {"X-GitHub-Hook-Installation-Target-ID", QT_TRANSLATE_NOOP("HeaderWords", "The number of that repository, organisation or app.")},
    {"X-Hub-Signature-256", QT_TRANSLATE_NOOP("HeaderWords", "GitHub's signature: “sha256=” and the HMAC-SHA256 of the body in hex.")},
    {"X-Hub-Signature", QT_TRANSLATE_NOOP("HeaderWords", "GitHub's old signature with SHA-1. Check X-Hub-Signature-256 instead.")},
    // docs.stripe.com/webhooks#verify-manually
    {"Stripe-Signature", QT_TRANSLATE_NOOP("HeaderWords", "Stripe's time (t) and signatures (v1): HMAC-SHA256 of time, dot and body in hex.")},
    // docs.slack.dev/authentication/verifying-requests-from-slack; docs.slack.dev/apis/events-api (retries)
    {"X-Slack-Signature", QT_TRANSLATE_NOOP("HeaderWords", "Slack's signature: “v0=” and the HMAC-SHA256 of “v0:”, time, colon and body in hex.")},
    {"X-Slack-Request-Timestamp", QT_TRANSLATE_NOOP("HeaderWords", "When Slack sent the request, in seconds since 1970; part of what it signs.")},
    {"X-Slack-Retry-Num", QT_TRANSLATE_NOOP("HeaderWords", "Which attempt of Slack's this is, after the first.")},
    {"X-Slack-Retry-Reason", QT_TRANSLATE_NOOP("HeaderWords", "Why Slack tries again.")},
    // shopify.dev/docs/api/webhooks/latest#headers
    {"X-Shopify-Hmac-Sha256", QT_TRANSLATE_NOOP("HeaderWords", "Shopify's signature: the HMAC-SHA256 of the body in Base64.")},
    {"X-Shopify-Topic", QT_TRANSLATE_NOOP("HeaderWords", "The event's name at Shopify.")},
    {"X-Shopify-Shop-Domain", QT_TRANSLATE_NOOP("HeaderWords", "The shop the event is about.")},
    {"X-Shopify-API-Version", QT_TRANSLATE_NOOP("HeaderWords", "The version of Shopify's API the body follows.")},
    {"X-Shopify-Webhook-Id", QT_TRANSLATE_NOOP("HeaderWords", "Shopify's id of this delivery; the same when it is sent again.")},
    {"X-Shopify-Event-Id", QT_TRANSLATE_NOOP("HeaderWords", "Shopify's id of the event; shared by all webhooks about it.")},
    {"X-Shopify-Triggered-At", QT_TRANSLATE_NOOP("HeaderWords", "When the event happened at Shopify.")},
    // github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    {"webhook-id", QT_TRANSLATE_NOOP("HeaderWords", "The message's id by Standard Webhooks; the same when it is sent again, and part of what is signed.")},
    {"webhook-timestamp", QT_TRANSLATE_NOOP("HeaderWords", "When this attempt was made, in seconds since 1970; part of what is signed.")},
    {"webhook-signature", QT_TRANSLATE_NOOP("HeaderWords", "Signatures by Standard Webhooks: “v1,” and the HMAC-SHA256 of id, time and body in Base64.")},
};

} // namespace

QString headerMeaning(std::string_view name)
{
    const auto* found = std::find_if(std::begin(meanings), std::end(meanings), [&](const Meaning& meaning) {
        return equalsIgnoreCase(meaning.name, name);
    });
    return found == std::end(meanings) ? QString() : QCoreApplication::translate(context, found->sentence);
}

} // namespace hookloupe::words
