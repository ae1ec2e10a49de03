// SPDX-License-Identifier: GPL-3.0-or-later
#include "signing/provider.h"


#include <algorithm>
#include <array>

namespace hookloupe::signing {

namespace {

constexpr std::array table{
    Provider{.name = "github", .signsAlways = false, .secondSignature = "X-Hub-Signature"},
    Provider{.name = "stripe", .style = BodyStyle::Indented},
    Provider{.name = "slack"},
    Provider{.name = "shopify"},
    Provider{.name = "standard-webhooks"},
};

} // namespace

const verify::Scheme& Provider::scheme() const
{
    return *verify::findScheme(name);
}

std::span<const Provider> providers()
{
    return table;
}

const Provider* findProvider(std::string_view name)
{
    const auto found = std::find_if(table.begin(), table.end(), [&](const Provider& one) { return one.name == name; });
    return found == table.end() ? nullptr : &*found;
}

} // namespace hookloupe::signing
