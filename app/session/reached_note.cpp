// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reached_note.h"

#include "store/files.h"

#include <QByteArray>
#include <QDir>
#include <QFileInfo>
#include <QList>

#include <array>
#include <cstdio>

namespace hookloupe::session {

namespace {

// Of the same length always, so that no shorter one leaves an end of the one before.
std::string lineOf(const store::HighWater& reached)
{
    std::array<char, 80> line{};
    const int length = std::snprintf(line.data(), line.size(), "%020lld %020lld %020lld\n", static_cast<long long>(reached.capture),
                                     static_cast<long long>(reached.delivery), static_cast<long long>(reached.position));
    return {line.data(), static_cast<std::size_t>(length)};
}

} // namespace

Status ReachedNote::begin(const std::string& path, const store::HighWater& now)
{
    const std::lock_guard lock(m_mutex);
    m_file.reset();
    m_reached = now;
    const QString folder = QFileInfo(QString::fromStdString(path)).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder))
            return Error{ErrorCode::PermissionDenied, folder.toStdString()};
        QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    std::error_code ignored;
    std::filesystem::remove(store::toPath(path), ignored);
    if (const Status made = store::createPrivateFile(path, lineOf(now)); !made)
        return made;
    auto file = std::make_unique<QFile>(QString::fromStdString(path));
    if (!file->open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::PermissionDenied, path};
    m_file = std::move(file);
    return success();
}

std::optional<store::HighWater> ReachedNote::read(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QList<QByteArray> numbers = file.read(200).trimmed().split(' ');
    if (numbers.size() != 3)
        return std::nullopt;
    return store::HighWater{numbers[0].toLongLong(), numbers[1].toLongLong(), numbers[2].toLongLong()};
}

store::StoreCallbacks ReachedNote::around(store::StoreCallbacks callbacks)
{
    callbacks.committed = [this, then = std::move(callbacks.committed)](std::vector<store::Committed> batch) {
        store::HighWater reached;
        for (const store::Committed& one : batch)
            reached.raiseTo({toInt(one.capture->summary.id), 0, one.inboxPositions.empty() ? 0 : one.inboxPositions.back()});
        raiseTo(reached);
        if (then)
            then(std::move(batch));
    };
    callbacks.delivered = [this, then = std::move(callbacks.delivered)](std::vector<store::Delivered> batch) {
        store::HighWater reached;
        for (const store::Delivered& one : batch)
            reached.raiseTo({0, toInt(one.delivery.id), 0});
        raiseTo(reached);
        if (then)
            then(std::move(batch));
    };
    return callbacks;
}

void ReachedNote::raiseTo(const store::HighWater& now)
{
    const std::lock_guard lock(m_mutex);
    m_reached.raiseTo(now);
    if (!m_file)
        return;
    const std::string line = lineOf(m_reached);
    // What cannot be written leaves the one before: less is told by it then.
    (void)(m_file->seek(0) && m_file->write(line.data(), static_cast<qint64>(line.size())) > 0);
}

} // namespace hookloupe::session
