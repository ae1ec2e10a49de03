// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/certificate_files.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hookloupe::ui {

/// What the command line asks for; nothing = what the settings say.
struct ProgramOptions {
    std::string storePath;
    std::string settingsPath;
    std::optional<std::pair<std::string, std::uint16_t>> listen;    ///< address and port
    std::optional<session::TlsChoice> tls;                          ///< HTTPS for this run
    std::vector<std::pair<std::string, std::string>> limits;        ///< name and value, judged already
};

/// Either options, or a text to print and how to end: 0 for help and version, 2 for wrong usage.
struct ParsedArguments {
    std::optional<ProgramOptions> options;
    QString text;
    int exitCode = 0;
};

/// `arguments` with the program's name first. Needs a QCoreApplication.
[[nodiscard]] ParsedArguments parseArguments(const QStringList& arguments);

} // namespace hookloupe::ui
