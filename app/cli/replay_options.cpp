// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/replay_options.h"

#include "cli/command.h"
#include "cli/numbers.h"
#include "cli/scheme_option.h"
#include "cli/sending_options.h"
#include "forward/forwarding.h"
#include "filter/capture_filter.h"
#include "words/error_words.h"
#include "words/filter_words.h"

#include <algorithm>
#include <array>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr std::int64_t mostTimes = 1'000'000;
constexpr std::ptrdiff_t page = 500; ///< summaries read at a time

constexpr std::array options{
    Option{"store", "FILE", QT_TRANSLATE_NOOP("Cli", "Store file. Default: the one of the window.")},
    Option{"filter", "EXPR", QT_TRANSLATE_NOOP("Cli", "Every request it fits, or of the ids given those it fits: "
           "\"event=version_create verdict!=valid since=2026-11-22\".")},
    Option{"to", "URL", QT_TRANSLATE_NOOP("Cli", "Where to: http://…, https://… or unix:/path/of.sock:/path. A path in it replaces "
           "that of the request. Default: the handler that the endpoint of the requests forwards to.")},
    Option{"exact", nullptr, QT_TRANSLATE_NOOP("Cli", "Send the stored bytes as they are, request line and Host included. The "
           "default.")},
    Option{"as-speckle", nullptr, QT_TRANSLATE_NOOP("Cli", "Deliver the body as Speckle does: its header fields, 10 s, at most 2 "
           "redirects, at most 500,000 bytes.")},
    Option{"resign", nullptr, QT_TRANSLATE_NOOP("Cli", "Sign anew with the secret given, in the scheme that the capture was judged by; the old "
           "signature is replaced. With --as-speckle and no secret: with the empty key, as Speckle signs then.")},
    Option{"scheme", "NAME", QT_TRANSLATE_NOOP("Cli", "With --resign: sign in this form instead.")},
    Option{"secret-env", "VAR", QT_TRANSLATE_NOOP("Cli", "Environment variable that holds the secret.")},
    Option{"secret-file", "FILE", QT_TRANSLATE_NOOP("Cli", "File that holds the secret; one line break at its end does not "
           "count.")},
    Option{"allow-empty-secret", nullptr, QT_TRANSLATE_NOOP("Cli", "Takes a secret that is empty, with which anybody can sign.")},
    Option{"send-altered", nullptr, QT_TRANSLATE_NOOP("Cli", "Send requests also whose stored bytes are not those that arrived.")},
    Option{"send-credentials", nullptr, QT_TRANSLATE_NOOP("Cli", "Send stored Authorization, Cookie and signature fields to another "
           "machine too.")},
    Option{"any-certificate", nullptr, QT_TRANSLATE_NOOP("Cli", "Take a certificate that nobody vouches for.")},
    Option{"rate", "N", QT_TRANSLATE_NOOP("Cli", "Requests a second; decimals are allowed. Default: each after the answer to the one "
           "before.")},
    Option{"original-gaps", nullptr, QT_TRANSLATE_NOOP("Cli", "As far apart as they arrived.")},
    Option{"parallel", "N", QT_TRANSLATE_NOOP("Cli", "At most so many on their way at a time, 1 to 64. Default: 1, with --rate 64.")},
    Option{"times", "N", QT_TRANSLATE_NOOP("Cli", "All of them so often. Default: 1.")},
    Option{"stop-on-failure", nullptr, QT_TRANSLATE_NOOP("Cli", "Send nothing more after the first failure.")},
    Option{"timeout", "SECONDS", QT_TRANSLATE_NOOP("Cli", "How long an answer may take, without --as-speckle. Default: 30.")},
    Option{"expect", "STATUS", QT_TRANSLATE_NOOP("Cli", "The status that counts as success, instead of Speckle's rules.")},
    Option{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "One JSON object a request sent.")},
};

using Refusal = std::optional<Refused>;

Refused wrong(const QString& sentence)
{
    return {sentence, WrongUsage};
}

Refused unreadable(const Error& error)
{
    return {words::errorSentence(error), Unreadable};
}

Refusal readTarget(const Arguments& given, ReplayPlan& plan)
{
    std::optional<client::WebUrl> to;
    if (auto refused = take(readTo(given), to))
        return refused;
    plan.mode = given.has("as-speckle") ? client::Mode::AsSpeckle : client::Mode::Exact;
    if (to)
        plan.to = std::move(*to);
    return {};
}

