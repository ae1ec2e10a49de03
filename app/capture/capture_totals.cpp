// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/capture_totals.h"

#include <algorithm>

namespace hookloupe {

void CaptureTotals::add(UtcTime arrivedAt, std::int64_t contentBytes, Mark mark)
{
    ++count;
    bytes += contentBytes;
    switch (mark) {
    case Mark::Good:
        ++good;
        break;
    case Mark::Unjudged:
        ++unjudged;
        break;
    case Mark::Bad:
        ++bad;
        break;
    }
    first = std::min(first.value_or(arrivedAt), arrivedAt);
    last = std::max(last.value_or(arrivedAt), arrivedAt);
}

void CaptureTotals::add(const CaptureTotals& others)
{
    count += others.count;
    bytes += others.bytes;
    good += others.good;
    unjudged += others.unjudged;
    bad += others.bad;
    if (others.first)
        first = std::min(first.value_or(*others.first), *others.first);
    if (others.last)
        last = std::max(last.value_or(*others.last), *others.last);
}

} // namespace hookloupe
