// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/json_text.h"

#include "decode/json_string.h"
#include "speckle/dialect.h"

namespace hookloupe::speckle {

bool textOf(simdjson::ondemand::value value, std::string_view& text, std::string& own)
{
    const std::string_view token = value.raw_json_token(); // before it is read: afterwards it is the next one's
    if (!value.get_string().get(text))
        return true;
    const auto written = stringTokenAt(token, 0);
    auto unescaped = written ? decode::unescapeJson(*written) : std::nullopt;
    if (!unescaped)
        return false;
    own = std::move(unescaped->text);
    text = own;
    return true;
}

} // namespace hookloupe::speckle
