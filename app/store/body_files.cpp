// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/body_files.h"

#include "store/files.h"

#include <charconv>

namespace hookloupe::store {

namespace {

constexpr std::string_view bodyPart = ".body";
constexpr std::string_view dechunkedPart = ".dechunked";

/// 0 for a file that is none of ours: "2026 letter.txt" is not to be taken for one of capture 2026.
std::int64_t idOf(const std::filesystem::path& file)
{
    const std::string name = fromPath(file.filename());
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), id);
    const std::string_view part(end, static_cast<std::size_t>(name.data() + name.size() - end));
    const bool isOurs = error == std::errc() && (part == bodyPart || part == dechunkedPart)
        && name == std::to_string(id) + std::string(part);
    return isOurs ? id : 0;
}

/// A link in the place of the folder leads to what is not of this store: another one's bodies, that would be read, written over, or
/// removed as those of captures that are not there.
bool isFolder(const std::string& folder)
{
    std::error_code code;
    return std::filesystem::symlink_status(toPath(folder), code).type() == std::filesystem::file_type::directory;
}

/// Who sends a store along with links in the place of bodies is not to get what they lead to, shown or passed on.
Result<std::string> readBody(const std::string& folder, const std::string& path)
{
    std::error_code code;
    if (std::filesystem::is_symlink(toPath(folder), code))
        return Error{ErrorCode::Unreadable, folder + ": a link, not the folder of large bodies"};
    const auto type = std::filesystem::symlink_status(toPath(path), code).type();
    if (type == std::filesystem::file_type::not_found) // not ErrorCode::NotFound: there is such a capture
        return Error{ErrorCode::Unreadable, path + ": the file of a large body, and it is gone"};
    if (!code && type != std::filesystem::file_type::regular)
        return Error{ErrorCode::Unreadable, path + ": a link or a device, not a body"};
    return readFile(path);
}

std::vector<std::filesystem::path> filesIn(const std::string& folder)
{
    std::vector<std::filesystem::path> files;
    std::error_code code;
    if (!isFolder(folder))
        return files;
    for (std::filesystem::directory_iterator entry(toPath(folder), code), end; !code && entry != end;
         entry.increment(code))
        files.push_back(entry->path());
    return files;
}

/// Files named after a capture that has no row.
Result<std::vector<std::filesystem::path>> orphansIn(const std::string& folder, Connection& connection)
{
    std::vector<std::filesystem::path> orphans;
    const auto files = filesIn(folder);
    if (files.empty())
        return orphans;
    auto exists = Statement::prepare(connection, "SELECT 1 FROM bodies WHERE id = ?");
    if (!exists)
        return exists.error();
    for (const auto& file : files) {
        const std::int64_t id = idOf(file);
        if (id <= 0)
            continue;
        exists->bind(1, id);
        const auto row = exists->step();
        if (!row)
            return row.error();
        if (!*row)
            orphans.push_back(file);
        exists->reset();
    }
    return orphans;
}

void removeFile(const std::filesystem::path& path)
{
    // One that cannot be removed is an orphan of the next start.
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

/// Whatever has the name of the folder for large bodies and is none says more than that a folder could not be made.
Error noFolder(const std::string& folder, const std::error_code& code)
{
    std::error_code ignored;
    const auto type = std::filesystem::symlink_status(toPath(folder), ignored).type();
    if (type == std::filesystem::file_type::symlink)
        return {ErrorCode::InvalidInput, folder + ": a link in the place of the folder in which large bodies are kept; remove it"};
    if (type != std::filesystem::file_type::not_found && type != std::filesystem::file_type::directory)
        return {ErrorCode::InvalidInput, folder + ": not a folder, as which large bodies are kept; move it away"};
    return fileError(folder, code);
}

Status replace(const std::string& path, std::string_view bytes)
{
    removeFile(toPath(path)); // a file of that id can only be one whose row was never committed
    return createPrivateFile(path, bytes);
}

} // namespace

