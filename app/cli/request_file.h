// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "http/request.h"

#include <QStringList>

#include <string>

namespace hookloupe::cli {

/// A recorded request, and what had to be overlooked to read it.
struct RecordedRequest {
    http::Headers headers;
    std::string content;
    std::string leftOut;   ///< bytes behind the end of the request: those of a body whose length nothing tells
    QStringList remarks;   ///< sentences: other line endings, a body longer or shorter than Content-Length, …
};

/// Reads raw bytes as a request, strictly if they are one, else as far as a signature can be judged. InvalidInput if there
/// is no head at all.
[[nodiscard]] Result<RecordedRequest> readRequest(std::string bytes);

} // namespace hookloupe::cli
