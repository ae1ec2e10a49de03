// SPDX-License-Identifier: GPL-3.0-or-later
// The input is a body in either dialect.
#include "speckle/analysis.h"

#include <cstdint>
#include <cstdlib>

using namespace hookloupe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string body(reinterpret_cast<const char*>(data), size);
    const speckle::Analysis analysis = speckle::analyse(body);
    if (analysis.dialect == Dialect::None && !(analysis.facts == EventFacts{}))
        std::abort();
    if (speckle::factsOf(body).repeatedName != analysis.repeatedName.has_value())
        std::abort();
    if (analysis.dialect == Dialect::String && !speckle::innerString(body)
        && !analysis.facts.wireName.empty())
        std::abort();
    for (const speckle::Link& link : analysis.links) {
        if (!link.url.starts_with("http://") && !link.url.starts_with("https://"))
            std::abort();
    }
    return 0;
}
