// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/forward_lines.h"
#include "cli/limit_lines.h"
#include "cli/line_printer.h"
#include "cli/loop_alarms.h"
#include "cli/opening.h"
#include "cli/own_target_lines.h"
#include "cli/secret_lines.h"
#include "cli/serve_options.h"
#include "cli/serve_run.h"
#include "cli/termination.h"
#include "cli/trust_lines.h"
#include "session/paths.h"
#include "words/error_words.h"
#include "words/loss_words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr auto name = "serve";

/// Every --endpoint exists, enabled, with its name; one that the store knows keeps its id and its other fields.
Status prepareEndpoints(session::Session& session, const ServePlan& plan)
{
    for (const auto& wanted : plan.endpoints) {
        const auto known = session.endpoints();
        const auto same = std::find_if(known.begin(), known.end(), [&](const auto& e) { return e.path == wanted.path; });
        Endpoint endpoint = same == known.end() ? wanted : *same;
        endpoint.enabled = true;
        if (!wanted.description.empty())
            endpoint.description = wanted.description;
        const auto saved = same != known.end() && endpoint == *same ? Result<Endpoint>(endpoint)
                                                                    : session.saveEndpoint(endpoint);
        if (!saved)
            return saved.error();
        if (!plan.session.secrets.empty()) // who names an endpoint means this secret for it, whatever it has
            session.useSecrets(saved->id, plan.session.secrets);
    }
    return success();
}

