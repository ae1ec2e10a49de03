// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hookloupe::http {

enum class LineStep {
    NeedMore,
    Line,       ///< a line with its CRLF is at the end of the buffer
    BadEnding,  ///< LF without CR, or CR without LF; the buffer ends with the byte that shows it
    TooLong,    ///< no line end within the limit; the buffer holds as many bytes as the limit allows
};

/// Moves bytes from the front of `input` to the end of `buffer`, until the line that starts at `lineStart` is whole.
/// `maxLine` counts its CRLF. How much is moved depends on the bytes alone, never on how they were split.
[[nodiscard]] LineStep readLine(std::string& buffer, std::size_t lineStart, std::string_view& input,
                                std::size_t maxLine);

/// The line at the end of the buffer, after LineStep::Line, without its CRLF.
[[nodiscard]] inline std::string_view lineIn(const std::string& buffer, std::size_t lineStart)
{
    return std::string_view(buffer).substr(lineStart, buffer.size() - lineStart - 2);
}

} // namespace hookloupe::http
