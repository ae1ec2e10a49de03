// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"

#include <algorithm>
#include <fstream>
#include <system_error>

namespace hookloupe::store {

std::filesystem::path toPath(const std::string& utf8)
{
    return std::filesystem::path(std::u8string(utf8.begin(), utf8.end()));
}

std::string fromPath(const std::filesystem::path& path)
{
    const std::u8string utf8 = path.u8string();
    return {utf8.begin(), utf8.end()};
}

std::string canonicalPath(const std::string& path)
{
    std::error_code code;
    const auto canonical = std::filesystem::weakly_canonical(toPath(path), code);
    return code || path.empty() ? path : fromPath(canonical);
}

Error fileError(const std::string& path, const std::error_code& code)
{
    ErrorCode ours = ErrorCode::Failed;
    if (code == std::errc::no_such_file_or_directory)
        ours = ErrorCode::NotFound;
    else if (code == std::errc::file_exists)
        ours = ErrorCode::AlreadyExists;
    else if (code == std::errc::permission_denied || code == std::errc::operation_not_permitted ||
             code == std::errc::read_only_file_system)
        ours = ErrorCode::PermissionDenied;
    else if (code == std::errc::not_a_directory || code == std::errc::is_a_directory ||
             code == std::errc::filename_too_long)
        ours = ErrorCode::InvalidInput;
    else if (code == std::errc::io_error)
        ours = ErrorCode::DiskFailed;
    else if (code == std::errc::no_space_on_device || code == std::errc::file_too_large)
        ours = ErrorCode::DiskFull;
#ifdef EDQUOT
    else if (code.value() == EDQUOT)
        ours = ErrorCode::DiskFull;
#endif
    return {ours, path + ": " + code.message()};
}

Status createParentsOf(const std::string& path)
{
    const auto parent = toPath(path).parent_path();
    std::error_code code;
    if (!parent.empty())
        std::filesystem::create_directories(parent, code);
    if (code)
        return fileError(path, code);
    return success();
}

Result<FileLock> FileLock::withOneName(const std::string& path)
{
    std::error_code code;
    if (std::filesystem::hard_link_count(toPath(path), code) > 1 && !code)
        return Error{ErrorCode::InvalidInput, path + ": a file with several names (hard links); use a copy"};
    return FileLock(none);
}

Result<std::string> readFile(const std::string& path)
{
    constexpr std::int64_t most = std::int64_t{2} << 30; // twice what a body may have
    std::error_code code;
    if (std::filesystem::exists(toPath(path), code) && !std::filesystem::is_regular_file(toPath(path), code))
        return Error{ErrorCode::Unreadable, path + ": no file"}; // a pipe would be waited for
    const auto size = fileSize(path);
    if (size > most)
        return Error{ErrorCode::TooLarge, path + ": of " + std::to_string(size) + " bytes"};
    std::ifstream file(toPath(path), std::ios::binary);
    if (!file)
        return Error{ErrorCode::NotFound, path + ": could not be opened"};
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size())))
        return Error{ErrorCode::Unreadable, path + ": could not be read"};
    return bytes;
}

std::string readPart(const std::string& path, std::uint64_t offset, std::size_t count)
{
    std::ifstream file(toPath(path), std::ios::binary);
    std::string bytes(count, '\0');
    if (!file.seekg(static_cast<std::streamoff>(offset)))
        return {};
    file.read(bytes.data(), static_cast<std::streamsize>(count));
    bytes.resize(static_cast<std::size_t>(file.gcount()));
    return bytes;
}

std::optional<std::int64_t> freeSpaceFor(const std::string& path)
{
    constexpr std::uintmax_t most = std::uintmax_t{1} << 50;
    std::error_code code;
    const auto space = std::filesystem::space(toPath(path).parent_path(), code);
    return code ? std::nullopt : std::optional(static_cast<std::int64_t>(std::min(space.available, most)));
}

std::int64_t fileSize(const std::string& path)
{
    std::error_code code;
    const auto size = std::filesystem::file_size(toPath(path), code);
    return code ? 0 : static_cast<std::int64_t>(size);
}

} // namespace hookloupe::store
