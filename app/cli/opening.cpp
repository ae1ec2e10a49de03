// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/opening.h"

#include "cli/command.h"
#include "words/opening_words.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace hookloupe::cli {

namespace {
constexpr std::chrono::seconds patience{1};
}

std::optional<store::SalvageReport> makeReady(const std::string& path)
{
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<store::OpeningWork> work;
    bool done = false;
    std::thread teller([&] {
        std::unique_lock lock(mutex);
        const auto over = [&] { return done; };
        changed.wait(lock, [&] { return done || work; });
        if (!changed.wait_for(lock, patience, over))
            complain(words::openingSentence(*work));
    });
    const auto salvaged = store::makeReady(path, [&](store::OpeningWork now) {
        const std::lock_guard lock(mutex);
        work = now;
        changed.notify_all();
    });
    {
        const std::lock_guard lock(mutex);
        done = true;
    }
    changed.notify_all();
    teller.join();
    return salvaged ? *salvaged : std::nullopt;
}

} // namespace hookloupe::cli
