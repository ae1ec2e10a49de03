// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/sender_rules.h"

namespace hookloupe::speckle {

namespace {

/// The only codes the sender takes for success; 203, 205 and 206 are failures.
bool isSuccess(int status)
{
    return status == 200 || status == 201 || status == 202 || status == 204;
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

SpeckleRecord failure(SpeckleReason reason, int httpStatus = 0)
{
    return {SpeckleStatus::Failure, reason, httpStatus};
}

} // namespace

SpeckleRecord recordFor(const DeliveryFacts& facts)
{
    // The guard speaks before any request leaves.
    if (facts.fault == NetworkFault::LocalAddressRefused)
        return failure(SpeckleReason::LocalNetworkRefused);
    // Before the network fault: a sender out of patience hangs up, which looks like a fault from here.
    if (facts.duration > deliveryTimeLimit)
        return failure(SpeckleReason::Timeout);
    if (facts.fault == NetworkFault::Other)
        return failure(SpeckleReason::NetworkError);
    if (facts.redirects > redirectLimit)
        return failure(SpeckleReason::TooManyRedirects);
    if (facts.status == 0)
        return {SpeckleStatus::BeingSent, SpeckleReason::None, 0};
    if (isRedirect(facts.status) && facts.redirectHasTarget) {
        if (facts.redirects >= redirectLimit)
            return failure(SpeckleReason::TooManyRedirects);
        return {SpeckleStatus::BeingSent, SpeckleReason::None, 0};
    }
    if (!isSuccess(facts.status))
        return failure(SpeckleReason::HttpStatus, facts.status);
    if (facts.bodyBytes > answerByteLimit)
        return failure(SpeckleReason::AnswerTooLarge);
    return {SpeckleStatus::Success, SpeckleReason::None, 0};
}

std::string_view statusInfo(SpeckleStatus status)
{
    switch (status) {
    case SpeckleStatus::Pending:
    case SpeckleStatus::BeingSent:
        return "";
    case SpeckleStatus::Success:
        return "Webhook called";
    case SpeckleStatus::Failure:
        return "WebhookError: Calling webhook was unsuccessful.";
    }
    return "";
}

} // namespace hookloupe::speckle
