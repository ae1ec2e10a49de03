// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/replay_options.h"
#include "cli/replay_run.h"
#include "cli/termination.h"

#include <QCoreApplication>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr auto name = "replay";

int run(const Arguments& given)
{
    if (const auto refused = refusalOfOptions(given))
        return refuse(name, *refused);
    const auto opened = openStored(given);
    if (const auto* refused = std::get_if<Refused>(&opened))
        return refuse(name, *refused);
    const auto& stored = std::get<Stored>(opened);
    auto read = readReplayPlan(given, stored);
    if (const auto* refused = std::get_if<Refused>(&read))
        return refuse(name, *refused);
    ReplayRun sending(std::get<ReplayPlan>(std::move(read)), stored);
    setExitCodeOfSecondSignal(CheckFailed);
    Termination termination(Termination::HangUp::Ends);
    QObject::connect(&termination, &Termination::requested, &sending, &ReplayRun::cancel);
    sending.start();
    return QCoreApplication::exec();
}

} // namespace

Command replayCommand()
{
    return {
        .name = name,
        .synopsis = "--store FILE (ID… | --filter EXPR) [--to URL] [--exact|--as-speckle] [--resign --secret-env VAR] [--rate N] "
                    "[--expect STATUS] [--json]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Sends captured requests again."),
        .notes = QT_TRANSLATE_NOOP("Cli",
            "EXPR is one or more conditions with spaces between, all of which must hold: KEY=VALUE or KEY!=VALUE, several values with "
            "commas between. Keys: event, project, endpoint, method, verdict, status (200, 4xx, none), tag, since and until (2026-11-22 or "
            "2026-11-22T10:30:00, UTC). Without ids, refused requests and stored replays are left out.\n"
            "--exact follows no redirect. To another machine, stored Authorization, Cookie and signature fields are left out unless "
            "--send-credentials is given.\n"
            "Every answer is shown with what Speckle would record for it. Exit code 0: every sending was a success by Speckle's rules, "
            "or had the status of --expect. 1: one was not, or the sending was ended early (Ctrl+C). Reads the store only: another "
            "program may be capturing into it."),
        .options = replayOptions(),
        .positionals = std::numeric_limits<std::size_t>::max(),
        .run = run,
    };
}

} // namespace hookloupe::cli
