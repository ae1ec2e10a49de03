// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/annotation.h"
#include "store/sqlite.h"

#include <vector>

namespace hookloupe::store {

/// Changes the annotations of those captures that exist, all or none; returns them as they are now. InvalidInput,
/// TooLarge: see changed().
[[nodiscard]] Result<std::vector<Annotated>> annotate(Connection& connection, const std::vector<CaptureId>& ids,
                                                      const AnnotationChange& change);
/// Tags in use, without regard to what is hidden, in the order of their bytes.
[[nodiscard]] Result<std::vector<std::string>> tagsInUse(Connection& connection);

/// Writes one; an empty one is removed.
[[nodiscard]] Status putAnnotation(Connection& connection, const Annotated& annotated);

} // namespace hookloupe::store
