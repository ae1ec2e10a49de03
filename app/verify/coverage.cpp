// SPDX-License-Identifier: GPL-3.0-or-later
#include "verify/coverage.h"

#include "base/text.h"
#include "decode/document.h"
#include "speckle/analysis.h"
#include "speckle/dialect.h"
#include "verify/reserialise.h"

namespace hookloupe::verify {

namespace {

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

void readMembers(std::string_view content, Coverage& coverage)
{
    const decode::Document document = decode::decode({{"Content-Type", "application/json"}}, content);
    const bool readable = document.problem == decode::Problem::None || document.problem == decode::Problem::LoneSurrogate;
    if (!readable || document.nodes.empty()) {
        coverage.unreadable = true;
        return;
    }
    const auto node = [&](std::int32_t index) -> const decode::Node& { return document.nodes[static_cast<std::size_t>(index)]; };
    for (std::int32_t child = node(1).end; child < node(0).end; child = node(child).end) { // the first one is the payload
        const std::string_view name = document.key(node(child));
        if (equalsIgnoreCase(name, "payload")) {
            coverage.repeatedPayload = true;
            continue;
        }
        ++coverage.unsignedMembers;
        if (coverage.unsignedNames.size() < Coverage::mostNamed)
            coverage.unsignedNames.emplace_back(name);
    }
}

} // namespace

Coverage coverageOf(const CoveredBody& body)
{
    Coverage coverage;
    if (!body.decoded)
        return coverage;
    coverage.wholeBodyInside = speckle::dialectOf(*body.decoded) != Dialect::None;
    if (!isBareEnd(body.content.substr(endOfPayload(body.content))))
        readMembers(body.content, coverage);
    return coverage;
}

} // namespace hookloupe::verify
