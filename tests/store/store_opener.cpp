// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the store it is given for writing, says what was salvaged, and closes it.
#include "store/store.h"

#include <cstdio>
#include <cstdlib>

using namespace hookloupe;

int main(int argc, char** argv)
{
    store::StoreOptions options;
    options.path = argc > 1 ? argv[1] : "";
    const auto opened = store::Store::open(options, {});
    if (!opened || opened.value()->readOnly()) {
        std::fprintf(stderr, "%s\n", opened ? "read-only" : opened.error().detail.c_str());
        return EXIT_FAILURE;
    }
    if (const auto salvage = opened.value()->salvage())
        std::printf("%lld %s\n", static_cast<long long>(salvage->captures), salvage->damagedPath.c_str());
    return EXIT_SUCCESS;
}
