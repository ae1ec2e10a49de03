// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"

namespace hookloupe::store {

/// Whether the content is still what it was when the request arrived: whether its SHA-256 is the one kept beside it. True for one
/// that has none. Hashes the content, some hundred MB a second: lists do not ask.
[[nodiscard]] bool isUnaltered(const Capture& capture);

} // namespace hookloupe::store
