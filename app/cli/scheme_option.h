// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace hookloupe::cli {

/// That `--scheme NAME` names no scheme, and which there are.
[[nodiscard]] QString unknownScheme(const std::string& name);

} // namespace hookloupe::cli
