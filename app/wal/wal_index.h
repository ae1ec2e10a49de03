// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "wal/bytes.h"

#include <optional>

namespace hookloupe::wal {

inline constexpr std::size_t walIndexHeaderBytes = 136;

/// What the "-shm" file beside a store says of the log, https://sqlite.org/walformat.html section 2. It outlives a killed
/// program, not a power cut.
struct WalIndex {
    std::int64_t frames = 0; ///< committed in the log
    std::int64_t copied = 0; ///< of these, how many are in the database already
    std::string salts;       ///< of the log, 8 bytes

    bool operator==(const WalIndex&) const = default;
};

/// `bytes` are the first walIndexHeaderBytes of the file. Nothing if they are not whole: of another machine's byte order,
/// caught half-written, or no such file.
[[nodiscard]] std::optional<WalIndex> readWalIndex(std::string_view bytes);

} // namespace hookloupe::wal
