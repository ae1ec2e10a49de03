// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/live_settings.h"

#include "session/limits.h"

#include <QFileInfo>

namespace hookloupe::session {

namespace {

bool samePlace(const Settings& a, const Settings& b)
{
    return a.address == b.address && a.port == b.port;
}

bool sameTls(const Settings& a, const Settings& b)
{
    return a.tls == b.tls && (a.tls != TlsMode::Files || (a.certificatePath == b.certificatePath && a.keyPath == b.keyPath));
}

Result<server::Limits> limitsOf(const Settings& settings, const Overrides& overrides)
{
    server::Limits limits = settings.limits;
    for (const auto& [name, value] : overrides.limits) {
        if (const Status set = setLimit(limits, name, value); !set)
            return set.error();
    }
    return limits;
}

std::string folderOf(const std::string& path)
{
    return QFileInfo(QString::fromStdString(path)).absolutePath().toStdString();
}

} // namespace

Result<server::ListenSettings> listenSettings(const Settings& settings, const Overrides& overrides, const std::string& folder)
{
    server::ListenSettings listen;
    auto limits = limitsOf(settings, overrides);
    if (!limits)
        return limits.error();
    listen.limits = *limits;
    if (overrides.listen) {
        listen.address = overrides.listen->first;
        listen.port = overrides.listen->second;
    } else {
        listen.address = settings.address;
        listen.port = settings.lastPort != 0 ? settings.lastPort : settings.port;
    }
    auto pair = certificateFor(overrides.tls.value_or(tlsChoice(settings)), folder);
    if (!pair)
        return pair.error();
    if (*pair) {
        listen.certificatePem = (*pair)->certificatePem;
        listen.privateKeyPem = (*pair)->privateKeyPem;
    }
    return listen;
}

LiveSettings::LiveSettings(std::string path, Settings settings, Overrides overrides, Session& session, QObject* parent)
    : QObject(parent), m_path(std::move(path)), m_settings(std::move(settings)), m_overrides(std::move(overrides)),
      m_session(session)
{
    connect(&session, &Session::listenStatusChanged, this, &LiveSettings::listenStatusChanged);
    session.setRetention(m_settings.retention);
    session.loopGuard().setSettings(m_settings.loops);
    session.setAnswerFolder(m_settings.answerFolder);
}

std::string LiveSettings::certificateFolder() const
{
    return folderOf(m_path);
}

Status LiveSettings::change(const Settings& given)
{
    Settings wanted = given;
    const bool moves = !samePlace(wanted, m_settings) && !m_overrides.listen;
    const bool changesTls = !sameTls(wanted, m_settings) && !m_overrides.tls;
    if (!samePlace(wanted, m_settings))
        wanted.lastPort = 0; // else the port of last time would stand before the one chosen now
    const auto limits = limitsOf(wanted, m_overrides);
    if (!limits)
        return limits.error();
    if (!sameTls(wanted, m_settings)) {
        // Read even when the command line overrules it: what is saved must be good.
        if (const auto pair = certificateFor(tlsChoice(wanted), certificateFolder()); !pair)
            return pair.error();
    }
    server::ListenSettings listen;
    if (moves || changesTls) {
        auto asked = listenSettings(wanted, m_overrides, certificateFolder());
        if (!asked)
            return asked.error();
        listen = std::move(*asked);
    }

    const Settings before = std::exchange(m_settings, wanted);
    if (moves || changesTls) {
        m_before = m_before.value_or(before);
        m_session.setListenSettings(listen);
        m_session.startListening();
    } else {
        m_session.setLimits(*limits);
    }
    if (m_settings.durability != before.durability)
        m_session.setDurability(m_settings.durability);
    if (m_settings.retention != before.retention)
        m_session.setRetention(m_settings.retention);
    if (m_settings.loops != before.loops)
        m_session.loopGuard().setSettings(m_settings.loops);
    m_session.setAnswerFolder(m_settings.answerFolder);
    save();
    Q_EMIT changed();
    return success();
}

void LiveSettings::listenStatusChanged()
{
    const ListenStatus status = m_session.listenStatus();
    const std::optional<Settings> before = std::exchange(m_before, std::nullopt);
    if (before && status.error) {
        m_settings.address = before->address;
        m_settings.port = before->port;
        m_settings.lastPort = before->lastPort;
        m_settings.tls = before->tls;
        save();
        Q_EMIT listenRefused(*status.error); // first: who shows the settings may keep what was typed
        Q_EMIT changed();
        return;
    }
    if (m_overrides.listen || status.state != ListenState::Listening || status.address.port == m_settings.lastPort)
        return;
    m_settings.lastPort = status.address.port;
    save();
}

void LiveSettings::save()
{
    if (m_path.empty())
        return;
    if (const Status saved = saveSettings(m_path, m_settings); !saved)
        Q_EMIT notSaved(saved.error());
}

} // namespace hookloupe::session
