// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/secret_watch.h"

#include <QFileInfo>

#include <chrono>

using namespace std::chrono_literals;

namespace hookloupe::session {

namespace {
constexpr auto tick = 2s;
constexpr int ticksUntilAsking = 150;
constexpr auto settling = 100ms; // whoever writes a file may not be done
}

SecretWatch::SecretWatch(const std::string& file, QObject* parent) : QObject(parent), m_file(QString::fromStdString(file))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(settling);
    m_tick.setInterval(tick);
    connect(&m_soon, &QTimer::timeout, this, [this] { Q_EMIT due(false); });
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_ticks = (m_ticks + 1) % ticksUntilAsking;
        Q_EMIT due(m_ticks == 0);
    });
    const auto changed = [this] {
        watch();
        m_soon.start();
    };
    connect(&m_files, &QFileSystemWatcher::fileChanged, this, changed);
    connect(&m_files, &QFileSystemWatcher::directoryChanged, this, changed);
}

void SecretWatch::setActive(bool active)
{
    if (active == m_tick.isActive())
        return;
    if (active) {
        m_ticks = 0;
        m_tick.start();
        watch();
        return;
    }
    m_tick.stop();
    m_soon.stop();
    if (const QStringList watched = m_files.files() + m_files.directories(); !watched.isEmpty())
        m_files.removePaths(watched);
}

/// A file that was replaced is another one, and is not watched any more.
void SecretWatch::watch()
{
    const QFileInfo file(m_file);
    for (const QString& path : {file.absolutePath(), file.absoluteFilePath()}) {
        if (QFileInfo::exists(path) && !m_files.files().contains(path) && !m_files.directories().contains(path))
            m_files.addPath(path);
    }
}

} // namespace hookloupe::session
