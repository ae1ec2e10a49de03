// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/volatile_names.h"

namespace hookloupe::compare {

const std::vector<std::string>& volatileMembers()
{
    static const std::vector<std::string> names{
        "createdAt", "updatedAt", "created_at", "updated_at", "created", "timestamp", "event_time", "time", "date",
        "id", "suuid", "uuid", "versionId", "commitId", "objectId", "referencedObject", "parents", "commentId",
        "threadId", "event_id", "eventId", "requestId", "request_id", "deliveryId", "nonce",
    };
    return names;
}

const std::vector<std::string>& volatileFields()
{
    static const std::vector<std::string> names{
        "Date", "Content-Length", "X-WEBHOOK-SIGNATURE", "X-Hub-Signature", "X-Hub-Signature-256", "X-GitHub-Delivery",
        "Stripe-Signature", "X-Slack-Signature", "X-Slack-Request-Timestamp", "X-Shopify-Hmac-Sha256",
        "X-Shopify-Webhook-Id", "X-Shopify-Event-Id", "X-Shopify-Triggered-At", "webhook-id", "webhook-timestamp",
        "webhook-signature", "X-Request-Id", "traceparent", "tracestate",
    };
    return names;
}

} // namespace hookloupe::compare
