// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace hookloupe::words {

/// An error as a sentence that names the input and the way out.
[[nodiscard]] QString errorSentence(const Error& error);

} // namespace hookloupe::words
