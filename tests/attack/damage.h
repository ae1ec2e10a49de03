// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rounds.h"

#include <cstdint>
#include <map>
#include <string>

namespace hookloupe::test {

/// The bytes of a file; empty if it is none.
[[nodiscard]] std::string bytesOf(const std::string& path);
void writeBytes(const std::string& path, const std::string& bytes);

/// Damages a file as failing disks and stray programs do: bits, runs of bytes, pages, its length. Says what it did.
std::string damageAnywhere(const std::string& path, Dice& dice);
/// Damages one to three pages of a store, none of which is the first.
void damagePages(const std::string& path, Dice& dice);

/// Head and body of each capture of which SELECT finds both rows whole by its id, whatever state the store is in. Bodies that are files
/// of their own are left out. Works on a copy.
[[nodiscard]] std::map<std::int64_t, std::string> requestsReadableById(const std::string& store);

} // namespace hookloupe::test