Refusal readSigning(const Arguments& given, ReplayPlan& plan)
{
    plan.resign = given.has("resign");
    plan.sendAltered = given.has("send-altered");
    plan.sendCredentials = given.has("send-credentials");
    std::optional<std::string> secret;
    if (auto refused = take(readSecret(given), secret))
        return refused;
    if (plan.resign && !secret && plan.mode == client::Mode::Exact)
        return wrong(text("--resign needs the secret: give it with --secret-env VAR or --secret-file FILE."));
    if (!plan.resign && secret)
        return wrong(text("A secret is only used to sign: add --resign, or leave it out."));
    plan.secret = secret.value_or(std::string());
    if (const auto scheme = given.value("scheme")) {
        plan.scheme = verify::findScheme(*scheme);
        if (!plan.scheme)
            return wrong(unknownScheme(*scheme));
        if (!plan.resign || plan.mode == client::Mode::AsSpeckle)
            return wrong(text("--scheme is for --resign without --as-speckle: Speckle signs in one way."));
    }
    return {};
}

/// What is wrong with the target, now that it is known.
Refusal checkTarget(const ReplayPlan& plan)
{
    if (plan.to.path != "/" && !plan.to.hasPath)
        return wrong(text("--to %1 has a query without a path. Add the path that the request is to have.").arg(shown(plan.to.shown())));
    if (plan.mode == client::Mode::Exact && !plan.to.userInfo.empty())
        return wrong(text("--to has a user or a password, but the stored bytes are sent as they are. Leave them out, or use "
                          "--as-speckle."));
    if (plan.mode == client::Mode::AsSpeckle && !plan.to.isLoopback() && !plan.resign && !plan.sendCredentials)
        return wrong(text("%1 is not this machine, and Speckle always sends a signature: give --resign to sign with a secret of your "
                          "choice or with none, as for a webhook without a secret, or --send-credentials to send the stored signature there.").arg(shown(plan.to.hostField)));
    return {};
}

/// Without --to: the handler that the endpoint of all requests forwards to, if there is one.
Refusal useHandler(const Stored& stored, ReplayPlan& plan)
{
    std::set<std::string> handlers;
    bool anyCertificate = false;
    for (const Endpoint& endpoint : stored.endpoints) {
        const auto forwarding = forward::parseForwarding(endpoint.forward);
        if (!plan.endpoints.contains(endpoint.id) || !forwarding || forwarding->targets.empty())
            continue;
        if (stored.held.contains(endpoint.id))
            return wrong(text("%1 says where its requests are to go, but you have not agreed to that on this machine: the store was "
                              "made or changed elsewhere. Name the handler with --to.")
                             .arg(endpoint.path.empty() ? text("The catch-all") : shown(endpoint.path)));
        handlers.insert(forwarding->targets.front().url);
        anyCertificate = forwarding->targets.front().anyCertificate;
        plan.endpoints.erase(endpoint.id);
    }
    if (handlers.empty() || !plan.endpoints.empty())
        return wrong(text("Name where to send to: --to http://127.0.0.1:8088. Only requests of an endpoint that forwards to a handler "
                          "go there without it."));
    if (handlers.size() > 1)
        return wrong(text("The endpoints of these requests forward to different handlers: name one with --to, or choose the requests of "
                          "one endpoint with --filter endpoint=/path."));
    auto url = client::parseUrl(*handlers.begin());
    if (!url)
        return unreadable(url.error());
    url->target.anyCertificate = anyCertificate;
    plan.to = std::move(url).value();
    plan.toHandler = true;
    return checkTarget(plan);
}

Refusal readPace(const Arguments& given, ReplayPlan& plan)
{
    std::optional<double> rate;
    if (auto refused = take(readRate(given), rate))
        return refused;
    if (rate) {
        plan.bulk.pace = replay::Pace::FixedRate;
        plan.bulk.perSecond = *rate;
        plan.bulk.parallel = replay::mostParallel;
    }
    if (given.has("original-gaps")) {
        if (rate)
            return wrong(text("Give --rate or --original-gaps, not both."));
        plan.bulk.pace = replay::Pace::OriginalGaps;
    }
    if (const auto parallel = given.value("parallel")) {
        const auto number = wholeNumber(*parallel, 1, replay::mostParallel);
        if (!number)
            return wrong(text("--parallel %1 is not a whole number from 1 to 64.").arg(shownArgument(*parallel)));
        plan.bulk.parallel = static_cast<int>(*number);
    }
    if (const auto times = given.value("times")) {
        const auto number = wholeNumber(*times, 1, mostTimes);
        if (!number)
            return wrong(text("--times %1 is not a whole number from 1 to 1,000,000.").arg(shownArgument(*times)));
        plan.bulk.times = static_cast<int>(*number);
    }
    plan.bulk.stopOnFailure = given.has("stop-on-failure");
    return {};
}

