// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "http/request.h"

#include <QString>

namespace hookloupe::ui {

/// "commit_create-20261122-140211.json": a name for a file of this capture; plain ASCII letters, digits and "-_." alone. One of
/// bytes that are not those that arrived says so: "commit_create-20261122-140211.altered.json".
[[nodiscard]] QString fileNameFor(const Capture& capture, const QString& suffix, bool altered = false);
/// ".json", ".xml", ".txt", ".bin": by the content's media type.
[[nodiscard]] QString suffixFor(const http::Headers& headers);

} // namespace hookloupe::ui
