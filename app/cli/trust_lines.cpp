// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/trust_lines.h"

#include "cli/command.h"
#include "session/trust_digest.h"
#include "words/error_words.h"
#include "words/trust_words.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

using Say = std::function<void(const QString&)>;

constexpr int longestUrl = 200;
constexpr int mostSteps = 10;

QString shortened(const std::string& url)
{
    const QString whole = shown(url);
    return whole.size() <= longestUrl ? whole : whole.left(longestUrl - 1) + u'…';
}

void tellForwarding(const QString& name, const Endpoint& endpoint, const HeldEndpoint& held, const Say& say)
{
    if (held.forward) {
        for (const TrustTarget& target : session::trustTargetsIn(endpoint.forward))
            say(text("  %1 passes requests on to %2 – %3").arg(name, shortened(target.url), words::trustPlaceSentence(target)));
    }
    for (const HeldRequests& waiting : held.waiting)
        say(text("  %1, for %2: %3").arg(name, shortened(waiting.target), words::trustWaitingSentence(waiting.requests)));
}

} // namespace

void settleTrust(session::Session& session, bool trust, const Say& say)
{
    const HeldStore held = session.heldStore();
    if (held.endpoints.empty())
        return;
    const auto endpoints = session.endpoints();
    say(words::trustReasonSentence(held.reason, held.knownPath));
    say(trust ? text("You trust it (--trust-store), so from now on this is done:") : words::trustMeanwhileSentence(held, endpoints));
    for (const HeldEndpoint& one : held.endpoints) {
        const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& other) { return other.id == one.endpoint; });
        if (endpoint == endpoints.end())
            continue;
        const QString name = endpoint->path.empty() ? text("The catch-all") : shown(endpoint->path);
        tellForwarding(name, *endpoint, one, say);
        if (!one.answer)
            continue;
        for (const QString& line : words::trustAnswerLines(endpoint->answer, mostSteps))
            say(text("  %1 answers: %2.").arg(name, line));
    }
    if (!trust) {
        say(text("To agree to all of this, start with --trust-store; the window asks for each endpoint."));
    } else if (const Status kept = session.agree(consentToAll(held)); !kept) {
        say(text("That could not be written down, so it is asked about the next time. %1").arg(words::errorSentence(kept.error())));
    }
}

} // namespace hookloupe::cli
