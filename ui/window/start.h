// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/live_settings.h"
#include "session/session.h"
#include "session/settings.h"
#include "window/program_options.h"

namespace hookloupe::ui {

/// The certificate to serve HTTPS with, read or made anew at each call; nothing if HTTPS is off.
[[nodiscard]] Result<std::optional<crypto::CertificateAndKey>> certificate(const ProgramOptions& options,
                                                                           const session::Settings& settings);

[[nodiscard]] session::Overrides overridesOf(const ProgramOptions& options);

/// What the session is opened with: the settings, overruled by the command line. Reads or makes the certificate if HTTPS is
/// on; its errors are returned.
[[nodiscard]] Result<session::SessionOptions> sessionOptions(const ProgramOptions& options, const session::Settings& settings);

} // namespace hookloupe::ui
