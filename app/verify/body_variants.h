// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/autopsy.h"
#include "verify/signing.h"

#include <optional>
#include <span>
#include <string>

namespace hookloupe::verify {

/// The ways a body is tried, the likeliest mistake first. OtherCapture is not among them: it needs no making.
[[nodiscard]] std::span<const BodyVariant> bodyVariants();

/// The bytes a sender would have signed if it made that mistake; nothing if the variant does not apply to this body.
[[nodiscard]] std::optional<std::string> makeBody(BodyVariant variant, const CoveredBody& body);

} // namespace hookloupe::verify
