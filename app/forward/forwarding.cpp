// SPDX-License-Identifier: GPL-3.0-or-later
#include "forward/forwarding.h"

#include "base/text.h"
#include "http/request.h"
#include "client/web_url.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace hookloupe::forward {

namespace {

constexpr int mostPerSecond = 1000;
constexpr int longestTimeLimit = 600; // seconds

/// What may stand behind a target.
constexpr std::array<std::pair<std::string_view, bool ForwardTarget::*>, 3> targetWords{{
    {"any-certificate", &ForwardTarget::anyCertificate},
    {"retry-5xx", &ForwardTarget::retry5xx},
    {"without-credentials", &ForwardTarget::withoutCredentials},
}};

Error invalid(std::string what)
{
    return {ErrorCode::InvalidInput, std::move(what)};
}

/// A whole number from 1 to `most`.
std::optional<int> numberIn(std::string_view text, int most)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > most)
        return std::nullopt;
    return number;
}

bool isTarget(std::string_view line)
{
    for (const std::string_view scheme : {"http://", "https://", "unix:"}) {
        if (line.size() >= scheme.size() && equalsIgnoreCase(line.substr(0, scheme.size()), scheme))
            return true;
    }
    return false;
}

Status takeTarget(std::string_view line, Forwarding& forwarding)
{
    ForwardTarget target;
    const auto space = line.find_first_of(" \t");
    target.url = line.substr(0, space);
    std::string_view words = space == std::string_view::npos ? std::string_view() : trimmedOws(line.substr(space));
    while (!words.empty()) {
        const std::string_view word = words.substr(0, words.find_first_of(" \t"));
        words = trimmedOws(words.substr(word.size()));
        const auto known = std::find_if(targetWords.begin(), targetWords.end(), [&](const auto& one) { return one.first == word; });
        if (known == targetWords.end())
            return invalid("behind a target stand any-certificate, retry-5xx and without-credentials, not \""
                           + visibleText(client::shownUrl(word).substr(0, 40)) + "\""); // it may be a URL with a password
        target.*(known->second) = true;
    }
    if (auto good = checkTarget(target.url); !good)
        return good;
    const auto same = [&](const ForwardTarget& other) { return other.url == target.url; };
    if (std::any_of(forwarding.targets.begin(), forwarding.targets.end(), same))
        return invalid("this target is named twice");
    if (forwarding.targets.size() == mostTargets)
        return invalid("more than " + std::to_string(mostTargets) + " targets");
    forwarding.targets.push_back(std::move(target));
    return success();
}

Status takePace(std::string_view value, Forwarding& forwarding)
{
    if (value == "fastest") {
        forwarding.pace = Pace::Fastest;
    } else if (value == "original") {
        forwarding.pace = Pace::Original;
    } else {
        const auto number = value.ends_with("/s") ? numberIn(trimmedOws(value.substr(0, value.size() - 2)), mostPerSecond)
                                                  : std::nullopt;
        if (!number)
            return invalid("pace is fastest, original or a number from 1 to 1000 with \"/s\", as in 10/s");
        forwarding.pace = Pace::PerSecond;
        forwarding.perSecond = *number;
    }
    return success();
}

Status takeOption(std::string_view name, std::string_view value, Forwarding& forwarding)
{
    if (name == "answer") {
        if (value != "endpoint" && value != "first-target")
            return invalid("answer is endpoint or first-target");
        forwarding.answer = value == "endpoint" ? AnswerFrom::Endpoint : AnswerFrom::FirstTarget;
    } else if (name == "pace") {
        return takePace(value, forwarding);
    } else if (name == "timeout") {
        const auto number = value.ends_with('s') ? numberIn(trimmedOws(value.substr(0, value.size() - 1)), longestTimeLimit)
                                                 : std::nullopt;
        if (!number)
            return invalid("timeout is a number of seconds from 1 to 600 with \"s\", as in 30 s");
        forwarding.timeLimit = std::chrono::seconds(*number);
    } else if (name == "x-forwarded") {
        if (value != "yes" && value != "no")
            return invalid("x-forwarded is yes or no");
        forwarding.xForwarded = value == "yes";
    } else if (name == "send") {
        if (value != "accepted" && value != "all")
            return invalid("send is accepted or all");
        forwarding.rejectedToo = value == "all";
    } else {
        return invalid("\"" + visibleText(name.substr(0, 40)) + "\" is no option: answer, pace, timeout, x-forwarded, send");
    }
    return success();
}

Status takeLine(std::string_view line, Forwarding& forwarding)
{
    if (isTarget(line))
        return takeTarget(line, forwarding);
    const auto equals = line.find('=');
    if (line.substr(0, equals).find(':') != std::string_view::npos || equals == std::string_view::npos) // a URL of another scheme
        return invalid("a target begins with http://, https:// or unix:, an option is \"name = value\"");
    return takeOption(trimmedOws(line.substr(0, equals)), trimmedOws(line.substr(equals + 1)), forwarding);
}

} // namespace

const ForwardTarget* targetOf(const Forwarding& forwarding, const Delivery& delivery)
{
    const std::string sent = http::viewHead(delivery.head).target;
    const auto found = std::find_if(forwarding.targets.begin(), forwarding.targets.end(), [&](const ForwardTarget& target) {
        auto url = client::parseUrl(target.url);
        if (!url || (url->hasPath && url->path != sent))
            return false;
        if (sent.starts_with('/'))
            url->path = sent;
        return url->shown() == delivery.url;
    });
    return found == forwarding.targets.end() ? nullptr : &*found;
}

Status checkTarget(std::string_view url)
{
    const auto parsed = client::parseUrl(url);
    if (!parsed)
        return parsed.error();
    if (!parsed->userInfo.empty())
        return invalid("a target's URL holds no user and password, as they would be stored in clear text: leave them out, and let "
                       "the handler take requests without them, or put a proxy that adds them in front of it");
    return success();
}

Result<Forwarding> parseForwarding(std::string_view text)
{
    Forwarding forwarding;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        line = trimmedOws(line);
        if (line.empty() || line.front() == '#')
            continue;
        if (auto taken = takeLine(line, forwarding); !taken)
            return invalid("line " + std::to_string(number) + ": " + taken.error().detail);
    }
    return forwarding;
}

std::string printForwarding(const Forwarding& forwarding)
{
    const Forwarding usual;
    std::string text;
    for (const ForwardTarget& target : forwarding.targets) {
        text += target.url;
        for (const auto& [word, member] : targetWords)
            text += target.*member ? " " + std::string(word) : std::string();
        text += '\n';
    }
    if (forwarding.answer == AnswerFrom::FirstTarget)
        text += "answer = first-target\n";
    if (forwarding.pace == Pace::Original)
        text += "pace = original\n";
    if (forwarding.pace == Pace::PerSecond)
        text += "pace = " + std::to_string(forwarding.perSecond) + "/s\n";
    if (forwarding.timeLimit != usual.timeLimit)
        text += "timeout = " + std::to_string(forwarding.timeLimit.count()) + " s\n";
    if (forwarding.xForwarded)
        text += "x-forwarded = yes\n";
    if (forwarding.rejectedToo)
        text += "send = all\n";
    return text;
}

} // namespace hookloupe::forward
