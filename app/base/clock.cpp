// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"

#include <cstdio>

namespace hookloupe {

UtcTime utcNow()
{
    return std::chrono::time_point_cast<Micros>(std::chrono::system_clock::now());
}

std::string toIso8601(UtcTime time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", int(date.year()),
                  unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                  int(clock.minutes().count()), int(clock.seconds().count()), int(clock.subseconds().count()));
    return text;
}

} // namespace hookloupe
