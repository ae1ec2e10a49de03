// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <string>

namespace hookloupe::ui {

/// Where an endpoint's requests are replayed to: addresses that are kept, and those of the last replays. In the settings file;
/// an address is kept without user and password.
class TargetBook {
public:
    static constexpr int mostRecent = 12;

    /// `path` empty: nothing is remembered beyond this object.
    explicit TargetBook(QString settingsPath);

    [[nodiscard]] QStringList kept(const std::string& endpointPath) const;
    [[nodiscard]] QStringList recent(const std::string& endpointPath) const;  ///< newest first
    void setKept(const std::string& endpointPath, const QString& url, bool kept);
    void forget(const std::string& endpointPath, const QString& url);         ///< kept or used before
    void forgetRecent(const std::string& endpointPath);
    void note(const std::string& endpointPath, const QString& url);           ///< something was sent there

private:
    [[nodiscard]] QStringList read(const QString& key) const;
    void write(const QString& key, const QStringList& urls);

    QString m_path;
    mutable QHash<QString, QStringList> m_lists; ///< what was read or written
};

} // namespace hookloupe::ui
