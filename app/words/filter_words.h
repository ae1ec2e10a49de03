// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "filter/capture_filter.h"

#include <QString>

namespace hookloupe::words {

/// What is wrong with a filter, where, and what could stand there instead.
[[nodiscard]] QString filterFaultSentence(const filter::FilterFault& fault);

} // namespace hookloupe::words
