// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>

namespace hookloupe::crypto {

/// That many bytes nobody can guess, from the system's source. Empty if it gives none. Any thread.
[[nodiscard]] std::string randomBytes(std::size_t count);

} // namespace hookloupe::crypto
