// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/coverage.h"

#include "base/text.h"
#include "decode/document.h"
#include "speckle/analysis.h"
#include "speckle/dialect.h"
#include "verify/reserialise.h"

namespace hookloupe::verify {

namespace {

constexpr std::string_view payloadName = "payload";

/// Where the payload's token ends; 0 if it does not.
std::size_t endOfPayload(std::string_view content)
{
    const auto at = speckle::payloadOffset(content);
    if (!at)
        return 0;
    if (const auto inner = speckle::stringTokenAt(content, *at))
        return *at + inner->size() + 2;
    const std::string_view object = bracketedToken(content, *at);
    return object.empty() ? 0 : *at + object.size();
}

/// A brace and white space: nothing was added.
bool isBareEnd(std::string_view rest)
{
    constexpr std::string_view space = " \t\r\n";
    const std::size_t brace = rest.find_first_not_of(space);
    return brace != std::string_view::npos && rest[brace] == '}'
        && rest.find_first_not_of(space, brace + 1) == std::string_view::npos;
}

decode::Document readJson(std::string_view text)
{
    return decode::decode({{"Content-Type", "application/json"}}, text);
}

bool isReadable(const decode::Document& document)
{
    return !document.nodes.empty()
        && (document.problem == decode::Problem::None || document.problem == decode::Problem::LoneSurrogate);
}

const decode::Node& nodeOf(const decode::Document& document, std::int32_t index)
{
    return document.nodes[static_cast<std::size_t>(index)];
}

/// Without an escape, and without the name in any case, no member is named so.
bool mayNamePayload(std::string_view text)
{
    if (text.find("\\u") != std::string_view::npos)
        return true;
    for (std::size_t quote = text.find('"'); quote != std::string_view::npos; quote = text.find('"', quote + 1)) {
        if (quote >= payloadName.size() && equalsIgnoreCase(text.substr(quote - payloadName.size(), payloadName.size()), payloadName))
            return true;
    }
    return false;
}

bool beginsAsObject(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '{';
}

/// Longer or deeper than is read here, which says nothing of what it is.
bool isPastLimits(const decode::Document& document)
{
    return document.problem == decode::Problem::JsonTooDeep || document.problem == decode::Problem::JsonTooLarge;
}

/// A body that its server signs whole, an object with a payload, wherever in it and however its name is written; or what no
/// server of the string dialect signs, as it writes an object there, by JSON.stringify().
bool isNoEvent(std::string_view text)
{
    if (speckle::dialectOf(text) != Dialect::None)
        return true;
    const decode::Document document = readJson(text);
    if (isPastLimits(document))
        return !beginsAsObject(text) || mayNamePayload(text);
    if (!isReadable(document) || nodeOf(document, 0).type != decode::NodeType::Object)
        return true;
    for (std::int32_t child = 1; child < nodeOf(document, 0).end; child = nodeOf(document, child).end) {
        if (equalsIgnoreCase(document.key(nodeOf(document, child)), payloadName))
            return true;
    }
    return false;
}

void readMembers(std::string_view content, Coverage& coverage)
{
    const decode::Document document = readJson(content);
    if (!isReadable(document)) {
        coverage.unreadable = true;
        return;
    }
    // The first one is the payload.
    for (std::int32_t child = nodeOf(document, 1).end; child < nodeOf(document, 0).end; child = nodeOf(document, child).end) {
        const std::string_view name = document.key(nodeOf(document, child));
        if (equalsIgnoreCase(name, payloadName)) {
            coverage.repeatedPayload = true;
            continue;
        }
        ++coverage.unsignedMembers;
        if (coverage.unsignedNames.size() < Coverage::mostNamed)
            coverage.unsignedNames.emplace_back(name);
    }
}

/// Whether what was signed as `id.timestamp.body` was another body, with an id that ends in a dot and this request's time. A sender
/// writes the time of sending, so shorter numbers ("3.14", "1. Open the valve") are none.
bool beginsWithTime(std::string_view content)
{
    constexpr std::int64_t ofOurDays = 1'000'000'000; // 2001
    const auto seconds = secondsOf(content.substr(0, std::min(content.find('.'), content.size())));
    return seconds && *seconds >= ofOurDays && content.find('.') != std::string_view::npos;
}

} // namespace

Coverage coverageOf(const Scheme& scheme, const CoveredBody& body)
{
    Coverage coverage;
    coverage.timeInFront = scheme.covered == Covered::IdTimestampBody && beginsWithTime(body.content);
    if (!body.decoded)
        return coverage;
    coverage.wholeBodyInside = isNoEvent(*body.decoded);
    if (!isBareEnd(body.content.substr(endOfPayload(body.content))))
        readMembers(body.content, coverage);
    return coverage;
}

} // namespace hookloupe::verify
