// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <QString>

namespace hookloupe::ui {

/// What a body of this format shows in the Payload tab, and what it does not: "A form: a row for each field." Empty for JSON
/// that was read whole, which needs no words.
[[nodiscard]] QString payloadStateText(const decode::Document& document);
/// For a request without a body.
[[nodiscard]] QString noBodyText();

} // namespace hookloupe::ui
