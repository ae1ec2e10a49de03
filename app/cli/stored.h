// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/arguments.h"
#include "cli/capture_lines.h"
#include "cli/refusal.h"
#include "store/reader.h"

#include <memory>
#include <set>
#include <vector>

namespace hookloupe::cli {

/// A store opened for reading alone.
struct Stored {
    std::unique_ptr<store::Reader> reader;
    EndpointPaths paths;
    std::vector<Endpoint> endpoints;
    std::set<EndpointId> held;          ///< whose forwarding the user has not agreed to, see session::StoreTrust
};
/// The file of --store, or the default one.
[[nodiscard]] Read<std::string> readStorePath(const Arguments& arguments);
/// Opens it. Nothing is written, also when another program captures into it. Damage of its log is told on standard error.
[[nodiscard]] Read<Stored> openStored(const Arguments& arguments);

/// That a capture is not in the store.
[[nodiscard]] Refused noSuchCapture(CaptureId id);

} // namespace hookloupe::cli
