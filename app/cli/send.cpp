// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/delivery_line.h"
#include "cli/send_options.h"
#include "cli/send_run.h"
#include "cli/termination.h"
#include "session/paths.h"
#include "simulate/own_templates.h"
#include "simulate/speckle_event.h"
#include "speckle/event.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr auto name = "send";

std::string shapesJson(std::string_view wireName)
{
    std::string list;
    for (const auto shape : simulate::shapes) {
        if (simulate::findTemplate(wireName)->has(shape))
            list += (list.empty() ? "" : ",") + jsonString(simulate::shapeName(shape));
    }
    return '[' + list + ']';
}

bool listEvent(std::string_view provider, const std::string& event, bool json)
{
    const bool speckles = provider == simulate::speckleProvider;
    if (json) {
        JsonLine line;
        line.add("provider", provider).add("event", event);
        if (speckles)
            line.add("ui_name", speckle::uiName(event)).addJson("shapes", shapesJson(event));
        return say(line.line());
    }
    const auto named = speckles ? speckle::uiName(event) : std::string_view();
    const QString other = named.empty() || named == event ? QString() : u"  "_s + shown(named);
    return say(shown(provider).leftJustified(18) + (shown(event).leftJustified(other.isEmpty() ? 0 : 32) + other));
}

bool listTemplate(const simulate::OwnTemplate& own, bool json)
{
    if (json)
        return say(JsonLine().add("provider", own.provider).add("template", own.name).add("file", own.path).line());
    return say(shown(own.provider).leftJustified(18) + text("your template %1").arg(shown(own.name)));
}

int listEvents(const Arguments& given)
{
    std::vector<std::string_view> wanted{simulate::speckleProvider};
    for (const auto& provider : signing::providers())
        wanted.push_back(provider.name);
    if (const auto one = given.value("provider")) {
        if (std::erase_if(wanted, [&](std::string_view other) { return other != *one; }) > 0 && wanted.empty())
            return misuse(name, unknownProvider(*one));
    }
    for (const auto provider : wanted) {
        for (const std::string& event : simulate::eventsOf(provider)) {
            if (!listEvent(provider, event, given.has("json")))
                return Unreadable;
        }
    }
    for (const auto& own : simulate::ownTemplates(session::templateFolder(session::defaultSettingsPath()))) {
        if (std::find(wanted.begin(), wanted.end(), own.provider) != wanted.end() && !listTemplate(own, given.has("json")))
            return Unreadable;
    }
    return Good;
}

int listFields(const SendPlan& plan)
{
    const auto values = simulate::testFields(utcNow());
    for (const std::string& field : simulate::fieldsOf(plan.order)) {
        const auto value = values.find(field);
        const std::string made = value == values.end() ? std::string() : value->second;
        const bool written = plan.json ? say(JsonLine().add("field", field).add("value", made).line())
                                       : say(shown(field).leftJustified(20) + shown(made));
        if (!written)
            return Unreadable;
    }
    return Good;
}

int printRequests(const SendPlan& plan)
{
    for (std::int64_t number = 0; number < plan.count * static_cast<std::int64_t>(stepsOf(plan)); ++number) {
        const auto made = makeRequest(plan, number, utcNow());
        if (!made)
            return complainOf(plan, made.error());
        if (!sayBytes(made->bytes()))
            return Unreadable;
    }
    return Good;
}

int run(const Arguments& given)
{
    if (given.has("list") && !given.has("event"))
        return listEvents(given);
    auto read = readSendPlan(given);
    if (const auto* refused = std::get_if<Refused>(&read))
        return refuse(name, *refused);
    auto plan = std::get<SendPlan>(std::move(read));
    if (given.has("list"))
        return listFields(plan);
    if (plan.print)
        return printRequests(plan);
    // All of it is tried before anything goes out.
    for (std::size_t step = 0; step < stepsOf(plan); ++step) {
        if (const auto made = makeRequest(plan, static_cast<std::int64_t>(step), utcNow()); !made)
            return complainOf(plan, made.error());
    }
    SendRun sending(std::move(plan));
    setExitCodeOfSecondSignal(CheckFailed);
    Termination termination(Termination::HangUp::Ends);
    QObject::connect(&termination, &Termination::requested, &sending, &SendRun::cancel);
    sending.start();
    return QCoreApplication::exec();
}

} // namespace

Command sendCommand()
{
    return {
        .name = name,
        .synopsis = "--event NAME --to URL [--provider NAME] [--dialect object|string] [--shape real|documented|legacy] "
                    "[--set PATH=VALUE]… [--secret-env VAR] [--as-speckle] [--rate N] [--count N] [--expect STATUS] [--json]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Sends made-up, signed events, as Speckle or another provider would."),
        .notes = QT_TRANSLATE_NOOP("Cli",
            "--set, --add and --remove name a value by its path below Speckle's payload (a leading \"payload.\" may be left out), or "
            "below the body of another provider: event.data.commit.message, webhook.triggers.0, $['stream']['name'].\n"
            "Every answer is shown with what Speckle would record for it. Exit code 0: every event was a success by Speckle's rules, "
            "or had the status of --expect. 1: one was not, or the sending was ended early (Ctrl+C). 3: a template or store could not "
            "be read."),
        .options = sendOptions(),
        .positionals = 0,
        .run = run,
    };
}

} // namespace hookloupe::cli
