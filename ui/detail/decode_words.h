// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <QString>

namespace hookloupe::ui {

/// "JSON", "form", …
[[nodiscard]] QString formatName(decode::Format format);
/// What a reader should know of how a body was read: encodings undone, and the problem with its position. Empty if nothing.
[[nodiscard]] QString readingRemark(const decode::Document& document);

} // namespace hookloupe::ui
