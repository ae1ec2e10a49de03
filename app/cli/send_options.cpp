// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/send_options.h"

#include "cli/command.h"
#include "cli/nearest.h"
#include "cli/numbers.h"
#include "cli/sending_options.h"
#include "cli/stored.h"
#include "session/paths.h"
#include "simulate/own_templates.h"
#include "speckle/analysis.h"
#include "speckle/event.h"
#include "words/error_words.h"
#include "words/template_words.h"

#include <QFile>
#include <QStringList>

#include <algorithm>
#include <array>
#include <limits>

namespace hookloupe::cli {

namespace {

using simulate::EditKind;
using simulate::EventOrder;
using simulate::Shape;

constexpr std::int64_t mostEvents = 10'000'000;
constexpr auto longestTemplate = static_cast<qint64>(simulate::longestTemplate);

constexpr std::array options{
    Option{"event", "NAME", QT_TRANSLATE_NOOP("Cli", "The event, by its wire name (commit_create) or the one of Speckle's window "
           "(version_create); --list names them all.")},
    Option{"provider", "NAME", QT_TRANSLATE_NOOP("Cli", "Who sends it: speckle (default), github, stripe, slack, shopify, "
           "standard-webhooks.")},
    Option{"storyline", nullptr, QT_TRANSLATE_NOOP("Cli", "Instead of one event: project, model, version, comment and receive, with "
           "ids that fit together.")},
    Option{"dialect", "object|string", QT_TRANSLATE_NOOP("Cli", "Form of Speckle's body. Default: object, as servers since 2.12 send "
           "it.")},
    Option{"shape", "real|documented|legacy", QT_TRANSLATE_NOOP("Cli", "Form of Speckle's data: as really sent (default), as the "
           "events page says, or as servers before 2.25 did.")},
    Option{"set", "PATH=VALUE", QT_TRANSLATE_NOOP("Cli", "Changes a value of the payload: event.data.commit.message=Hello. VALUE is "
           "taken as JSON if it is JSON, else as text."), true},
    Option{"add", "PATH=VALUE", QT_TRANSLATE_NOOP("Cli", "Adds a value that the payload does not have."), true},
    Option{"remove", "PATH", QT_TRANSLATE_NOOP("Cli", "Takes a value out of the payload."), true},
    Option{"field", "NAME=TEXT", QT_TRANSLATE_NOOP("Cli", "Fills a place of the template wherever it stands: projectName=Tower. "
           "--list --event NAME names them."), true},
    Option{"template", "FILE", QT_TRANSLATE_NOOP("Cli", "A template of your own, by its file or the name you keep it by, or a whole "
           "body; - reads standard input.")},
    Option{"capture", "ID", QT_TRANSLATE_NOOP("Cli", "The body of this capture as the template, taken literally.")},
    Option{"store", "FILE", QT_TRANSLATE_NOOP("Cli", "Store file of --capture. Default: the one of the window.")},
    Option{"to", "URL", QT_TRANSLATE_NOOP("Cli", "Where to: http://…, https://… or unix:/path/of.sock:/path.")},
    Option{"secret-env", "VAR", QT_TRANSLATE_NOOP("Cli", "Environment variable that holds the secret. Without one, Speckle signs with "
           "the empty key.")},
    Option{"secret-file", "FILE", QT_TRANSLATE_NOOP("Cli", "File that holds the secret; one line break at its end does not "
           "count.")},
    Option{"allow-empty-secret", nullptr, QT_TRANSLATE_NOOP("Cli", "Takes a secret that is empty, with which anybody can sign.")},
    Option{"as-speckle", nullptr, QT_TRANSLATE_NOOP("Cli", "Deliver by Speckle's rules: 10 s, at most 2 redirects, at most 500,000 "
           "bytes. Otherwise one request, one answer.")},
    Option{"any-certificate", nullptr, QT_TRANSLATE_NOOP("Cli", "Take a certificate that nobody vouches for.")},
    Option{"rate", "N", QT_TRANSLATE_NOOP("Cli", "Events a second; decimals are allowed. Default: each after the answer to the one "
           "before.")},
    Option{"count", "N", QT_TRANSLATE_NOOP("Cli", "How many events, or storylines. Default: 1. Each has ids of its own.")},
    Option{"expect", "STATUS", QT_TRANSLATE_NOOP("Cli", "The status that counts as success, instead of Speckle's rules.")},
    Option{"print", nullptr, QT_TRANSLATE_NOOP("Cli", "Writes the bytes of the request and sends nothing.")},
    Option{"list", nullptr, QT_TRANSLATE_NOOP("Cli", "Names the events of all providers, or the fields of --event.")},
    Option{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "One JSON object an event.")},
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

std::vector<std::string> providerNames()
{
    std::vector<std::string> names{std::string(simulate::speckleProvider)};
    for (const auto& provider : signing::providers())
        names.emplace_back(provider.name);
    return names;
}

QString meant(const std::string& given, const std::vector<std::string>& names)
{
    const auto nearest = nearestName(given, names);
    return nearest ? QLatin1Char(' ') + text("Did you mean %1?").arg(shown(*nearest)) : QString();
}

/// Who has an event of that name, or which one was probably meant.
QString others(const std::string& event, const std::string& provider, const std::vector<std::string>& known)
{
    for (const std::string& other : providerNames()) {
        const auto events = simulate::eventsOf(other);
        if (other != provider && std::find(events.begin(), events.end(), event) != events.end())
            return QLatin1Char(' ') + text("%1 has it: add --provider %1.").arg(shown(other));
    }
    return meant(event, known);
}

Refusal readEvent(const Arguments& given, EventOrder& order)
{
    if (const auto provider = given.value("provider"); provider && *provider != simulate::speckleProvider) {
        if (!signing::findProvider(*provider))
            return wrong(unknownProvider(*provider));
        order.provider = *provider;
        for (const char* speckles : {"dialect", "shape", "storyline", "as-speckle"}) {
            if (given.has(speckles))
                return wrong(text("--%1 is for Speckle's events alone.").arg(QLatin1StringView(speckles)));
        }
    }
    if (const auto name = given.value("event")) {
        order.event = *name;
        for (const auto& event : speckle::eventTypes()) {
            if (order.provider == simulate::speckleProvider && event.uiName == *name)
                order.event = event.wireName;
        }
        const auto known = simulate::eventsOf(order.provider);
        if (!order.ownTemplate && std::find(known.begin(), known.end(), order.event) == known.end())
            return wrong(text("--event %1 is no event of %2; --list names them.").arg(shownArgument(*name), shown(order.provider))
                         + others(*name, order.provider, known));
    }
    return {};
}

Refusal readForm(const Arguments& given, EventOrder& order)
{
    if (const auto dialect = given.value("dialect")) {
        if (*dialect != "object" && *dialect != "string")
            return wrong(text("--dialect %1 is neither object nor string.").arg(shownArgument(*dialect)));
        order.dialect = *dialect == "object" ? Dialect::Object : Dialect::String;
    }
    if (const auto shape = given.value("shape")) {
        const auto found = std::find_if(std::begin(simulate::shapes), std::end(simulate::shapes),
                                        [&](Shape one) { return simulate::shapeName(one) == *shape; });
        if (found == std::end(simulate::shapes))
            return wrong(text("--shape %1 is none of real, documented and legacy.").arg(shownArgument(*shape)));
        order.shape = *found;
    }
    return {};
}

/// A file, or the name of a template that the user keeps.
std::string templatePath(const std::string& given, const EventOrder& order)
{
    if (QFile::exists(QString::fromStdString(given)))
        return given;
    for (const auto& own : simulate::ownTemplates(session::templateFolder(session::defaultSettingsPath()))) {
        if (own.provider == order.provider && own.name == given)
            return own.path;
    }
    return given;
}

Refusal readTemplateFile(const std::string& given, EventOrder& order)
{
    if (given != "-") {
        auto text = simulate::readTemplateFile(templatePath(given, order));
        if (!text)
            return unreadable(text.error());
        order.ownTemplate = std::move(*text);
        return {};
    }
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return unreadable({ErrorCode::Unreadable, given});
    const QByteArray bytes = file.read(longestTemplate + 1);
    if (bytes.size() > longestTemplate)
        return unreadable({ErrorCode::TooLarge, given});
    order.ownTemplate = bytes.toStdString();
    return {};
}

Refusal readCapture(const Arguments& given, EventOrder& order)
{
    const auto id = wholeNumber(*given.value("capture"), 1, std::numeric_limits<std::int64_t>::max());
    if (!id)
        return wrong(text("--capture %1 is not the number of a capture.").arg(shownArgument(*given.value("capture"))));
    const auto stored = openStored(given);
    if (const auto* refused = std::get_if<Refused>(&stored))
        return *refused;
    const auto capture = std::get<Stored>(stored).reader->capture(CaptureId{*id});
    if (!capture)
        return capture.error().code == ErrorCode::NotFound ? noSuchCapture(CaptureId{*id}) : unreadable(capture.error());
    order.ownTemplate = (*capture)->content();
    order.literal = true;
    return {};
}

Refusal readTemplates(const Arguments& given, EventOrder& order)
{
    if (given.has("template") && given.has("capture"))
        return wrong(text("Give --template or --capture, not both."));
    Refusal refused;
    if (const auto path = given.value("template"))
        refused = readTemplateFile(*path, order);
    else if (given.has("capture"))
        refused = readCapture(given, order);
    if (refused || !order.ownTemplate)
        return refused;
    if (const auto fault = simulate::faultOf(order.provider, *order.ownTemplate))
        return Refused{words::templateSentence(given.value("template").value_or(given.value("capture").value_or("")), *fault),
                           Unreadable};
    if (order.provider != simulate::speckleProvider)
        return {};
    if (speckle::dialectOf(*order.ownTemplate) == Dialect::String)
        order.dialect = Dialect::String; // unless --dialect says another
    if (const auto read = simulate::readTemplate(*order.ownTemplate); read && !read->wireName.empty())
        order.event = read->wireName;
    return {};
}

/// "a=b" at its first "=".
std::optional<std::pair<std::string, std::string>> assignment(const std::string& given)
{
    const auto equals = given.find('=');
    if (equals == std::string::npos || equals == 0)
        return std::nullopt;
    return std::pair{given.substr(0, equals), given.substr(equals + 1)};
}

Refusal readEdits(const Arguments& given, SendPlan& plan)
{
    for (const auto& [name, kind] : {std::pair{"remove", EditKind::Remove}, {"set", EditKind::Set}, {"add", EditKind::Add}}) {
        for (const std::string& one : given.values(name)) {
            const auto pair = kind == EditKind::Remove ? std::optional(std::pair{one, std::string()}) : assignment(one);
            if (!pair)
                return wrong(text("--%1 %2 lacks a path, \"=\" or value: write --%1 stream.name=Tower.")
                                 .arg(QLatin1StringView(name), shown(one)));
            if (!simulate::pathSteps(pair->first))
                return wrong(text("--%1 %2 is no path: write names and positions with dots between, such as "
                                  "event.data.commit.parents.0.").arg(QLatin1StringView(name), shown(pair->first)));
            plan.order.edits.push_back({kind, pair->first, pair->second});
        }
    }
    for (const std::string& one : given.values("field")) {
        const auto pair = assignment(one);
        if (!pair)
            return wrong(text("--field %1 lacks a name, \"=\" or text: write --field projectName=Tower.").arg(shown(one)));
        const auto known = simulate::fieldsOf(plan.order);
        if (!plan.storyline && std::find(known.begin(), known.end(), pair->first) == known.end())
            return wrong(text("--field %1: this event has no place of that name; --list --event NAME names them.")
                             .arg(shown(pair->first)));
        plan.fields.insert_or_assign(pair->first, pair->second);
    }
    return {};
}

Refusal readPace(const Arguments& given, SendPlan& plan)
{
    if (const auto count = given.value("count")) {
        const auto number = wholeNumber(*count, 1, mostEvents);
        if (!number)
            return wrong(text("--count %1 is not a whole number from 1 to 10,000,000.").arg(shownArgument(*count)));
        plan.count = *number;
    }
    if (auto refused = take(readRate(given), plan.perSecond))
        return refused;
    return take(readExpected(given), plan.expected);
}

Refusal readTarget(const Arguments& given, SendPlan& plan)
{
    plan.print = given.has("print");
    plan.json = given.has("json");
    plan.mode = given.has("as-speckle") ? client::Mode::AsSpeckle : client::Mode::Exact;
    if (auto refused = take(readTo(given), plan.to))
        return refused;
    if (plan.to)
        plan.toText = plan.to->shown();
    else if (!plan.print && !given.has("list"))
        return wrong(text("Name where to send to: --to http://127.0.0.1:8088/path."));
    return {};
}

} // namespace

QString unknownProvider(const std::string& name)
{
    const auto known = providerNames();
    QStringList names;
    for (const std::string& one : known)
        names << QString::fromStdString(one);
    return text("--provider %1 is not known. Known are %2.").arg(shownArgument(name), names.join(QStringLiteral(", "))) + meant(name, known);
}

std::span<const Option> sendOptions()
{
    return options;
}

Read<SendPlan> readSendPlan(const Arguments& given)
{
    SendPlan plan;
    plan.storyline = given.has("storyline");
    plan.shapeChosen = given.has("shape");
    if (const int sources = given.has("event") + given.has("storyline") + given.has("template") + given.has("capture"); sources == 0)
        return wrong(text("Name what to send: --event NAME, --storyline, --template FILE or --capture ID. --list names the events."));
    if (plan.storyline && (given.has("event") || given.has("template") || given.has("capture")))
        return wrong(text("--storyline sends events of its own: leave --event, --template and --capture out."));
    // The template first: with one, any event's name will do.
    Refusal refused;
    if (const auto provider = given.value("provider"))
        plan.order.provider = *provider;
    refused = readTemplates(given, plan.order);
    if (!refused)
        refused = readEvent(given, plan.order);
    if (!refused)
        refused = readForm(given, plan.order);
    if (!refused)
        refused = readEdits(given, plan);
    if (!refused)
        refused = readPace(given, plan);
    if (!refused)
        refused = readTarget(given, plan);
    if (refused)
        return *refused;
    std::optional<std::string> secret;
    if (auto no = take(readSecret(given), secret))
        return *no;
    plan.secret = secret.value_or(std::string());
    return plan;
}

} // namespace hookloupe::cli
