// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/draft_book.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <filesystem>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto suffix = ".draft"_L1;

/// The id alone may be that of another request in another store.
QString keyOf(const Capture& original)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const auto add = [&hash](std::string_view bytes) { hash.addData(QByteArrayView(bytes.data(), qsizetype(bytes.size()))); };
    add(original.head);
    add(original.contentSha256);
    add(std::to_string(original.summary.arrivedAt.time_since_epoch().count()) + '/' + std::to_string(original.content().size()));
    return u"%1-%2"_s.arg(toInt(original.summary.id)).arg(QString::fromLatin1(hash.result().toHex().first(16)));
}

CaptureId idIn(const QString& fileName)
{
    return CaptureId{fileName.section(u'-', 0, 0).toLongLong()};
}

QFileInfoList filesIn(const QString& folder)
{
    if (folder.isEmpty())
        return {};
    return QDir(folder).entryInfoList({u'*' + QString(suffix)}, QDir::Files, QDir::Time); // newest first
}

} // namespace

DraftBook::DraftBook(QString folder) : m_folder(std::move(folder))
{
}

QString DraftBook::pathOf(const Capture& original) const
{
    return m_folder + u'/' + keyOf(original) + suffix;
}

Status DraftBook::keep(const Capture& original, const KeptDraft& draft)
{
    if (draft.head == original.head && draft.content == original.content()) {
        forget(original);
        return success();
    }
    const QString key = keyOf(original);
    const KeptDraft safe = withoutTypedCredentials(draft, original);
    const QByteArray bytes = encoded(safe, original);
    const Status written = bytes.size() > largestFile ? Status(Error{ErrorCode::TooLarge, "edits"})
        : m_folder.isEmpty()                          ? Status(Error{ErrorCode::Unsupported, "folder"})
                                                      : write(pathOf(original), bytes);
    if (!written.ok() || safe != draft)
        remember(key, encoded(draft, original));
    else
        m_thisRun.erase(key);
    dropOldest();
    return written;
}

void DraftBook::remember(const QString& key, QByteArray bytes)
{
    m_thisRun.erase(key);
    qsizetype all = bytes.size();
    for (const auto& [other, kept] : m_thisRun)
        all += kept.size();
    while (all > mostRemembered && !m_thisRun.empty()) {
        all -= m_thisRun.begin()->second.size();
        m_thisRun.erase(m_thisRun.begin());
    }
    m_thisRun.emplace(key, std::move(bytes));
}

Status DraftBook::write(const QString& path, const QByteArray& bytes) const
{
    const Error failed{ErrorCode::PermissionDenied, m_folder.toStdString()};
    if (!QDir().mkpath(m_folder) || !QFile::setPermissions(m_folder, ownerOnly | QFileDevice::ExeOwner))
        return failed;
    // Not QSaveFile: its file exists with the umask's mode before the permissions can be set.
    QFile file(path + u".new"_s);
    file.remove();
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        return failed;
    if (file.write(bytes) != bytes.size() || !file.flush()) {
        file.close();
        QFile::remove(file.fileName()); // file.remove() does not, after an error
        return Error{ErrorCode::DiskFull, m_folder.toStdString()};
    }
    file.close();
    std::error_code renamed;
    std::filesystem::rename(file.filesystemFileName(), QFile(path).filesystemFileName(), renamed);
    if (!renamed)
        return success();
    file.remove();
    return failed;
}

std::optional<KeptDraft> DraftBook::find(const Capture& original) const
{
    if (const auto here = m_thisRun.find(keyOf(original)); here != m_thisRun.end())
        return decodedDraft(here->second, original);
    QFile file(pathOf(original));
    if (m_folder.isEmpty() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return decodedDraft(file.read(largestFile), original);
}

void DraftBook::forget(const Capture& original)
{
    m_thisRun.erase(keyOf(original));
    if (!m_folder.isEmpty())
        QFile::remove(pathOf(original));
}

std::vector<CaptureId> DraftBook::captures() const
{
    std::vector<CaptureId> ids;
    const QFileInfoList files = filesIn(m_folder);
    for (const QFileInfo& file : files)
        ids.push_back(idIn(file.fileName()));
    return ids;
}

void DraftBook::forgetAllBut(const std::vector<CaptureId>& known)
{
    const QFileInfoList files = filesIn(m_folder);
    for (const QFileInfo& file : files) {
        const CaptureId id = idIn(file.fileName());
        // A request of id 0 is none of the store's: an answered one that was not stored.
        if (toInt(id) != 0 && std::find(known.begin(), known.end(), id) == known.end())
            QFile::remove(file.filePath());
    }
}

void DraftBook::dropOldest() const
{
    const QDateTime oldest = QDateTime::currentDateTime().addDays(-mostDays);
    const QFileInfoList files = filesIn(m_folder);
    for (qsizetype i = 0; i < files.size(); ++i) {
        if (i >= mostFiles || files[i].lastModified() < oldest)
            QFile::remove(files[i].filePath());
    }
}

} // namespace hookloupe::ui
