// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

namespace hookloupe::ui {

class Banner;

/// Shows or withdraws what the state of listening asks for. A read-only store has a warning of its own.
void showListenWarnings(Banner& banner, const session::ListenStatus& status, bool readOnlyStore);
/// What is known about the store and the secrets since they were opened.
void showStoreWarnings(Banner& banner, const session::Session& session);

} // namespace hookloupe::ui
