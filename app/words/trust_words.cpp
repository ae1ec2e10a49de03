// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/trust_words.h"

#include "answers/plan_text.h"
#include "base/text.h"
#include "words/answer_words.h"
#include "words/isolated.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::words {

namespace {

struct TrustWords {
    Q_DECLARE_TR_FUNCTIONS(TrustWords)
};

constexpr qsizetype longestLine = 300; // characters of a step
constexpr qsizetype longestName = 60;  // and of a path
constexpr int mostNames = 3;

QString shown(std::string_view bytes)
{
    return QString::fromStdString(visibleText(bytes));
}

QString shortened(const QString& text, qsizetype longest)
{
    return text.size() <= longest ? text : text.left(longest - 1) + u'…';
}

QString nameOf(EndpointId id, const std::vector<Endpoint>& endpoints)
{
    const auto found = std::find_if(endpoints.begin(), endpoints.end(), [id](const Endpoint& one) { return one.id == id; });
    if (found == endpoints.end() || (id == catchAllEndpoint && found->description.empty()))
        return TrustWords::tr("the catch-all");
    const bool hasTitle = !found->description.empty();
    const QString name = isolated(shortened(shown(hasTitle ? found->description : found->path), longestName));
    return hasTitle ? TrustWords::tr("“%1”").arg(name) : name;
}

/// The first few, and how many more.
QString listed(const QStringList& names)
{
    const int more = static_cast<int>(names.size()) - mostNames;
    if (more < 1)
        return names.join(u", "_s);
    const QString first = names.mid(0, mostNames).join(u", "_s);
    return more == 1 ? TrustWords::tr("%1 and one more endpoint").arg(first)
                     : TrustWords::tr("%1 and %n more endpoints", nullptr, more).arg(first);
}

} // namespace

QString trustReasonSentence(TrustReason reason, const std::string& knownPath)
{
    switch (reason) {
    case TrustReason::None:
        return {};
    case TrustReason::Unknown:
        return TrustWords::tr("This store is not known on this machine: it was made elsewhere, or by an earlier version of "
                              "Hookloupe.");
    case TrustReason::Copied:
        return TrustWords::tr("This store is a copy of %1, which is known on this machine and still there.").arg(isolated(shown(knownPath)));
    case TrustReason::Changed:
        return TrustWords::tr("This store was changed by something else than Hookloupe on this machine.");
    case TrustReason::Salvaged:
        return TrustWords::tr("This store was damaged, and what was saved of it is not all that Hookloupe left there.");
    }
    return {};
}

QString trustMeanwhileSentence(const HeldStore& held, const std::vector<Endpoint>& endpoints, bool secretsUnreadable)
{
    QStringList forwards;
    QStringList answers;
    for (const HeldEndpoint& one : held.endpoints) {
        const QString name = nameOf(one.endpoint, endpoints);
        if (one.holdsForwarding())
            forwards << name;
        if (one.answer)
            answers << name;
    }
    QStringList sentences{secretsUnreadable
                              ? TrustWords::tr("Requests are captured; those of an endpoint whose secrets cannot be read are not verified.")
                              : TrustWords::tr("Requests are captured and verified as always.")};
    if (!forwards.isEmpty())
        sentences << TrustWords::tr("Until you agree, nothing is passed on of what comes to %1.", "endpoints").arg(listed(forwards));
    if (!answers.isEmpty())
        sentences << TrustWords::tr("Until you agree, what is let in is answered 200 OK instead of as is held, at %1.", "endpoints")
                         .arg(listed(answers))
                  << TrustWords::tr("An endpoint that is closed, disabled or paused answers 503 all the same.");
    if (held.drafts)
        sentences << TrustWords::tr("Until you agree, the edited requests beside the store are left where they are.");
    return sentences.join(u' ');
}

QString trustPlaceSentence(const TrustTarget& target)
{
    switch (target.place) {
    case TrustTarget::Place::ThisMachine:
        return target.credentials ? TrustWords::tr("This machine: Authorization, Cookie and signatures go along.")
                                  : TrustWords::tr("This machine: Authorization, Cookie and signatures are left out.");
    case TrustTarget::Place::Socket:
        return target.credentials ? TrustWords::tr("A socket of this machine: Authorization, Cookie and signatures go along.")
                                  : TrustWords::tr("A socket of this machine: Authorization, Cookie and signatures are left out.");
    case TrustTarget::Place::Elsewhere:
        return target.credentials ? TrustWords::tr("Another machine: Authorization, Cookie and signatures go along.")
                                  : TrustWords::tr("Another machine: Authorization, Cookie and signatures are left out.");
    }
    return {};
}

QStringList trustAnswerLines(const std::string& answer, int most)
{
    const answers::ParsedPlan parsed = answers::parseAnswerPlan(answer);
    if (parsed.error)
        return {TrustWords::tr("an answer that this version cannot read")};
    QStringList lines;
    const auto& steps = parsed.plan.steps;
    for (std::size_t i = 0; i < steps.size() && int(i) < most; ++i) {
        const QString detail = stepDetail(steps[i]);
        lines << shortened(detail.isEmpty() ? stepKindLabel(steps[i].kind)
                                            : TrustWords::tr("%1: %2", "kind of step, details").arg(stepKindLabel(steps[i].kind), detail),
                           longestLine);
    }
    if (const auto more = static_cast<int>(steps.size()) - most; more > 0)
        lines << (more == 1 ? TrustWords::tr("and one more step") : TrustWords::tr("and %n more steps", nullptr, more));
    return lines;
}

QString trustWaitingSentence(std::int64_t requests)
{
    if (requests == 1)
        return TrustWords::tr("One request waits for it and would be sent.");
    const auto n = static_cast<int>(std::min<std::int64_t>(requests, std::numeric_limits<int>::max()));
    return TrustWords::tr("%n requests wait for it and would be sent.", nullptr, n);
}

} // namespace hookloupe::words
