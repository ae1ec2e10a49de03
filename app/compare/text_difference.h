// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/common_runs.h"

#include <string_view>

namespace hookloupe::compare {

enum class PieceKind { Same, Removed, Added };

/// A stretch of a text: of `before` if it is Same or Removed, of `after` if it is Added. Bytes; never half a character.
struct Piece {
    PieceKind kind = PieceKind::Same;
    std::size_t begin = 0;
    std::size_t length = 0;

    bool operator==(const Piece&) const = default;
};

/// What words and signs were taken away and added, in order; both texts can be put together again from the pieces. Beyond
/// the limits only the common begin and end are told from the middle, which is linear.
[[nodiscard]] std::vector<Piece> textDifference(std::string_view before, std::string_view after,
                                                const RunLimits& limits = {}, const Cancelled& cancelled = {});

} // namespace hookloupe::compare
