// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/exchange.h"
#include "session/loop_guard.h"
#include "session/retention.h"
#include "store/store.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hookloupe::session {

enum class TlsMode { Off, SelfSigned, Files };

/// What the user chose about capturing. Saved when changed; secrets are elsewhere.
struct Settings {
    std::string address = "127.0.0.1";
    std::uint16_t port = 4100;          ///< wanted; 0 = any free one
    std::uint16_t lastPort = 0;         ///< taken last time, tried first the next time; 0 = none
    TlsMode tls = TlsMode::Off;
    std::string certificatePath;        ///< for TlsMode::Files
    std::string keyPath;
    store::Durability durability = store::Durability::Normal;
    server::Limits limits;
    Retention retention;
    LoopSettings loops;
    std::string answerFolder;           ///< see Session::setAnswerFolder(); empty = none
};

struct LoadedSettings {
    Settings settings;
    std::vector<Error> warnings;        ///< values that could not be used: the default stands for each; detail "key=value"
};

/// Never fails: no file gives the defaults, a file or value that can't be read a warning.
[[nodiscard]] LoadedSettings loadSettings(const std::string& path);
/// Keeps what else is in the file. PermissionDenied with the path.
[[nodiscard]] Status saveSettings(const std::string& path, const Settings& settings);

} // namespace hookloupe::session
