// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/draft.h"

#include "base/text.h"
#include "http/chunk_map.h"
#include "http/request.h"
#include "resend/json_edit.h"
#include "signing/credentials.h"
#include "signing/resign.h"
#include "verify/scheme.h"

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr std::string_view speckleField = "X-WEBHOOK-SIGNATURE";

bool isNamed(std::string_view name, const std::vector<std::string>& names)
{
    return std::any_of(names.begin(), names.end(), [name](const std::string& one) { return equalsIgnoreCase(one, name); });
}

bool isChunked(std::string_view head)
{
    const http::HeadView view = http::viewHead(head);
    const auto coding = http::headerValue(view.headers, "Transfer-Encoding");
    return coding && coding->size() >= 7 && equalsIgnoreCase(coding->substr(coding->size() - 7), "chunked");
}

std::string hexSize(std::size_t size)
{
    std::string digits;
    do {
        digits.insert(digits.begin(), "0123456789abcdef"[size & 0xf]);
        size >>= 4;
    } while (size != 0);
    return digits;
}

Result<std::string> signedHead(const Plan& plan, std::string_view head, std::string_view content)
{
    const verify::Scheme* scheme = verify::findScheme(plan.signing.scheme);
    if (!scheme)
        return Error{ErrorCode::NotFound, "scheme " + plan.signing.scheme};
    const verify::Scheme* const before = verify::findScheme(plan.draft.original->summary.signature.scheme);
    const bool other = before && before->header != scheme->header;
    return signing::resigned(*scheme, other ? signing::withoutSignature(*before, head) : std::string(head), content,
                              plan.signing.secret, plan.now);
}

/// The value for Speckle's own field: as it stands in the request, or made by one of the schemes that Speckle's field has.
Result<std::string> speckleSignature(const Plan& plan, std::string_view content)
{
    std::string head = plan.draft.head;
    if (plan.signing.with != SignWith::Nothing) {
        auto anew = signedHead(plan, head, content);
        if (!anew)
            return anew.error();
        head = *anew;
    }
    const http::HeadView view = http::viewHead(head);
    const auto signature = http::headerValue(view.headers, speckleField);
    if (!signature)
        return Error{ErrorCode::Unsupported, "the request has no signature, and Speckle sends none without; sign it anew"};
    return std::string(*signature);
}

} // namespace

Draft draftOf(CapturePtr capture)
{
    Draft draft{capture, capture->head, capture->content(), true};
    return draft;
}

bool isAsCaptured(const Draft& draft)
{
    return draft.head == draft.original->head && draft.content == draft.original->content();
}

HeadLines linesOf(std::string_view head)
{
    HeadLines lines;
    while (!head.empty()) {
        const std::size_t end = std::min(head.find('\n'), head.size() - 1) + 1;
        lines.emplace_back(head.substr(0, end));
        head.remove_prefix(end);
    }
    return lines;
}

std::string joined(const HeadLines& lines)
{
    std::string head;
    for (const std::string& line : lines)
        head += line;
    return head;
}

std::string withRequestLine(std::string_view head, std::string_view method, std::string_view target)
{
    const http::HeadView view = http::viewHead(head);
    if (view.method == method && view.target == target)
        return std::string(head);
    const std::size_t lineEnd = std::min(head.find('\n'), head.size());
    const bool carriageReturn = lineEnd > 0 && lineEnd < head.size() && head[lineEnd - 1] == '\r';
    const std::string version = view.version.empty() ? "HTTP/1.1" : view.version;
    return std::string(method) + ' ' + std::string(target) + ' ' + version + (carriageReturn ? "\r" : "")
        + std::string(head.substr(lineEnd));
}

std::string framedBody(const Capture& original, std::string_view head, std::string_view content)
{
    const bool chunked = isChunked(head);
    if (chunked == original.dechunked.has_value() && content == original.content())
        return original.body;
    if (!chunked)
        return std::string(content);
    std::string trailers = "\r\n";
    if (original.dechunked) {
        const http::ChunkMap map = http::mapChunks(original.body, 1);
        if (map.complete)
            trailers = original.body.substr(map.trailers.begin, map.trailers.end - map.trailers.begin);
    }
    std::string body;
    if (!content.empty())
        body = hexSize(content.size()) + "\r\n" + std::string(content) + "\r\n";
    return body + "0\r\n" + trailers;
}

Result<client::Shipment> shipmentOf(const Plan& plan)
{
    const Draft& draft = plan.draft;
    const auto content = inDialect(draft.content, plan.signing.dialect);
    if (!content)
        return Error{ErrorCode::InvalidInput, "the body, for the other dialect: its payload is no JSON object"};
    client::Shipment shipment;
    shipment.url = plan.url;
    shipment.mode = plan.mode;
    const http::HeadView view = http::viewHead(draft.head);
    if (plan.mode == client::Mode::AsSpeckle) {
        if (!plan.url.hasPath && view.target.starts_with('/'))
            shipment.url.path = view.target;
        shipment.body = *content;
        if (isNamed("Authorization", plan.leftOut))
            shipment.url.userInfo.clear();
        if (isNamed(speckleField, plan.leftOut)) {
            shipment.secret.clear();
        } else if (plan.signing.with != SignWith::Nothing && plan.signing.scheme == "speckle") {
            shipment.secret = plan.signing.secret;
        } else {
            auto signature = speckleSignature(plan, *content);
            if (!signature)
                return signature.error();
            shipment.signature = std::move(*signature);
        }
        return shipment;
    }
    std::string head = plan.url.hasPath ? withRequestLine(draft.head, view.method, plan.url.path) : draft.head;
    if (plan.signing.with != SignWith::Nothing) {
        auto anew = signedHead(plan, head, *content);
        if (!anew)
            return anew.error();
        head = std::move(*anew);
    } else if (draft.fitLength && *content != draft.original->content()) {
        head = signing::withLength(head, content->size());
    }
    shipment.head = plan.leftOut.empty() ? head : signing::withoutFields(head, plan.leftOut);
    shipment.body = framedBody(*draft.original, shipment.head, *content);
    if (!plan.leftOut.empty())
        shipment.body = signing::bodyWithoutFields(shipment.head, shipment.body, plan.leftOut);
    return shipment;
}

std::vector<std::string> credentialFields(const client::Shipment& shipment)
{
    if (shipment.mode == client::Mode::Exact)
        return signing::credentialFields(shipment.head, shipment.body);
    const std::string bytes = client::firstRequest(shipment);
    return signing::credentialFields(std::string_view(bytes).substr(0, bytes.find("\r\n\r\n") + 4));
}

} // namespace hookloupe::ui
