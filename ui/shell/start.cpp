// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/start.h"

#include "session/limits.h"

#include <QDir>
#include <QFileInfo>

namespace hookloupe::ui {

Result<std::optional<crypto::CertificateAndKey>> certificate(const ProgramOptions& options, const session::Settings& settings)
{
    const QFileInfo settingsFile(QString::fromStdString(options.settingsPath));
    return session::certificateFor(options.tls.value_or(session::tlsChoice(settings)),
                                   settingsFile.absolutePath().toStdString());
}

Result<session::SessionOptions> sessionOptions(const ProgramOptions& options, const session::Settings& settings)
{
    session::SessionOptions result;
    const QFileInfo storeFile(QString::fromStdString(options.storePath));
    if (!QDir().mkpath(storeFile.absolutePath()))
        return Error{ErrorCode::PermissionDenied, storeFile.absolutePath().toStdString()};
    result.store.path = options.storePath;
    result.store.durability = settings.durability;

    server::ListenSettings& listen = result.listen;
    listen.limits = settings.limits;
    for (const auto& [name, value] : options.limits) {
        if (const Status set = session::setLimit(listen.limits, name, value); !set)
            return set.error();
    }
    if (options.listen) {
        listen.address = options.listen->first;
        listen.port = options.listen->second;
    } else {
        listen.address = settings.address;
        listen.port = settings.lastPort != 0 ? settings.lastPort : settings.port;
    }
    auto pair = certificate(options, settings);
    if (!pair)
        return pair.error();
    if (*pair) {
        listen.certificatePem = (*pair)->certificatePem;
        listen.privateKeyPem = (*pair)->privateKeyPem;
    }
    return result;
}

void rememberPort(const ProgramOptions& options, session::Settings& settings, const session::ListenStatus& status)
{
    if (options.listen || status.state != session::ListenState::Listening || status.address.port == settings.lastPort)
        return;
    settings.lastPort = status.address.port;
    // If it cannot be written the port is only not remembered; the window says so for what matters more.
    (void)session::saveSettings(options.settingsPath, settings);
}

} // namespace hookloupe::ui
