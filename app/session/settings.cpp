// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/settings.h"

#include "session/limits.h"
#include "session/settings_file.h"

#include <QFileInfo>
#include <QSettings>

#include <array>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::session {

namespace {

constexpr std::array<std::pair<QLatin1StringView, TlsMode>, 3> tlsNames{
    {{"off"_L1, TlsMode::Off}, {"self-signed"_L1, TlsMode::SelfSigned}, {"files"_L1, TlsMode::Files}}};
constexpr std::array<std::pair<QLatin1StringView, store::Durability>, 2> durabilityNames{
    {{"normal"_L1, store::Durability::Normal}, {"full"_L1, store::Durability::Full}}};

class Loader {
public:
    explicit Loader(const QSettings& file) : m_file(file) {}

    void text(const QString& key, std::string& value)
    {
        if (m_file.contains(key))
            value = m_file.value(key).toString().toStdString();
    }

    void port(const QString& key, std::uint16_t& value)
    {
        if (!m_file.contains(key))
            return;
        bool good = false;
        const ushort read = m_file.value(key).toString().toUShort(&good);
        if (good)
            value = read;
        else
            warn(key);
    }

    template <typename Value, std::size_t Count>
    void name(const QString& key, const std::array<std::pair<QLatin1StringView, Value>, Count>& names, Value& value)
    {
        if (!m_file.contains(key))
            return;
        for (const auto& [known, meaning] : names) {
            if (m_file.value(key).toString() == known) {
                value = meaning;
                return;
            }
        }
        warn(key);
    }

    void limit(const LimitInfo& info, server::Limits& limits)
    {
        const QString key = u"limits/"_s + QString::fromStdString(std::string(info.name));
        if (m_file.contains(key) && !setLimit(limits, info.name, m_file.value(key).toString().toStdString()))
            warn(key);
    }

    void amount(const QString& key, std::int64_t largest, std::int64_t& value, std::int64_t smallest = 0)
    {
        if (!m_file.contains(key))
            return;
        bool good = false;
        const qlonglong read = m_file.value(key).toString().toLongLong(&good);
        if (good && read >= smallest && read <= largest)
            value = read;
        else
            warn(key);
    }

    void flag(const QString& key, bool& value)
    {
        if (!m_file.contains(key))
            return;
        const QString word = m_file.value(key).toString();
        if (word == "true"_L1 || word == "false"_L1)
            value = word == "true"_L1;
        else
            warn(key);
    }

    std::vector<Error> takeWarnings() { return std::move(m_warnings); }

private:
    void warn(const QString& key)
    {
        const QString value = m_file.value(key).toString();
        m_warnings.push_back({ErrorCode::InvalidInput, (key + u'=' + value).toStdString()});
    }

    const QSettings& m_file;
    std::vector<Error> m_warnings;
};

template <typename Value, std::size_t Count>
QString nameOf(const std::array<std::pair<QLatin1StringView, Value>, Count>& names, Value value)
{
    for (const auto& [name, meaning] : names) {
        if (meaning == value)
            return name;
    }
    return {};
}

void loadLoops(Loader& loader, LoopSettings& settings)
{
    using loop_detector::Limits;
    std::int64_t events = settings.limits.events;
    std::int64_t seconds = settings.limits.span.count();
    loader.flag(u"loops/watch"_s, settings.watch);
    loader.amount(u"loops/events"_s, Limits::mostEvents, events, Limits::fewestEvents);
    loader.amount(u"loops/seconds"_s, Limits::longestSpan.count(), seconds, Limits::shortestSpan.count());
    loader.flag(u"loops/pause"_s, settings.pause);
    settings.limits = {static_cast<int>(events), std::chrono::seconds(seconds)};
}

} // namespace

LoadedSettings loadSettings(const std::string& path)
{
    LoadedSettings loaded;
    Settings& settings = loaded.settings;
    const QString name = QString::fromStdString(path);
    if (!QFileInfo::exists(name))
        return loaded;
    const QSettings file(name, QSettings::IniFormat);
    if (file.status() != QSettings::NoError || !QFileInfo(name).isReadable()) {
        loaded.warnings.push_back({ErrorCode::Unreadable, path});
        return loaded;
    }
    Loader loader(file);
    loader.text(u"listen/address"_s, settings.address);
    loader.port(u"listen/port"_s, settings.port);
    loader.port(u"listen/last-port"_s, settings.lastPort);
    loader.name(u"tls/mode"_s, tlsNames, settings.tls);
    loader.text(u"tls/certificate"_s, settings.certificatePath);
    loader.text(u"tls/key"_s, settings.keyPath);
    loader.name(u"store/durability"_s, durabilityNames, settings.durability);
    for (const auto& info : limitInfos())
        loader.limit(info, settings.limits);
    loader.amount(u"retention/captures"_s, Retention::most, settings.retention.captures);
    loader.amount(u"retention/days"_s, Retention::mostDays, settings.retention.days);
    loader.amount(u"retention/bytes"_s, Retention::mostBytes, settings.retention.bytes);
    bool marked = true;
    loader.flag(u"retention/marked"_s, marked);
    settings.retention.marked = marked ? store::KeepMarked::Yes : store::KeepMarked::No;
    loadLoops(loader, settings.loops);
    loader.text(u"answers/folder"_s, settings.answerFolder);
    loaded.warnings = loader.takeWarnings();
    return loaded;
}

Status saveSettings(const std::string& path, const Settings& settings)
{
    return changeSettings(QString::fromStdString(path), [&settings](QSettings& file) {
        file.setValue("listen/address"_L1, QString::fromStdString(settings.address));
        file.setValue("listen/port"_L1, settings.port);
        file.setValue("listen/last-port"_L1, settings.lastPort);
        file.setValue("tls/mode"_L1, nameOf(tlsNames, settings.tls));
        file.setValue("tls/certificate"_L1, QString::fromStdString(settings.certificatePath));
        file.setValue("tls/key"_L1, QString::fromStdString(settings.keyPath));
        file.setValue("store/durability"_L1, nameOf(durabilityNames, settings.durability));
        for (const auto& info : limitInfos()) {
            const QString key = u"limits/"_s + QString::fromStdString(std::string(info.name));
            file.setValue(key, QString::fromStdString(limitText(info, settings.limits)));
        }
        file.setValue("retention/captures"_L1, qlonglong{settings.retention.captures});
        file.setValue("retention/days"_L1, qlonglong{settings.retention.days});
        file.setValue("retention/bytes"_L1, qlonglong{settings.retention.bytes});
        file.setValue("retention/marked"_L1, settings.retention.marked == store::KeepMarked::Yes);
        file.setValue("loops/watch"_L1, settings.loops.watch);
        file.setValue("loops/events"_L1, settings.loops.limits.events);
        file.setValue("loops/seconds"_L1, qlonglong{settings.loops.limits.span.count()});
        file.setValue("loops/pause"_L1, settings.loops.pause);
        file.setValue("answers/folder"_L1, QString::fromStdString(settings.answerFolder));
    });
}

} // namespace hookloupe::session
