// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/secret_file.h"

#include "base/text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <optional>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::secrets {

namespace {

constexpr int version = 1;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto othersMask = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

QJsonArray toJson(const std::vector<std::string>& secrets)
{
    QJsonArray list;
    for (const auto& secret : secrets)
        list.append(QString::fromStdString(toBase64(secret)));
    return list;
}

std::optional<std::vector<std::string>> fromJson(const QJsonValue& value)
{
    if (!value.isArray())
        return std::nullopt;
    std::vector<std::string> secrets;
    const QJsonArray list = value.toArray();
    for (const auto& item : list) {
        auto secret = item.isString() ? fromBase64(item.toString().toStdString()) : std::nullopt;
        if (!secret)
            return std::nullopt;
        secrets.push_back(std::move(*secret));
    }
    return secrets;
}

/// What is not of this very form is damage: taken for an empty list, it would let everybody in.
Result<SecretFileContent> parse(const QByteArray& bytes, const std::string& path)
{
    const Error damaged{ErrorCode::Corrupt, path};
    const QJsonObject file = QJsonDocument::fromJson(bytes).object();
    const QJsonValue secrets = file.value("secrets"_L1);
    const QJsonValue keychain = file.value("keychain"_L1);
    if (file.value("version"_L1).toInteger() > version)
        return Error{ErrorCode::NewerVersion, path};
    if (file.value("version"_L1).toInteger() != version || !secrets.isObject() || !keychain.isArray())
        return damaged;
    SecretFileContent content;
    const QJsonObject lists = secrets.toObject();
    for (auto it = lists.begin(); it != lists.end(); ++it) {
        bool isNumber = false;
        const qlonglong endpoint = it.key().toLongLong(&isNumber);
        auto list = fromJson(it.value());
        if (!isNumber || !list || list->empty())
            return damaged;
        content.secrets[endpoint] = std::move(*list);
    }
    const QJsonArray marks = keychain.toArray();
    for (const auto& mark : marks) {
        const qint64 endpoint = mark.toInteger(-1);
        if (endpoint < 0)
            return damaged;
        content.inKeychain.insert(endpoint);
    }
    return content;
}

QByteArray serialise(const SecretFileContent& content)
{
    QJsonObject secrets;
    for (const auto& [endpoint, list] : content.secrets)
        secrets.insert(QString::number(endpoint), toJson(list));
    QJsonArray keychain;
    for (const auto endpoint : content.inKeychain)
        keychain.append(qint64{endpoint});
    return QJsonDocument(QJsonObject{{u"version"_s, version}, {u"secrets"_s, secrets}, {u"keychain"_s, keychain}}).toJson();
}

bool isOurs([[maybe_unused]] const QFileInfo& file)
{
#ifdef Q_OS_UNIX
    return file.ownerId() == ::geteuid();
#else
    return true;
#endif
}

bool flushToDisk(QFile& file)
{
    if (!file.flush())
        return false;
#ifdef Q_OS_UNIX
    return ::fsync(file.handle()) == 0;
#else
    return true;
#endif
}

Error failure(const QFileDevice& file, const std::string& path)
{
    const auto code = file.error() == QFileDevice::PermissionsError ? ErrorCode::PermissionDenied : ErrorCode::Failed;
    return {code, path + ": " + file.errorString().toStdString()};
}

} // namespace

Result<SecretFileRead> readSecretFile(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    const QFileInfo info(file);
    if (!info.exists())
        return SecretFileRead{};
    if (!info.isFile())
        return Error{ErrorCode::Unreadable, path};
    if (!isOurs(info))
        return Error{ErrorCode::PermissionDenied, path + ": belongs to another user"};
    SecretFileRead read;
    read.wasOpenToOthers = bool(info.permissions() & othersMask);
#ifdef Q_OS_UNIX
    if (read.wasOpenToOthers && !file.setPermissions(ownerOnly))
        return Error{ErrorCode::PermissionDenied, path + ": readable by others"};
#else
    read.wasOpenToOthers = false; // access lists of the user's profile guard it there
#endif
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::Unreadable, path + ": " + file.errorString().toStdString()};
    auto content = parse(file.readAll(), path);
    if (!content)
        return content.error();
    read.content = std::move(*content);
    return read;
}

Status writeSecretFile(const std::string& path, const SecretFileContent& content)
{
    const QString target = QString::fromStdString(path);
    if (content.empty()) {
        QFile old(target);
        return !old.exists() || old.remove() ? success() : Status(failure(old, path));
    }
    const QString folder = QFileInfo(target).absolutePath();
    if (!QFileInfo::exists(folder)) {
        if (!QDir().mkpath(folder))
            return Error{ErrorCode::PermissionDenied, folder.toStdString()};
        QFile::setPermissions(folder, ownerOnly | QFileDevice::ExeOwner);
    }
    // Not QSaveFile: its file exists with the umask's mode before the permissions can be set.
    QFile file(target + u".new"_s);
    file.remove();
    const QByteArray bytes = serialise(content);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return failure(file, path);
    if (file.write(bytes) != bytes.size() || !flushToDisk(file)) {
        const Error error = failure(file, path);
        file.close();
        QFile::remove(file.fileName()); // file.remove() does not, after an error
        return error;
    }
    file.close();
    std::error_code renamed;
    std::filesystem::rename(file.filesystemFileName(), QFile(target).filesystemFileName(), renamed);
    if (renamed) {
        file.remove();
        return Error{ErrorCode::Failed, path + ": " + renamed.message()};
    }
    return success();
}

Status putAside(const std::string& path)
{
    const QString damaged = QString::fromStdString(path) + u".damaged"_s;
    QString place = damaged;
    for (int number = 2; QFileInfo::exists(place); ++number)
        place = damaged + u'-' + QString::number(number);
    QFile file(QString::fromStdString(path));
    return file.rename(place) ? success() : Status(failure(file, path));
}

std::string encodeSecrets(const std::vector<std::string>& secrets)
{
    return QJsonDocument(toJson(secrets)).toJson(QJsonDocument::Compact).toStdString();
}

Result<std::vector<std::string>> decodeSecrets(const std::string& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(json));
    auto secrets = document.isArray() ? fromJson(document.array()) : std::nullopt;
    if (!secrets || secrets->empty()) // who has none has no entry
        return Error{ErrorCode::Corrupt, "keychain entry"};
    return std::move(*secrets);
}

} // namespace hookloupe::secrets