Refusal readLimits(const Arguments& given, ReplayPlan& plan)
{
    plan.json = given.has("json");
    if (const auto timeout = given.value("timeout")) {
        const auto limit = seconds(*timeout);
        if (!limit)
            return wrong(text("--timeout %1 is not a number of seconds over 0.").arg(shownArgument(*timeout)));
        if (plan.mode == client::Mode::AsSpeckle)
            return wrong(text("--timeout is not for --as-speckle: Speckle waits 10 seconds."));
        plan.limit = *limit;
    }
    return take(readExpected(given), plan.expected);
}

Refusal readOptions(const Arguments& given, ReplayPlan& plan)
{
    if (given.positionals().empty() && !given.has("filter"))
        return wrong(text("Name the ids of captures, as list shows them, or give --filter."));
    if (const auto filter = given.value("filter"); filter && filter->find_first_not_of(' ') == filter->npos)
        return wrong(text("--filter is empty, which would mean every request. If that is meant, write --filter since=1970-01-01."));
    if (given.has("exact") && given.has("as-speckle"))
        return wrong(text("Give --exact or --as-speckle, not both."));
    for (const std::string& word : given.positionals()) {
        const auto id = wholeNumber(word, 1, std::numeric_limits<std::int64_t>::max());
        if (!id)
            return wrong(text("%1 is not an id: list shows them.").arg(shownArgument(word)));
        plan.ids.push_back(CaptureId{*id});
    }
    for (const auto read : {readTarget, readSigning, readPace, readLimits}) {
        if (auto refused = read(given, plan))
            return refused;
    }
    return given.has("to") ? checkTarget(plan) : std::nullopt;
}

/// Leaves of the ids those that the filter accepts; all must exist.
Refusal sift(const filter::CaptureFilter& filter, const Stored& stored, ReplayPlan& plan)
{
    const auto all = std::exchange(plan.ids, {});
    for (auto from = all.cbegin(); from != all.cend();) {
        const auto to = from + std::min(page, all.cend() - from);
        const auto summaries = stored.reader->summaries({from, to});
        if (!summaries)
            return unreadable(summaries.error());
        for (const CaptureSummary& capture : *summaries) {
            if (capture.id != *from)
                break;
            ++from;
            if (!filter.accepts(capture))
                continue;
            plan.ids.push_back(capture.id);
            plan.endpoints.insert(capture.endpoint);
        }
        if (from != to)
            return noSuchCapture(*from);
    }
    return {};
}

/// Every request that the filter accepts.
Refusal search(const filter::CaptureFilter& filter, const Stored& stored, ReplayPlan& plan)
{
    CaptureSearch search;
    auto found = stored.reader->matching(
        [&](const CaptureSummary& capture) {
            const bool fits = capture.kind == CaptureKind::Request && filter.accepts(capture);
            if (fits)
                plan.endpoints.insert(capture.endpoint);
            return fits;
        },
        search);
    if (!found)
        return unreadable(found.error());
    plan.ids = std::move(found).value();
    return {};
}

/// Of the ids those that the filter accepts, in their order. Without ids: every request it accepts.
Refusal choose(const Arguments& given, const Stored& stored, ReplayPlan& plan)
{
    const auto parsed = filter::parseFilter(given.value("filter").value_or(std::string()), stored.endpoints);
    if (const auto* fault = std::get_if<filter::FilterFault>(&parsed)) {
        const bool elsewhere = fault->mistake == filter::FilterMistake::UnknownEndpoint; // in the store, not in the words
        return Refused{text("--filter: %1").arg(words::filterFaultSentence(*fault)), elsewhere ? Unreadable : WrongUsage};
    }
    const auto& filter = std::get<filter::CaptureFilter>(parsed);
    if (auto refused = plan.ids.empty() ? search(filter, stored, plan) : sift(filter, stored, plan))
        return refused;
    if (plan.ids.empty())
        return Refused{text("No capture fits the filter: nothing was sent."), CheckFailed};
    plan.bulk.items = plan.ids.size();
    return {};
}

} // namespace

std::span<const Option> replayOptions()
{
    return options;
}

std::optional<Refused> refusalOfOptions(const Arguments& given)
{
    ReplayPlan plan;
    return readOptions(given, plan);
}

Read<ReplayPlan> readReplayPlan(const Arguments& given, const Stored& stored)
{
    ReplayPlan plan;
    if (auto refused = readOptions(given, plan))
        return *refused;
    if (auto refused = choose(given, stored, plan))
        return *refused;
    if (!given.has("to")) {
        if (auto refused = useHandler(stored, plan))
            return *refused;
    }
    return plan;
}

} // namespace hookloupe::cli
