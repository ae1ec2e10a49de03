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
std::string lineOf(const ReachedNote::Left& left)
{
    std::array<char, 120> line{};
    const int length = std::snprintf(line.data(), line.size(), "%020lld %020lld %020lld %020lld %020lld\n",
                                     static_cast<long long>(left.reached.capture), static_cast<long long>(left.reached.delivery),
                                     static_cast<long long>(left.reached.position), static_cast<long long>(left.acknowledged.after),
                                     static_cast<long long>(left.acknowledged.captures));
    return {line.data(), static_cast<std::size_t>(length)};
}

} // namespace

Status ReachedNote::begin(const std::string& path, const store::HighWater& now)
{
    const std::lock_guard lock(m_mutex);
    m_file.reset();
    m_left = {now, store::Acknowledged::nothingAfter(now.capture)};
    const QString folder = QFileInfo(QString::fromStdString(path)).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder))
            return Error{ErrorCode::PermissionDenied, folder.toStdString()};
        QFile::setPermissions(folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    std::error_code ignored;
    std::filesystem::remove(store::toPath(path), ignored);
    if (const Status made = store::createPrivateFile(path, lineOf(m_left)); !made)
        return made;
    auto file = std::make_unique<QFile>(QString::fromStdString(path));
    if (!file->open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return Error{ErrorCode::PermissionDenied, path};
    m_file = std::move(file);
    return success();
}

std::optional<ReachedNote::Left> ReachedNote::read(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QList<QByteArray> numbers = file.read(200).trimmed().split(' ');
    if (numbers.size() != 5)
        return std::nullopt;
    Left left{{numbers[0].toLongLong(), numbers[1].toLongLong(), numbers[2].toLongLong()},
              store::Acknowledged::nothingAfter(numbers[3].toLongLong())};
    left.acknowledged.add(left.reached.capture, numbers[4].toLongLong());
    return left;
}

store::StoreCallbacks ReachedNote::around(store::StoreCallbacks callbacks)
{
    callbacks.committed = [this, then = std::move(callbacks.committed)](std::vector<store::Committed> batch) {
        store::HighWater reached;
        for (const store::Committed& one : batch)
            reached.raiseTo({toInt(one.capture->summary.id), 0, one.inboxPositions.empty() ? 0 : one.inboxPositions.back()});
        raiseTo(reached, static_cast<std::int64_t>(batch.size()));
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

void ReachedNote::raiseTo(const store::HighWater& now, std::int64_t captures)
{
    const std::lock_guard lock(m_mutex);
    m_left.reached.raiseTo(now);
    m_left.acknowledged.add(now.capture, captures);
    if (!m_file)
        return;
    const std::string line = lineOf(m_left);
    // What cannot be written leaves the one before: less is told by it then.
    (void)(m_file->seek(0) && m_file->write(line.data(), static_cast<qint64>(line.size())) > 0);
}

} // namespace hookloupe::session