std::string BodyFiles::pathOf(CaptureId id, std::string_view part) const
{
    return m_folder + "/" + std::to_string(toInt(id)) + std::string(part);
}

Result<InFiles> BodyFiles::write(const Capture& capture) const
{
    const InFiles large{capture.body.size() > largeBody,
                        capture.dechunked && capture.dechunked->size() > largeBody};
    if (!large.body && !large.dechunked)
        return large;
    std::error_code code;
    if (std::filesystem::create_directory(toPath(m_folder), code))
        std::filesystem::permissions(toPath(m_folder), std::filesystem::perms::owner_all, code);
    if (code || !isFolder(m_folder))
        return noFolder(m_folder, code);
    const CaptureId id = capture.summary.id;
    if (large.body) {
        if (auto written = replace(pathOf(id, bodyPart), capture.body); !written)
            return written.error();
    }
    if (large.dechunked) {
        if (auto written = replace(pathOf(id, dechunkedPart), *capture.dechunked); !written) {
            remove(id);
            return written.error();
        }
    }
    return large;
}

Status BodyFiles::read(BodyRow& row) const
{
    const CaptureId id = row.capture.summary.id;
    if (row.inFiles.body) {
        auto bytes = readBody(m_folder, pathOf(id, bodyPart));
        if (!bytes)
            return bytes.error();
        row.capture.body = std::move(bytes).value();
    }
    if (row.inFiles.dechunked) {
        auto bytes = readBody(m_folder, pathOf(id, dechunkedPart));
        if (!bytes)
            return bytes.error();
        row.capture.dechunked = std::move(bytes).value();
    }
    return success();
}

void BodyFiles::remove(CaptureId id) const
{
    if (!isFolder(m_folder))
        return;
    removeFile(toPath(pathOf(id, bodyPart)));
    removeFile(toPath(pathOf(id, dechunkedPart)));
}

void BodyFiles::removeAll() const
{
    for (const auto& file : filesIn(m_folder)) {
        if (idOf(file) > 0)
            removeFile(file);
    }
    if (isFolder(m_folder))
        removeFile(toPath(m_folder)); // only if it is empty now
}

void BodyFiles::removeOrphans(Connection& connection) const
{
    const auto orphans = orphansIn(m_folder, connection);
    if (!orphans)
        return; // they are those of the next start
    for (const auto& file : *orphans)
        removeFile(file);
}

Status BodyFiles::moveOrphans(Connection& connection, const std::string& folder) const
{
    const auto orphans = orphansIn(m_folder, connection);
    if (!orphans)
        return orphans.error();
    std::error_code code;
    for (const auto& file : *orphans) {
        std::filesystem::create_directory(toPath(folder), toPath(m_folder), code); // with the same rights
        if (!code)
            std::filesystem::rename(file, toPath(folder) / file.filename(), code);
        if (code)
            return fileError(folder, code);
    }
    return success();
}

Result<bool> BodyFiles::moveAll(const std::string& folder) const
{
    if (filesIn(m_folder).empty())
        return false;
    std::error_code code;
    std::filesystem::rename(toPath(m_folder), toPath(folder), code);
    return code ? Result<bool>(fileError(m_folder, code)) : Result<bool>(true);
}

Status BodyFiles::linkAll(const std::string& folder) const
{
    for (const auto& file : filesIn(m_folder)) {
        if (idOf(file) <= 0)
            continue;
        std::error_code code;
        std::filesystem::create_directory(toPath(folder), toPath(m_folder), code); // with the same rights
        const auto to = toPath(folder) / file.filename();
        std::filesystem::create_hard_link(file, to, code);
        if (code && code != std::errc::file_exists && !std::filesystem::copy_file(file, to, code))
            return fileError(fromPath(to), code);
    }
    return success();
}

std::int64_t BodyFiles::totalBytes() const
{
    std::int64_t total = 0;
    for (const auto& file : filesIn(m_folder))
        total += fileSize(fromPath(file));
    return total;
}

} // namespace hookloupe::store
