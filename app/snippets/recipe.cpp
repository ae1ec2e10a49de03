// SPDX-License-Identifier: GPL-3.0-or-later
#include "snippets/recipe.h"

#include "base/text.h"
#include "decode/json_string.h"
#include "speckle/dialect.h"
#include "verify/coverage.h"
#include "verify/signing.h"

#include <algorithm>

namespace hookloupe::snippets {

namespace {

std::vector<std::string> valuesOf(const http::Headers& headers, std::string_view name)
{
    std::vector<std::string> values;
    for (const http::Header& header : headers) {
        if (!name.empty() && equalsIgnoreCase(header.name, name))
            values.push_back(header.value);
    }
    return values;
}

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// The body is `{"payload":"…"}` and nothing else, in plain JSON: every decoder gives the same text.
bool everyDecoderAgrees(std::string_view content)
{
    const auto at = speckle::payloadOffset(content);
    const auto token = at ? speckle::stringTokenAt(content, *at) : std::nullopt;
    const auto decoded = token ? decode::unescapeJson(*token) : std::nullopt;
    if (!decoded || decoded->loneSurrogate || !isUtf8(*token) || content.starts_with("\xef\xbb\xbf"))
        return false;
    if (std::ranges::any_of(*token, [](char c) { return static_cast<unsigned char>(c) < 0x20; }))
        return false;
    std::string_view rest = content.substr(*at + token->size() + 2);
    while (!rest.empty() && isBlank(rest.substr(0, 1)))
        rest.remove_prefix(1);
    return rest.starts_with('}') && isBlank(rest.substr(1));
}

void noteCoverage(const verify::Scheme& scheme, const verify::CoveredBody& covered, Recipe& recipe)
{
    const verify::Coverage coverage = verify::coverageOf(scheme, covered);
    if (coverage.repeatedPayload)
        recipe.notCovered = "the body has a second payload, which is not signed";
    else if (coverage.unreadable)
        recipe.notCovered = "the body is no JSON to its end, and only its first payload is signed";
    else if (coverage.wholeBodyInside)
        recipe.notCovered = "the payload is a body of its own, which was signed as a whole";
    else if (coverage.timeInFront)
        recipe.notCovered = "the body begins with a time and a dot, so another id, time and body are signed in the same way";
    else if (coverage.unsignedMembers > 0)
        recipe.notCovered = "the body has members beside the payload, which are not signed";
    recipe.emptySecretCovers = !coverage.repeatedPayload && !coverage.unreadable && !coverage.wholeBodyInside
        && !coverage.timeInFront;
}

} // namespace

Recipe recipeOf(const Subject& subject, bool canDecode)
{
    Recipe recipe{.scheme = subject.scheme};
    recipe.arrivedAt = subject.arrivedAt;
    recipe.signatures = valuesOf(subject.headers, subject.scheme.header);
    recipe.timestamps = valuesOf(subject.headers, subject.scheme.timestampHeader);
    recipe.ids = valuesOf(subject.headers, subject.scheme.idHeader);

    const verify::CoveredBody covered = verify::coveredBody(subject.scheme, subject.content);
    if (!covered.readable)
        recipe.from = Signed::Nothing;
    else if (!covered.decoded)
        recipe.from = Signed::Body;
    else
        recipe.from = canDecode && everyDecoderAgrees(subject.content) ? Signed::DecodedPayload : Signed::GivenPayload;

    if (recipe.from == Signed::GivenPayload || subject.scheme.covered == verify::Covered::IdTimestampBody)
        noteCoverage(subject.scheme, covered, recipe);
    recipe.readsFile = subject.content.size() > largestBodyInside && recipe.from != Signed::Nothing;
    if (!recipe.readsFile && recipe.from != Signed::Nothing)
        recipe.bytes = recipe.from == Signed::GivenPayload ? *covered.decoded : std::string(subject.content);
    return recipe;
}

Recipe recipeOf(const verify::Scheme& scheme, Dialect dialect)
{
    Recipe recipe{.scheme = scheme};
    const bool string = scheme.covered == verify::Covered::SpeckleBody && dialect == Dialect::String;
    recipe.from = string ? Signed::DecodedPayload : Signed::Body;
    return recipe;
}

} // namespace hookloupe::snippets
