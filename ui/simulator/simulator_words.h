// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "simulator/simulator_choice.h"
#include "replay/bulk.h"

#include <QString>

namespace hookloupe::ui {

/// "version_create (commit_create)"; another provider's event as it is called.
[[nodiscard]] QString eventTitle(const SimulatorChoice& choice, const std::string& event);
/// "Test event version_create (commit_create) was answered 200 after 3 ms. Speckle records …"
[[nodiscard]] QString answerSentence(const SimulatorChoice& choice, const Delivery& delivery);
/// What came of many.
[[nodiscard]] QString bulkSentence(const SimulatorChoice& choice, const replay::BulkProgress& progress);
/// Where those can be found that came to another address.
[[nodiscard]] QString storedSentence(std::size_t sent, std::size_t notStored);
/// Why a request can't be made.
[[nodiscard]] QString makingTrouble(const SimulatorChoice& choice, const Error& error);

} // namespace hookloupe::ui
