// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

#include <QString>

namespace hookloupe::ui {

/// "commit_create, 14:02:11.312": its event, or method and target, and when it came; safe to show.
[[nodiscard]] QString captureName(const CaptureSummary& capture);

} // namespace hookloupe::ui
