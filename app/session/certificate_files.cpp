// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/certificate_files.h"

#include <QDir>
#include <QFile>

namespace hookloupe::session {

namespace {

constexpr qint64 longestPem = 1024 * 1024;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Result<std::string> readPem(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return Error{file.exists() ? ErrorCode::Unreadable : ErrorCode::NotFound, path};
    const QByteArray bytes = file.read(longestPem + 1);
    if (bytes.size() > longestPem)
        return Error{ErrorCode::TooLarge, path};
    return bytes.toStdString();
}

/// Written anew with its final mode from the first byte on: a key must never be readable by others.
Status writeNew(const std::string& path, const std::string& bytes, QFileDevice::Permissions mode)
{
    QFile file(QString::fromStdString(path));
    file.remove();
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::NewOnly, mode)
        && file.write(QByteArray::fromStdString(bytes)) == static_cast<qint64>(bytes.size()) && file.flush();
    if (written)
        return success();
    const bool denied = file.error() == QFileDevice::OpenError || file.error() == QFileDevice::PermissionsError;
    const Error error{denied ? ErrorCode::PermissionDenied : ErrorCode::Failed, path + ": " + file.errorString().toStdString()};
    file.close();
    QFile::remove(file.fileName()); // file.remove() does not, after an error
    return error;
}

} // namespace

Result<crypto::CertificateAndKey> readCertificate(const std::string& certificatePath, const std::string& keyPath)
{
    auto certificate = readPem(certificatePath);
    if (!certificate)
        return certificate.error();
    auto key = readPem(keyPath);
    if (!key)
        return key.error();
    crypto::CertificateAndKey pair{std::move(*certificate), std::move(*key)};
    if (const Status good = crypto::checkCertificate(pair); !good)
        return Error{good.error().code, certificatePath + ", " + keyPath + ": " + good.error().detail};
    return pair;
}

Result<crypto::CertificateAndKey> selfSignedCertificate(const std::string& folder)
{
    const std::string certificatePath = folder + "/certificate.pem";
    const std::string keyPath = folder + "/key.pem";
    if (auto kept = readCertificate(certificatePath, keyPath))
        return kept;
    auto made = crypto::makeSelfSignedCertificate();
    if (!made)
        return made;
    if (!QDir().mkpath(QString::fromStdString(folder)))
        return Error{ErrorCode::PermissionDenied, folder};
    if (const Status key = writeNew(keyPath, made->privateKeyPem, ownerOnly); !key)
        return key.error();
    const auto readable = ownerOnly | QFileDevice::ReadGroup | QFileDevice::ReadOther;
    if (const Status certificate = writeNew(certificatePath, made->certificatePem, readable); !certificate)
        return certificate.error();
    return made;
}

Result<TlsChoice> tlsChoice(const std::optional<std::string>& certificatePath, const std::optional<std::string>& keyPath,
                            bool selfSigned)
{
    if (certificatePath.has_value() != keyPath.has_value() || (certificatePath && selfSigned))
        return Error{ErrorCode::InvalidInput, "--tls-cert, --tls-key, --tls-self-signed"};
    if (certificatePath)
        return TlsChoice{TlsMode::Files, *certificatePath, *keyPath};
    return TlsChoice{selfSigned ? TlsMode::SelfSigned : TlsMode::Off, {}, {}};
}

TlsChoice tlsChoice(const Settings& settings)
{
    return {settings.tls, settings.certificatePath, settings.keyPath};
}

Result<std::optional<crypto::CertificateAndKey>> certificateFor(const TlsChoice& choice, const std::string& folder)
{
    if (choice.mode == TlsMode::Off)
        return std::optional<crypto::CertificateAndKey>();
    auto pair = choice.mode == TlsMode::SelfSigned ? selfSignedCertificate(folder)
                                                   : readCertificate(choice.certificatePath, choice.keyPath);
    if (!pair)
        return pair.error();
    return std::optional(std::move(*pair));
}

} // namespace hookloupe::session
