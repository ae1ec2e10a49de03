// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/capture_server.h"

#include <QString>

namespace hookloupe::ui {

/// The URL that a sender can use. Who listens on every address (0.0.0.0, ::) is reached by one of the machine's own: the
/// first that is not of this machine alone, if there is one.
[[nodiscard]] QString reachableUrl(const server::ListenAddress& address);

} // namespace hookloupe::ui
