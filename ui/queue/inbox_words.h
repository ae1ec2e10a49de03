// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forward/queue_status.h"
#include "session/session.h"

#include <QString>

namespace hookloupe::ui {

/// Whether the last attempt at the queue's target failed, be it tried again just now.
[[nodiscard]] bool isDown(const forward::QueueStatus& queue);
/// Why a capture without deliveries was not passed on, as whole sentences: what it waits for, or that it never will be. Empty if
/// nothing of that is known. Reads the store.
[[nodiscard]] QString notSentSentence(const session::Session& session, const CaptureSummary& capture);

} // namespace hookloupe::ui
