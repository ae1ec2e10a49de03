// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/common_runs.h"
#include "decode/document.h"

#include <string>
#include <utility>

namespace hookloupe::compare {

/// How a node of one document relates to the other's.
enum class Kind {
    Same,       ///< token for token
    Changed,    ///< another value, or something below it is not the same
    Added,      ///< only in the second
    Removed,    ///< only in the first
    Respelled,  ///< the same value in other characters, as "é" and "\u00e9"
    Reordered,  ///< the same members in another order
    LeftOut,    ///< differs, but its name is one that shall not count
    NotSent,    ///< only in the first, where the second holds only what was sent
};

/// A place of the comparison, in pre-order as in decode::Document. Node numbers are -1 where there is none.
struct Entry {
    Kind kind = Kind::Same;
    std::int32_t parent = -1;
    std::int32_t end = 0;          ///< index after the last descendant
    std::int32_t childCount = 0;
    std::int32_t before = -1;
    std::int32_t after = -1;
    bool reordered = false;        ///< of a Changed container: its common members also changed places
    bool cut = false;              ///< more below it than is listed
};

struct Options {
    std::vector<std::string> leftOut;  ///< names whose differences do not count, at any depth
    bool caselessNames = false;        ///< names are HTTP field names
    /// The second lists only what was sent: what is missing at its top was left alone.
    bool onlySent = false;
    std::vector<std::string> skipped;  ///< names at the top of the second that are not listed at all
    std::vector<std::pair<std::string, std::string>> renamed; ///< at the top: name in the second, name in the first
    std::vector<std::string> caselessValues;                  ///< names at the top whose values' case says nothing
    std::size_t mostEntries = 200'000;
    std::size_t mostSame = 50'000;     ///< of them for what is the same
    RunLimits runs;
};

struct Comparison {
    std::vector<Entry> entries;        ///< one root at 0, or none
    std::size_t changed = 0;           ///< places that differ; what is added or removed whole counts once
    std::size_t added = 0;
    std::size_t removed = 0;
    std::size_t same = 0;              ///< values
    std::size_t leftOut = 0;
    bool cut = false;                  ///< there were more differences than mostEntries
    bool cancelled = false;

    [[nodiscard]] std::size_t differences() const { return changed + added + removed; }
};

/// Compares what is below two nodes by tokens: order, numbers and duplicates count as they are on the wire, white space
/// between tokens does not. Members are matched by name (the second "a" with the second "a"), array items by a longest
/// common subsequence. Memory and time are linear but for sorting names and the bounded search in arrays. Any thread.
[[nodiscard]] Comparison compare(const decode::Document& before, std::int32_t beforeRoot, const decode::Document& after,
                                 std::int32_t afterRoot, const Options& options = {}, const Cancelled& cancelled = {});

} // namespace hookloupe::compare
