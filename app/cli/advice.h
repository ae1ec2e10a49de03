// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"
#include "verify/autopsy.h"

#include <QString>

namespace hookloupe::cli {

/// For a mismatch: what the autopsy found, as one sentence; never empty.
[[nodiscard]] QString adviceFor(const verify::Scheme& scheme, const verify::Evidence& evidence,
                                const std::vector<std::string>& secrets, const verify::Elsewhere& elsewhere = {});

} // namespace hookloupe::cli
