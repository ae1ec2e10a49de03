// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <string>

namespace hookloupe::session {

/// Says when to look again for secrets that could not be read, and for the file of those in use: soon after something happened to their file, and every two
/// seconds, since a keychain does not say when it is there. Where a look may ask the user for a password, every five minutes.
class SecretWatch : public QObject {
    Q_OBJECT

public:
    explicit SecretWatch(const std::string& file, QObject* parent = nullptr);

    void setActive(bool active);

Q_SIGNALS:
    void due(bool mayAskUser);

private:
    void watch();

    const QString m_file;
    QFileSystemWatcher m_files;
    QTimer m_soon;
    QTimer m_tick;
    int m_ticks = 0;
};

} // namespace hookloupe::session
