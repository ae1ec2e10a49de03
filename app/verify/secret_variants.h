// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "verify/autopsy.h"

#include <string>
#include <vector>

namespace hookloupe::verify {

/// A key to try and the mistake it stands for.
struct KeyTry {
    SecretVariant variant = SecretVariant::AsSaved;
    std::size_t secretIndex = 0;
    std::string key; ///< secret
};

/// Keys without repetition, the likeliest mistake first: own secrets as saved, the empty one, own secrets
/// altered, others. The caller wipes them.
[[nodiscard]] std::vector<KeyTry> keysToTry(const Scheme& scheme, const std::vector<std::string>& own,
                                            const std::vector<std::string>& others);

} // namespace hookloupe::verify
