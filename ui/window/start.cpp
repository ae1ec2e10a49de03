// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/start.h"

#include "session/paths.h"

#include <QFileInfo>

namespace hookloupe::ui {

namespace {

std::string settingsFolder(const ProgramOptions& options)
{
    return QFileInfo(QString::fromStdString(options.settingsPath)).absolutePath().toStdString();
}

} // namespace

session::Overrides overridesOf(const ProgramOptions& options)
{
    return {options.listen, options.tls, options.limits};
}

Result<std::optional<crypto::CertificateAndKey>> certificate(const ProgramOptions& options, const session::Settings& settings)
{
    return session::certificateFor(options.tls.value_or(session::tlsChoice(settings)), settingsFolder(options));
}

Result<session::SessionOptions> sessionOptions(const ProgramOptions& options, const session::Settings& settings)
{
    session::SessionOptions result;
    if (const auto made = session::makeFolderFor(options.storePath); !made)
        return made.error();
    if (const auto made = session::makeFolderFor(options.settingsPath); !made)
        return made.error();
    result.store.path = options.storePath;
    result.trustFolder = session::defaultTrustFolder();
    result.store.durability = settings.durability;

    auto listen = session::listenSettings(settings, overridesOf(options), settingsFolder(options));
    if (!listen)
        return listen.error();
    result.listen = std::move(*listen);
    return result;
}

} // namespace hookloupe::ui
