// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <QString>

namespace hookloupe::ui {

/// What a reader should know of how a body was read: encodings undone, and the problem with its position. Empty if nothing.
/// Any thread; linear.
[[nodiscard]] QString readingRemark(const decode::Document& document);

} // namespace hookloupe::ui
