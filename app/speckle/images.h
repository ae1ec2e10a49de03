// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speckle/analysis.h"
#include "speckle/payload_tree.h"

#include <vector>

namespace hookloupe::speckle {

/// Every string of the payload that is a base64 data URL of an image (RFC 2397): at most 16, each of at most
/// 16 MiB.
[[nodiscard]] std::vector<EmbeddedImage> imagesOf(const PayloadTree& tree);

} // namespace hookloupe::speckle
