// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "store/sqlite.h"

namespace hookloupe::store {

/// Writes what became of captures' answers.
class AnswerRows {
public:
    [[nodiscard]] static Result<AnswerRows> prepare(Connection& connection);
    /// Nothing happens if the capture is gone.
    [[nodiscard]] Status update(const AnswerReport& report);

private:
    AnswerRows(Statement outcome, Statement status, Statement bytes)
        : m_outcome(std::move(outcome)), m_status(std::move(status)), m_bytes(std::move(bytes))
    {
    }

    Statement m_outcome;
    Statement m_status; ///< of what was sent, where it is other than planned
    Statement m_bytes;  ///< the same, and the trace
};

} // namespace hookloupe::store
