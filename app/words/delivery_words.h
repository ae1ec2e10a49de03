// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"

#include <QString>

namespace hookloupe::words {

/// What kept a whole answer from coming, and what to do about it; empty for none. Without technical detail.
[[nodiscard]] QString faultSentence(DeliveryFault fault);
/// For a table cell: "timed out"; empty for none.
[[nodiscard]] QString faultLabel(DeliveryFault fault);

/// For a table cell: "200", "200, connection lost", "timed out".
[[nodiscard]] QString deliveryLabel(const Delivery& delivery);
/// What came of a sending: "The receiver answered 200.", or the fault with its technical detail in brackets, made harmless.
[[nodiscard]] QString deliverySentence(const Delivery& delivery);

} // namespace hookloupe::words
