// SPDX-License-Identifier: GPL-3.0-or-later
// Writes captures into the store it is given until it is killed, and prints the id of each one that is
// committed.
#include "support/sample_captures.h"
#include "store/store.h"

#include <cstdio>
#include <cstdlib>

using namespace hookloupe;

int main(int argc, char** argv)
{
    store::StoreOptions options;
    options.path = argc > 1 ? argv[1] : "";
    store::StoreCallbacks callbacks;
    callbacks.committed = [](std::vector<store::Committed> batch) {
        for (const auto& one : batch)
            std::printf("%lld\n", static_cast<long long>(toInt(one.capture->summary.id)));
        std::fflush(stdout);
    };
    const auto opened = store::Store::open(options, callbacks);
    if (!opened || opened.value()->readOnly() || opened.value()->salvage()) {
        std::fprintf(stderr, "%s\n", opened ? "read-only or damaged" : opened.error().detail.c_str());
        return EXIT_FAILURE;
    }
    for (std::int64_t number = 1;; ++number) {
        const auto capture = test::sampleCapture(number);
        if (number % 500 == 0)
            capture->body = std::string(9 * 1024 * 1024, 'l'); // one that is kept in a file
        if (!opened.value()->enqueue(capture, 0))
            return EXIT_FAILURE;
        if (number % 16 == 0)
            opened.value()->flush();
    }
}
