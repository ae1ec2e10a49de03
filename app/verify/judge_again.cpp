// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/judge_again.h"

#include "verify/verify.h"

namespace hookloupe::verify {

const Scheme* schemeNow(std::string_view endpointScheme, const SignatureResult& onArrival)
{
    const Scheme* chosen = endpointScheme.empty() ? nullptr : findScheme(endpointScheme);
    return chosen ? chosen : findScheme(onArrival.scheme);
}

bool canJudgeAgain(const Capture& capture, const http::Headers& headers)
{
    if (capture.summary.kind == CaptureKind::Malformed)
        return false;
    const bool atHead = capture.summary.signature.verdict == SignatureVerdict::NotJudged && capture.body.empty()
        && http::headerValue(headers, "Expect").has_value();
    return !atHead;
}

SignatureResult judgedNow(const Capture& capture, std::string_view endpointScheme, const std::vector<std::string>& secrets,
                          bool unreadable)
{
    const http::HeadView head = http::viewHead(capture.head);
    const Scheme* scheme = schemeNow(endpointScheme, capture.summary.signature);
    if (!scheme || !canJudgeAgain(capture, head.headers))
        return capture.summary.signature;
    SignatureResult result = verdict(*scheme, {head.headers, capture.content(), capture.summary.arrivedAt}, secrets);
    if (unreadable)
        result.verdict = SignatureVerdict::SecretsUnreadable;
    return result;
}

} // namespace hookloupe::verify
