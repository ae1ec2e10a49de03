// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <system_error>

namespace hookloupe {

enum class Stream { Output = 1, Error = 2 }; ///< their descriptors

/// Where a standard stream was closed (`>&-`), the next file opened would take its number and get what is meant for the
/// terminal: this puts something there that can't be written or read. To be called before anything is opened.
void occupyClosedStreams();

/// Writes all of it, past every buffer, however slow the reader is; else why it could not (EPIPE: nobody reads any more).
[[nodiscard]] std::error_code writeAll(Stream stream, std::string_view bytes);

/// Whether a line can be written now without waiting for a reader.
[[nodiscard]] bool takesALine(Stream stream);

} // namespace hookloupe
