// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/totals.h"

#include "cli/command.h"

namespace hookloupe::cli {

QString totalSentence(const replay::BulkProgress& progress, bool outputFailed)
{
    const std::size_t good = progress.done - progress.failed;
    if (progress.done == progress.total)
        return text("%1 of %2 were a success.").arg(good).arg(progress.total);
    const QString sentence = outputFailed ? text("%1 of %2 sent, stopped as standard output could not be written. Successes: %3.")
        : progress.cancelled              ? text("Ended by a signal after %1 of %2. Successes: %3.")
                                          : text("%1 of %2 sent, stopped at the first failure. Successes: %3.");
    return sentence.arg(progress.done).arg(progress.total).arg(good);
}

} // namespace hookloupe::cli
