// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stored.h"

#include "cli/command.h"
#include "session/paths.h"
#include "session/store_trust.h"
#include "store/store.h"
#include "words/error_words.h"
#include "words/home_words.h"

namespace hookloupe::cli {

namespace {

Refused unreadable(const Error& error)
{
    return {words::errorSentence(error), Unreadable};
}

} // namespace

Refused noSuchCapture(CaptureId id)
{
    return {text("The store has no capture %1. hookloupe-cli list shows those it has.").arg(toInt(id)), Unreadable};
}

Read<std::string> readStorePath(const Arguments& arguments)
{
    const auto given = arguments.value("store");
    if (!given) {
        std::string path = session::defaultStorePath();
        if (path.empty())
            return Refused{words::homeSentence(session::unusableHome().value_or(std::string())) + QLatin1Char(' ')
                               + text("Set HOME to your folder, or name a file with --store FILE."), Unreadable};
        return path;
    }
    if (*given == "-" || given->starts_with(':')) // SQLite takes the latter for stores in memory
        return Refused{text("--store %1 is no file, and a store is one: name a file, in a temporary folder if it is to be thrown away. "
                            "One that is really called so is named ./%1.").arg(shown(*given)), WrongUsage};
    return *given;
}

Read<Stored> openStored(const Arguments& arguments)
{
    auto path = readStorePath(arguments);
    if (const auto* refused = std::get_if<Refused>(&path))
        return *refused;
    store::StoreOptions options;
    options.path = std::get<std::string>(std::move(path));
    options.readOnly = true;
    auto store = store::Store::open(options, {});
    if (!store)
        return unreadable(store.error());
    const auto endpoints = (*store)->endpoints();
    if (!endpoints)
        return unreadable(endpoints.error());
    const bool damaged = (*store)->logDamage().has_value();
    if (const auto& damage = (*store)->logDamage())
        complain(text("The store %1 is damaged: %2. What stood behind that is not shown here; nothing was changed. hookloupe-cli "
                      "serve or the window saves what can be read of it, and keeps the damaged files.")
                     .arg(shown(options.path), shown(*damage)));
    if (damaged)
        store->reset(); // of a damaged store one connection alone leaves every file as it is
    auto reader = store::Reader::open(options.path, damaged);
    if (!reader)
        return unreadable(reader.error());
    // A store whose log is damaged is not asked, as it is closed: what it would do is held.
    std::optional<session::StoreTrust> trust;
    if (*store)
        trust.emplace(**store, **reader, *endpoints, session::TrustOptions{.folder = session::defaultTrustFolder()});
    std::set<EndpointId> held;
    for (const Endpoint& endpoint : *endpoints) {
        if (!trust || trust->holdsForwarding(endpoint))
            held.insert(endpoint.id);
    }
    return Stored{std::move(reader).value(), pathsOf(*endpoints), *endpoints, std::move(held)};
}

} // namespace hookloupe::cli
