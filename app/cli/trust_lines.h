// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QString>

#include <functional>

namespace hookloupe::cli {

/// Says line by line what of the store is held and why, or, if the user trusts it, what is agreed to by that, and agrees.
/// Nothing if nothing is held.
void settleTrust(session::Session& session, bool trust, const std::function<void(const QString&)>& say);

} // namespace hookloupe::cli
