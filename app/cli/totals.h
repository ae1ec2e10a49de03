// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/bulk.h"

#include <QString>

namespace hookloupe::cli {

/// What came of all that was to be sent, and why it is not all of it: a failure, a signal, or an output that could not be written.
[[nodiscard]] QString totalSentence(const replay::BulkProgress& progress, bool outputFailed);

} // namespace hookloupe::cli
