// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/scheme.h"

#include <algorithm>
#include <array>

namespace hookloupe::verify {

namespace {

using crypto::HashAlgorithm;
using std::chrono::minutes;

constexpr std::array<Scheme, 9> registry{{
    {.name = "speckle",
     .title = "Speckle",
     .header = "X-WEBHOOK-SIGNATURE",
     .covered = Covered::SpeckleBody,
     .source = "https://speckle.guide/dev/server-webhooks.html"},
    {.name = "speckle-object",
     .title = "Speckle, whole body",
     .header = "X-WEBHOOK-SIGNATURE",
     .covered = Covered::SpeckleBody,
     .dialect = Dialect::Object,
     .source = "https://speckle.guide/dev/server-webhooks.html"},
    {.name = "speckle-string",
     .title = "Speckle, payload alone",
     .header = "X-WEBHOOK-SIGNATURE",
     .covered = Covered::SpeckleBody,
     .dialect = Dialect::String,
     .source = "https://speckle.guide/dev/server-webhooks.html"},
    {.name = "generic",
     .title = "HMAC-SHA256",
     .header = "X-Signature",
     .source = "https://www.rfc-editor.org/rfc/rfc2104"},
    {.name = "github",
     .title = "GitHub",
     .header = "X-Hub-Signature-256",
     .prefix = "sha256=",
     .source = "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries"},
    {.name = "stripe",
     .title = "Stripe",
     .header = "Stripe-Signature",
     .prefix = "v1=",
     .covered = Covered::TimestampDotBody,
     .form = HeaderForm::StripeList,
     .tolerance = minutes(5),
     .source = "https://docs.stripe.com/webhooks#verify-manually"},
    {.name = "slack",
     .title = "Slack",
     .header = "X-Slack-Signature",
     .prefix = "v0=",
     .covered = Covered::SlackBasestring,
     .timestampHeader = "X-Slack-Request-Timestamp",
     .tolerance = minutes(5),
     .source = "https://docs.slack.dev/authentication/verifying-requests-from-slack"},
    {.name = "shopify",
     .title = "Shopify",
     .header = "X-Shopify-Hmac-Sha256",
     .encoding = Encoding::Base64,
     .source = "https://shopify.dev/docs/apps/build/webhooks/subscribe/https#step-2-validate-the-origin-of-your-webhook"},
    {.name = "standard-webhooks",
     .title = "Standard Webhooks",
     .header = "webhook-signature",
     .encoding = Encoding::Base64,
     .prefix = "v1,",
     .covered = Covered::IdTimestampBody,
     .form = HeaderForm::SpaceList,
     .key = KeyForm::WhsecBase64,
     .timestampHeader = "webhook-timestamp",
     .idHeader = "webhook-id",
     .tolerance = minutes(5),
     .source = "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"},
}};

} // namespace

std::span<const Scheme> schemes()
{
    return registry;
}

const Scheme* findScheme(std::string_view name)
{
    const auto found = std::ranges::find(registry, name, &Scheme::name);
    return found == registry.end() ? nullptr : &*found;
}

} // namespace hookloupe::verify
