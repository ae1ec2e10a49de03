// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "capture/trust.h"

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace hookloupe::words {

/// Why a store is held, as one whole sentence.
[[nodiscard]] QString trustReasonSentence(TrustReason reason, const std::string& knownPath);
/// What is the case until the user agrees to what is held, as whole sentences; endpoints by their
/// titles, else their paths. With `secretsUnreadable`, of an endpoint's, not all are verified.
[[nodiscard]] QString trustMeanwhileSentence(const HeldStore& held, const std::vector<Endpoint>& endpoints, bool secretsUnreadable = false);
/// "Another machine: Authorization, Cookie and signatures go along." A whole sentence.
[[nodiscard]] QString trustPlaceSentence(const TrustTarget& target);
/// What an answer does, a line for each of its steps, at most so many and one that says how many more there are; a text that
/// cannot be read is one line.
[[nodiscard]] QStringList trustAnswerLines(const std::string& answer, int most);
/// "3 requests of the file wait for it and would be sent." A whole sentence.
[[nodiscard]] QString trustWaitingSentence(std::int64_t requests);

} // namespace hookloupe::words
