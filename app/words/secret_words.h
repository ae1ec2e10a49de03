// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace hookloupe::words {

/// Why an endpoint's secrets cannot be read, and how they can be again: whole sentences. `error` is that of
/// session::UnreadableSecrets.
[[nodiscard]] QString unreadableSecretsSentence(const Error& error);

} // namespace hookloupe::words