/// Until it is stopped.
int serveWith(const char* command, session::Session& session, const ServePlan& plan, Termination& termination)
{
    LinePrinter printer;
    const LoopAlarms alarms(session, printer, plan.json);
    const LimitLines limits(session, printer, plan.json);
    const ForwardLines forwarded(session, plan, printer);
    ServeRun serving(session, plan, printer, termination);
    const OwnTargetLines own(command, session, plan, printer);
    const SecretLines guards(session, plan, printer); // after the line that says where it listens
    QMetaObject::invokeMethod(&serving, &ServeRun::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

int run(const Arguments& arguments)
{
    return serve(name, arguments, readServePlan(arguments));
}

} // namespace

int serve(const char* command, const Arguments& arguments, const std::variant<ServePlan, ServeRefused>& read)
{
    if (const auto* refused = std::get_if<ServeRefused>(&read)) {
        if (refused->exitCode == WrongUsage)
            return misuse(command, refused->sentence);
        complain(u"hookloupe-cli: "_s + refused->sentence);
        return refused->exitCode;
    }
    const auto& plan = std::get<ServePlan>(read);
    const auto folderMade = session::makeFolderFor(plan.session.store.path);
    if (!folderMade)
        return fail(folderMade.error());
    if (*folderMade && arguments.has("store"))
        complain(text("The folder of %1 was created.").arg(shown(plan.session.store.path)));
    session::SessionOptions options = plan.session;
    options.store.salvaged = makeReady(options.store.path);
    std::optional<store::StoreEnd> end;
    options.ended = [&end](const store::StoreEnd& given) { end = given; };
    std::optional<Termination> termination; // goes after the session: to close it takes its time, too
    auto opened = session::Session::open(std::move(options));
    if (!opened)
        return fail(opened.error());
    session::Session& session = **opened;
    if (session.store().readOnly())
        return fail({ErrorCode::LockedByOther, session.store().path()});
    if (const auto salvage = session.store().salvage())
        complain(text("The store was damaged. Captures saved from it: %1. Lost: %2. The damaged file is kept as %3.")
                     .arg(QString::number(salvage->captures),
                          salvage->lost < 0    ? text("not known")
                              : salvage->atLeast ? text("%1 at least").arg(salvage->lost)
                                                 : QString::number(salvage->lost),
                          shown(salvage->damagedPath)));
    if (const std::int64_t missing = session.missingSinceLastUse(); missing > 0)
        complain(u"hookloupe-cli: "_s + words::missingSinceSentence(session.store().path(), missing));
    if (const Status prepared = prepareEndpoints(session, plan); !prepared)
        return fail(prepared.error());
    settleTrust(session, plan.trustStore, complain);
    session.loopGuard().setSettings(plan.loops);
    termination.emplace(Termination::HangUp::IsToldOf);
    const int exitCode = serveWith(command, session, plan, *termination);
    opened->reset();
    if (end)
        complain(u"hookloupe-cli: "_s + words::endSentence(*end));
    return end && !end->isWhole() && exitCode == Good ? Unreadable : exitCode;
}

Command serveCommand()
{
    return {
        .name = name,
        .synopsis = "[--listen ADDR:PORT] [--store FILE] [--endpoint PATH[=NAME]]… [--secret-env VAR] [--secret-file FILE] [--answer FILE] "
                    "[--count N] [--timeout S] [--json]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Captures webhooks until it is stopped, and prints each one when it is on disk and answered."),
        .notes = QT_TRANSLATE_NOOP("Cli",
            "The address is printed when it is ready: on standard output, with --json on standard error.\n"
            "Every path is captured, also without --endpoint. Endpoints that have secrets of their own, set in the window, are judged "
            "by these; the secret given here judges requests for every --endpoint and for all that have none of their own, in this "
            "run alone. Who has no secret rejects nothing: standard error says which those are.\n"
            "An endpoint whose kept secrets cannot be read (a locked keychain; a file that is damaged or gone) answers 503 and passes "
            "nothing on until they can. If they are lost: name it with --endpoint and give its secret, set or remove the secret in the "
            "window, or go without kept secrets (--ignore-kept-secrets).\n"
            "A store that was made elsewhere, copied, or changed by another program is held: it is captured into, but nothing is "
            "passed on and its endpoints answer 200, until you agree with --trust-store. What is held, and why, is told on "
            "standard error.\n"
            "Events that look like a loop of event, reaction and event are told on standard error, with --json as one JSON object "
            "a line; they are captured all the same.\n"
            "A file for --answer has a step in each line; a request gets one, the next request the next. “once” or “loop” (as it is "
            "without) may stand in front. Steps:\n"
            "  answer 203 reason=Fine header=\"X-A: b\" body=\"text\\n\" delay=2s; or template=\"{{method}} {{path}} {{query.x}} "
            "{{header.Host}} {{json.payload.event.event_name}}\", file=PATH (needs --answer-folder), filler=500001; by-path takes the status from /hooks/503\n"
            "  trickle 200 filler=1000 piece=10 every=100ms · reset 200 filler=1000 after=500 · redirect 302 hops=2 then=200 · "
            "redirect 307 to=URL · hang time=20s · close · garbage bytes=64\n"
            "  wait 9.9s, interim 100 times=2 and continue never stand in front of the step that follows; continue says what becomes of "
            "100 Continue: never, 2s, unasked, or instead (the answer in its place)\n"
            "Limits: request-line, head, fields, body, bytes-in-flight, connections, web-page-bytes (of what web pages send, a "
            "minute), head-deadline, body-deadline, refused-deadline (for the rest of a refused request), idle-deadline, "
            "write-deadline, tls-deadline. What a limit did that no printed request tells is said on standard error, with --json as "
            "one JSON object a line.\n"
            "SIGINT and SIGTERM end it after every request taken has its answer: exit code 0, or 1 if --count was not "
            "reached. The second one ends it at once, with the same exit code; what was answered is in the store. SIGHUP makes it "
            "read its certificate again and never ends it.\n"
            "Standard output that cannot be written ends it with exit code 3; so does one that nobody reads, when it ends. Exit code 3 "
            "also says that not all that was answered could be written into the store; what is missing is told on standard error."),
        .options = serveOptions(),
        .positionals = 0,
        .run = run,
    };
}

} // namespace hookloupe::cli
