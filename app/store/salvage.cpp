// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/salvage.h"
namespace hookloupe::store {
std::string salvagedPath(const std::string& path) { return path + ".salvaged"; }
void removeDatabase(const std::string&) {}
Result<SalvageReport> salvage(const std::string& path, const std::string& damage) { return Error{ErrorCode::Corrupt, path + ": " + damage}; }
}
