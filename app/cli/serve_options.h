// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "cli/arguments.h"
#include "session/certificate_files.h"
#include "session/session.h"

#include <chrono>

namespace hookloupe::cli {

/// What `serve` was asked to do, read and checked.
struct ServePlan {
    session::SessionOptions session;
    std::vector<Endpoint> endpoints;            ///< of --endpoint, without ids
    session::TlsChoice tls;
    session::LoopSettings loops;
    std::optional<std::int64_t> count;
    std::optional<std::chrono::milliseconds> timeout;
    bool json = false;
    bool quiet = false;
    bool trustStore = false;                    ///< agrees to what the store says, see StoreTrust
    bool forwards = false;                      ///< tells of deliveries
};

/// A refusal: the sentence was made, the exit code says of which kind.
struct ServeRefused {
    QString sentence;
    int exitCode = 0;
};

[[nodiscard]] std::span<const Option> serveOptions();
/// Where the self-signed certificate is kept; empty without a home folder.
[[nodiscard]] std::string certificateFolder();
[[nodiscard]] std::variant<ServePlan, ServeRefused> readServePlan(const Arguments& arguments);

} // namespace hookloupe::cli
