// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "decode/document.h"

namespace hookloupe::compare {

/// A request line and its fields as a document, so that two heads can be compared like two bodies. Its text is empty and its
/// nodes have no offsets.
[[nodiscard]] decode::Document documentOfHead(const http::HeadView& head);

} // namespace hookloupe::compare
