// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stored.h"

#include "session/paths.h"
#include "store/store.h"

namespace hookloupe::cli {

Result<Stored> openStored(const Arguments& arguments)
{
    store::StoreOptions options;
    options.path = arguments.value("store").value_or(session::defaultStorePath());
    options.readOnly = true;
    const auto store = store::Store::open(options, {});
    if (!store)
        return store.error();
    const auto endpoints = (*store)->endpoints();
    if (!endpoints)
        return endpoints.error();
    auto reader = store::Reader::open(options.path);
    if (!reader)
        return reader.error();
    return Stored{std::move(reader).value(), pathsOf(*endpoints), *endpoints};
}

} // namespace hookloupe::cli
