// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::decode {

/// RFC 8259 section 4 leaves open what an object with two members of one name means: JavaScript, Python, Go and PHP take the
/// last, some readers the first or none.

/// The first name in a JSON text that an object has twice, unescaped. Nothing if there is none, or if the text cannot be read
/// so far. Objects nested deeper than 16 are passed over, and of one object at most 65,536 names are remembered. Linear; any
/// thread.
[[nodiscard]] std::optional<std::string> repeatedName(std::string_view json);

/// The members of a document whose name their object has more than once: indexes into its nodes, ascending. All of them, the
/// first too. Costs a sort of each object's names; any thread.
[[nodiscard]] std::vector<std::int32_t> membersWithRepeatedNames(const Document& document);

/// The text as those readers take it: of members with one name the last value in the place of the first. Objects nested deeper
/// than 16 stay as they are; so does what cannot be read, or is longer than 4 MiB.
[[nodiscard]] std::string withLastMembers(std::string_view json);

} // namespace hookloupe::decode
