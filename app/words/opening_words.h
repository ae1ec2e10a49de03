// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.h"

#include <QString>

namespace hookloupe::words {

/// What is being done before a store can be opened: "Bringing the store up to date…"
[[nodiscard]] QString openingSentence(store::OpeningWork work);

} // namespace hookloupe::words
