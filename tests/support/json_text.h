// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>

namespace hookloupe::test {

/// JSON written with ' for ", as moc cannot read C++ raw strings.
[[nodiscard]] inline std::string json(std::string text)
{
    std::replace(text.begin(), text.end(), '\'', '"');
    return text;
}

} // namespace hookloupe::test
