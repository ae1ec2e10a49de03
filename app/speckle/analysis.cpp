// SPDX-License-Identifier: GPL-3.0-or-later
#include "speckle/analysis.h"

#include "speckle/event.h"

namespace hookloupe::speckle {

Analysis analyse(std::string_view content)
{
    Analysis out;
    out.dialect = dialectOf(content);
    out.facts = factsOf(content);
    out.unknownEvent = !out.facts.wireName.empty() && !findEvent(out.facts.wireName);
    return out;
}

} // namespace hookloupe::speckle
