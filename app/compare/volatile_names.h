// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace hookloupe::compare {

/// Members that differ between any two deliveries and so say little: the times, and the ids of the thing itself. The ids of
/// where it happened (streamId, projectId, branchId, modelId, userId) are not among them.
[[nodiscard]] const std::vector<std::string>& volatileMembers();
/// The same for HTTP fields: dates, lengths, delivery ids and signatures.
[[nodiscard]] const std::vector<std::string>& volatileFields();

} // namespace hookloupe::compare
