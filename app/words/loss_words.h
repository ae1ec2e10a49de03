// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

#include <QString>

namespace hookloupe::words {

/// What became of a store whose files were taken away while it was in use, where what it held is, and how capturing goes on.
[[nodiscard]] QString lossSentence(const store::StoreLoss& loss);
/// A store is not as it was left: so many requests, at most, are not in it any more.
[[nodiscard]] QString missingSinceSentence(const std::string& path, std::int64_t missing);
/// What was not written where it belongs when a store was closed, and what that means.
[[nodiscard]] QString endSentence(const store::StoreEnd& end);

} // namespace hookloupe::words
