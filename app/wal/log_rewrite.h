// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wal/log_scan.h"

#include <functional>

namespace hookloupe::wal {

/// Takes the next bytes of a file; false if that failed.
using WriteBytes = std::function<bool(std::string_view bytes)>;

/// Writes the log anew out of its whole frames, up to the last that ends a transaction, so that SQLite plays them all: what
/// a damaged frame held is missing. Nothing is written if there is no such frame. False if reading or writing failed.
[[nodiscard]] bool rewriteLog(const ReadBytes& read, const LogScan& scan, const WriteBytes& write);

} // namespace hookloupe::wal
