// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/core_dumps.h"

#include <cstdlib>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>
#endif
#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace hookloupe {

void withoutCoreDumps([[maybe_unused]] Inspection inspection)
{
    const char* const wanted = std::getenv("HOOKLOUPE_CORE_DUMPS");
    if (wanted && *wanted)
        return;
#if defined(__unix__) || defined(__APPLE__)
    rlimit limit{};
    if (::getrlimit(RLIMIT_CORE, &limit) == 0) {
        limit.rlim_cur = 0; // the programs that this one starts may raise it again
        ::setrlimit(RLIMIT_CORE, &limit);
    }
#endif
#ifdef __linux__
    // A crash reporter is given its pipe in spite of the limit: with no kind of memory in what goes through it.
    if (const int filter = ::open("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC); filter >= 0) {
        [[maybe_unused]] const auto written = ::write(filter, "0\n", 2);
        ::close(filter);
    }
    if (inspection == Inspection::Forbidden)
        ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

} // namespace hookloupe
