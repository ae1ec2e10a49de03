// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/trust_record.h"

#include "base/text.h"
#include "store/files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

#include <filesystem>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::session {

namespace {

constexpr int version = 1;
constexpr qint64 largestFile = 16 * 1024 * 1024;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner;

QString shortHash(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().first(32));
}

/// A folder that was copied with all that is in it, from another machine or another account, is not believed.
QString thisMachineAndUser()
{
    QByteArray who = QSysInfo::machineUniqueId();
#ifdef Q_OS_UNIX
    who += '/' + QByteArray::number(qulonglong{::geteuid()});
#endif
    return shortHash("hookloupe trust " + who);
}

QString textOf(const std::string& bytes)
{
    return QString::fromLatin1(QByteArray::fromStdString(bytes).toBase64());
}

std::string bytesOf(const QJsonValue& value)
{
    return fromBase64(value.toString().toStdString()).value_or(std::string());
}

QJsonObject toJson(const TrustRecord& record)
{
    QJsonArray agreed;
    for (const auto& [endpoint, parts] : record.agreed)
        agreed.append(QJsonObject{{u"endpoint"_s, qint64{endpoint}},
                                  {u"forward"_s, QString::fromStdString(parts.forward)},
                                  {u"answer"_s, QString::fromStdString(parts.answer)}});
    QJsonArray withheld;
    for (const std::string& queue : record.withheld)
        withheld.append(QString::fromStdString(queue));
    QJsonObject object{{u"path"_s, textOf(record.path)},
                       {u"inode"_s, QString::number(record.inode)},
                       {u"agreed"_s, agreed},
                       {u"withheld"_s, withheld},
                       {u"drafts"_s, record.drafts},
                       {u"secrets"_s, QString::fromStdString(record.ownSecrets)}};
    if (record.inbox)
        object.insert(u"inbox"_s, QString::fromStdString(*record.inbox));
    return object;
}

TrustRecord fromJson(const QJsonObject& object)
{
    TrustRecord record;
    record.path = bytesOf(object.value("path"_L1));
    record.inode = object.value("inode"_L1).toString().toULongLong();
    const QJsonArray agreed = object.value("agreed"_L1).toArray();
    for (const auto& one : agreed) {
        const QJsonObject parts = one.toObject();
        record.agreed[parts.value("endpoint"_L1).toInteger(-1)] = {parts.value("forward"_L1).toString().toStdString(),
                                                                   parts.value("answer"_L1).toString().toStdString()};
    }
    const QJsonArray withheld = object.value("withheld"_L1).toArray();
    for (const auto& queue : withheld)
        record.withheld.insert(queue.toString().toStdString());
    if (object.contains("inbox"_L1))
        record.inbox = object.value("inbox"_L1).toString().toStdString();
    record.drafts = object.value("drafts"_L1).toBool();
    record.ownSecrets = object.value("secrets"_L1).toString().toStdString();
    return record;
}

/// Whoever may write it could agree in the user's name.
Status checkOwner([[maybe_unused]] const QFileInfo& file)
{
#ifdef Q_OS_UNIX
    const Error denied{ErrorCode::PermissionDenied, file.filePath().toStdString()};
    if (file.ownerId() != ::geteuid() || (file.permissions() & (QFileDevice::WriteGroup | QFileDevice::WriteOther)))
        return denied;
#endif
    return success();
}

} // namespace

std::string trustFileFor(const std::string& folder, const std::string& storeId)
{
    return folder + '/' + shortHash(QByteArray::fromStdString(storeId)).toStdString() + ".json";
}

std::string reachedFileFor(const std::string& folder, const std::string& storeId, const std::string& path)
{
    return folder + "/in-use/" + shortHash(QByteArray::fromStdString(storeId + '\n' + path)).toStdString();
}

Result<std::vector<TrustRecord>> readTrust(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    const QFileInfo info(file);
    if (!info.exists() && !info.isSymLink())
        return std::vector<TrustRecord>();
    if (const Status owned = checkOwner(info); !owned)
        return owned.error();
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Unreadable, path};
    const QJsonObject object = QJsonDocument::fromJson(file.read(largestFile)).object();
    if (object.value("version"_L1).toInt() > version)
        return Error{ErrorCode::NewerVersion, path};
    if (object.value("version"_L1).toInt() != version || !object.value("files"_L1).isArray())
        return Error{ErrorCode::Corrupt, path};
    std::vector<TrustRecord> records;
    if (object.value("machine"_L1).toString() != thisMachineAndUser())
        return records;
    const QJsonArray files = object.value("files"_L1).toArray();
    for (const auto& one : files)
        records.push_back(fromJson(one.toObject()));
    return records;
}

Status writeTrust(const std::string& path, const std::vector<TrustRecord>& records)
{
    QJsonArray files;
    for (const TrustRecord& record : records)
        files.append(toJson(record));
    const QByteArray bytes = QJsonDocument(QJsonObject{{u"version"_s, version}, {u"machine"_s, thisMachineAndUser()},
                                                       {u"files"_s, files}}).toJson();
    const QString folder = QFileInfo(QString::fromStdString(path)).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder))
            return Error{ErrorCode::PermissionDenied, folder.toStdString()};
        QFile::setPermissions(folder, ownerOnly);
    }
    const std::string fresh = path + ".new";
    std::error_code code;
    std::filesystem::remove(store::toPath(fresh), code);
    if (const Status written = store::createPrivateFile(fresh, bytes.toStdString()); !written)
        return written;
    std::filesystem::rename(store::toPath(fresh), store::toPath(path), code);
    if (!code)
        return success();
    std::error_code ignored;
    std::filesystem::remove(store::toPath(fresh), ignored);
    return store::fileError(path, code);
}

std::string realPath(const std::string& path)
{
    std::error_code code;
    const auto real = std::filesystem::canonical(store::toPath(path), code);
    return code ? path : store::fromPath(real);
}

std::uint64_t inodeOf([[maybe_unused]] const std::string& path)
{
#ifdef Q_OS_UNIX
    struct stat status = {};
    if (::stat(path.c_str(), &status) == 0)
        return static_cast<std::uint64_t>(status.st_ino);
#endif
    return 0;
}

} // namespace hookloupe::session
