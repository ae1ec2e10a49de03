// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string_view>

namespace hookloupe::words {

/// Why there is no default place for files. `home`: the folder that cannot be used; empty if none is known.
[[nodiscard]] QString homeSentence(std::string_view home);

} // namespace hookloupe::words
