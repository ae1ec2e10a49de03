// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/line_reader.h"

#include <algorithm>

namespace hookloupe::http {

namespace {

void move(std::string& buffer, std::string_view& input, std::size_t count)
{
    buffer.append(input.data(), count);
    input.remove_prefix(count);
}

} // namespace

LineStep readLine(std::string& buffer, std::size_t lineStart, std::string_view& input, std::size_t maxLine)
{
    const std::size_t held = buffer.size() - lineStart;
    if (held >= maxLine)
        return LineStep::TooLong;
    if (input.empty())
        return LineStep::NeedMore;
    if (held > 0 && buffer.back() == '\r') {
        const bool whole = input.front() == '\n';
        move(buffer, input, 1);
        return whole ? LineStep::Line : LineStep::BadEnding;
    }
    const auto part = input.substr(0, maxLine - held);
    const auto lf = part.find('\n');
    const auto cr = part.substr(0, lf).find('\r');
    if (cr == std::string_view::npos) {
        if (lf != std::string_view::npos) {
            move(buffer, input, lf + 1);
            return LineStep::BadEnding;
        }
        move(buffer, input, part.size());
    } else if (cr + 1 < part.size()) {
        move(buffer, input, cr + 2);
        return cr + 1 == lf ? LineStep::Line : LineStep::BadEnding;
    } else {
        move(buffer, input, part.size());
    }
    return held + part.size() >= maxLine ? LineStep::TooLong : LineStep::NeedMore;
}

} // namespace hookloupe::http
