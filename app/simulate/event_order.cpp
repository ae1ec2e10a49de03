// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/event_order.h"

#include "base/text.h"
#include "signing/head_lines.h"
#include "signing/resign.h"
#include "signing/speckle_request.h"

#include <algorithm>

namespace hookloupe::simulate {

namespace {

bool isSpeckle(const EventOrder& order)
{
    return order.provider == speckleProvider;
}

/// The JSON with places that the body is made of.
Result<std::string> templateOf(const EventOrder& order)
{
    if (isSpeckle(order)) {
        if (order.ownTemplate) {
            auto own = readTemplate(*order.ownTemplate);
            if (!own)
                return own.error();
            return own->payload(own->nearest(order.shape));
        }
        const EventTemplate* event = findTemplate(order.event);
        if (!event)
            return Error{ErrorCode::InvalidInput, "event " + order.event};
        return event->payload(event->nearest(order.shape));
    }
    const Provider* provider = signing::findProvider(order.provider);
    if (!provider)
        return Error{ErrorCode::InvalidInput, "provider " + order.provider};
    if (order.ownTemplate) {
        if (!isJson(*order.ownTemplate))
            return Error{ErrorCode::InvalidInput, "JSON"};
        return order.literal || provider->style == signing::BodyStyle::Indented ? *order.ownTemplate : compacted(*order.ownTemplate);
    }
    const auto text = bodyTemplate(*provider, order.event);
    if (!text)
        return Error{ErrorCode::InvalidInput, "event " + order.event};
    return provider->style == signing::BodyStyle::Compact ? compacted(*text) : std::string(*text);
}

Result<std::string> content(const EventOrder& order, const Fields& fields)
{
    auto text = templateOf(order);
    if (!text)
        return text.error();
    std::string json = order.literal ? *text : filled(*text, fields);
    for (const Edit& edit : order.edits) {
        const auto steps = stepsOf(order, edit.path);
        if (!steps)
            return Error{ErrorCode::InvalidInput, edit.path};
        auto next = edited(json, *steps, edit);
        if (!next)
            return next.error();
        json = std::move(*next);
    }
    return json;
}

/// A field's value in a head: on one line.
std::string lineOf(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::string headFrom(std::string_view headTemplate, const Fields& fields)
{
    std::string head;
    while (!headTemplate.empty()) {
        const auto end = std::min(headTemplate.find('\n'), headTemplate.size());
        std::string_view line = headTemplate.substr(0, end);
        headTemplate.remove_prefix(std::min(end + 1, headTemplate.size()));
        for (auto open = line.find("{{"); open != std::string_view::npos; open = line.find("{{")) {
            const auto close = line.find("}}", open);
            if (close == std::string_view::npos)
                break;
            const auto field = fields.find(line.substr(open + 2, close - open - 2));
            head.append(line.substr(0, open)).append(field == fields.end() ? std::string() : lineOf(field->second));
            line.remove_prefix(close + 2);
        }
        head.append(line).append("\r\n");
    }
    return head + "\r\n";
}

} // namespace

std::optional<std::vector<std::string>> stepsOf(const EventOrder& order, std::string_view path)
{
    auto steps = pathSteps(path);
    if (steps && isSpeckle(order) && steps->size() > 1 && steps->front() == "payload")
        steps->erase(steps->begin());
    return steps;
}

std::string editedPart(const EventOrder& order, const Fields& fields)
{
    const auto text = templateOf(order);
    return !text ? std::string() : order.literal ? *text : filled(*text, fields);
}

Result<std::string> bodyOf(const EventOrder& order, const Fields& fields)
{
    auto json = content(order, fields);
    if (!json || !isSpeckle(order))
        return json;
    switch (order.dialect) {
    case Dialect::None: break;
    case Dialect::Object: return "{\"payload\":" + *json + "}";
    case Dialect::String: return "{\"payload\":\"" + jsonEscaped(*json) + "\"}";
    }
    return Error{ErrorCode::InvalidInput, "dialect none"};
}

std::vector<std::string> fieldsOf(const EventOrder& order)
{
    const auto text = templateOf(order);
    return text && !order.literal ? placesIn(*text) : std::vector<std::string>();
}

Result<MadeRequest> requestFor(const EventOrder& order, const Fields& fields, const Address& address, std::string_view secret,
                               UtcTime now)
{
    auto body = bodyOf(order, fields);
    if (!body)
        return body.error();
    if (isSpeckle(order)) {
        const std::string bytes = signing::speckleRequest({address.target, address.host, address.userInfo, *body, std::string(secret)});
        return MadeRequest{bytes.substr(0, bytes.size() - body->size()), std::move(*body)};
    }
    const Provider& provider = *signing::findProvider(order.provider);
    if (secret.empty() && provider.signsAlways)
        return Error{ErrorCode::InvalidInput, "secret for " + std::string(provider.scheme().title)};
    Fields all = fields;
    all.insert_or_assign("target", address.target);
    all.insert_or_assign("host", address.host);
    all.insert_or_assign("event", order.event);
    all.insert_or_assign("length", std::to_string(body->size()));
    all.insert_or_assign("signature", "");
    all.insert_or_assign("signatureSha1", "");
    signing::HeadLines lines(headFrom(headTemplate(provider), all));
    if (!address.userInfo.empty())
        lines.setOnly("Authorization", "Basic " + toBase64(address.userInfo));
    if (secret.empty()) {
        lines.remove(provider.scheme().header);
        lines.remove(provider.secondSignature);
        return MadeRequest{lines.text(), std::move(*body)};
    }
    auto head = signing::resigned(provider.scheme(), lines.text(), *body, secret, now);
    if (!head)
        return head.error();
    return MadeRequest{std::move(*head), std::move(*body)};
}

} // namespace hookloupe::simulate
