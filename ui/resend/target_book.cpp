// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/target_book.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

/// By path, not by number: another store may have the same endpoint under another one.
QString keyOf(const std::string& endpointPath, QLatin1StringView list)
{
    const QByteArray path = QByteArray::fromStdString(endpointPath.empty() ? "*" : endpointPath).toPercentEncoding();
    return u"replay-targets/%1-%2"_s.arg(QString::fromLatin1(path), list);
}

} // namespace

TargetBook::TargetBook(QString settingsPath) : m_path(std::move(settingsPath))
{
}

QStringList TargetBook::read(const QString& key) const
{
    const auto known = m_lists.constFind(key);
    if (known != m_lists.constEnd())
        return *known;
    QStringList urls;
    if (!m_path.isEmpty() && QFileInfo::exists(m_path))
        urls = QSettings(m_path, QSettings::IniFormat).value(key).toStringList();
    m_lists.insert(key, urls);
    return urls;
}

void TargetBook::write(const QString& key, const QStringList& urls)
{
    m_lists.insert(key, urls);
    if (m_path.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSettings(m_path, QSettings::IniFormat).setValue(key, urls);
}

QStringList TargetBook::kept(const std::string& endpointPath) const
{
    return read(keyOf(endpointPath, "kept"_L1));
}

QStringList TargetBook::recent(const std::string& endpointPath) const
{
    return read(keyOf(endpointPath, "recent"_L1));
}

void TargetBook::setKept(const std::string& endpointPath, const QString& url, bool keep)
{
    const QString key = keyOf(endpointPath, "kept"_L1);
    QStringList urls = read(key);
    if (urls.contains(url) == keep)
        return;
    if (keep)
        urls << url;
    else
        urls.removeAll(url);
    write(key, urls);
}

void TargetBook::forget(const std::string& endpointPath, const QString& url)
{
    for (const auto list : {"kept"_L1, "recent"_L1}) {
        const QString key = keyOf(endpointPath, list);
        QStringList urls = read(key);
        if (urls.removeAll(url) > 0)
            write(key, urls);
    }
}

void TargetBook::forgetRecent(const std::string& endpointPath)
{
    write(keyOf(endpointPath, "recent"_L1), {});
}

void TargetBook::note(const std::string& endpointPath, const QString& url)
{
    const QString key = keyOf(endpointPath, "recent"_L1);
    QStringList urls = read(key);
    urls.removeAll(url);
    urls.prepend(url);
    write(key, urls.mid(0, mostRecent));
}

} // namespace hookloupe::ui
