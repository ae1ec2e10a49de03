// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/capture_lines.h"
#include "cli/command.h"
#include "cli/numbers.h"
#include "cli/stored.h"

#include <algorithm>
#include <array>
#include <limits>

namespace hookloupe::cli {

namespace {

constexpr auto name = "list";

constexpr std::array options{
    Option{"store", "FILE", QT_TRANSLATE_NOOP("Cli", "Store file. Default: the one of the window.")},
    Option{"limit", "N", QT_TRANSLATE_NOOP("Cli", "The newest N alone.")},
    Option{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "One JSON object a capture.")},
};

int run(const Arguments& arguments)
{
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    if (const auto given = arguments.value("limit")) {
        const auto number = wholeNumber(*given, 1, limit);
        if (!number)
            return misuse(name, text("--limit %1 is not a whole number from 1.").arg(shownArgument(*given)));
        limit = *number;
    }
    const auto opened = openStored(arguments);
    if (const auto* refused = std::get_if<Refused>(&opened))
        return refuse(name, *refused);
    const auto& stored = std::get<Stored>(opened);
    auto ids = arguments.has("limit") ? stored.reader->newest(limit) : stored.reader->ids({});
    if (!ids)
        return fail(ids.error());
    if (arguments.has("limit"))
        std::reverse(ids->begin(), ids->end());
    constexpr std::ptrdiff_t page = 500;
    for (auto from = ids->cbegin(); from != ids->cend();) {
        const auto to = from + std::min(page, ids->cend() - from);
        const auto summaries = stored.reader->summaries({from, to});
        if (!summaries)
            return fail(summaries.error());
        for (const auto& capture : *summaries) {
            const bool written = arguments.has("json") ? say(captureJson(capture, stored.paths, {}).line())
                                                       : say(captureLine(capture, stored.paths));
            if (!written)
                return Unreadable;
        }
        from = to;
    }
    return Good;
}

} // namespace

Command listCommand()
{
    return {
        .name = name,
        .synopsis = "--store FILE [--limit N] [--json]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Lists the captures of a store, newest last."),
        .notes = QT_TRANSLATE_NOOP("Cli", "Reads only: another program may be capturing into the store."),
        .options = options,
        .positionals = 0,
        .run = run,
    };
}

} // namespace hookloupe::cli
