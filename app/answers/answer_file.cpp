// SPDX-License-Identifier: GPL-3.0-or-later
#include "answers/answer_file.h"

#include "answers/answer_plan.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#ifdef _WIN32
#include <fstream>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace hookloupe::answers {

namespace {

namespace fs = std::filesystem;

constexpr auto most = static_cast<std::uintmax_t>(largestBody);

fs::path pathOf(const std::string& utf8)
{
    return fs::path(std::u8string(utf8.begin(), utf8.end()));
}

/// The way from `folder` down to `path`, both normal and absolute; nothing if it is not below. Only the texts count.
std::optional<fs::path> wayDown(const fs::path& folder, const fs::path& path)
{
    const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), path.begin(), path.end());
    if (end != folder.end() || rest == path.end())
        return std::nullopt;
    fs::path way;
    for (auto part = rest; part != path.end(); ++part)
        way /= *part;
    return way;
}

fs::path withoutSlash(const fs::path& path)
{
    return path.has_filename() || path == path.root_path() ? path : path.parent_path();
}

/// A file below the folder, with nothing on the way to it that leads elsewhere.
struct Place {
    fs::path folder;  ///< real and absolute
    fs::path way;     ///< from there; real, as far as it was seen
};

std::variant<Place, FileTrouble> placeOf(const std::string& folder, const std::string& name)
{
    if (folder.empty())
        return FileTrouble::NoFolder;
    std::error_code error;
    const fs::path named = withoutSlash(fs::absolute(pathOf(folder), error).lexically_normal());
    const fs::path real = error ? fs::path() : fs::canonical(named, error);
    if (error)
        return FileTrouble::Missing;
    const fs::path wanted = pathOf(name);
    if (name.empty() || name.find('\0') != std::string::npos)
        return FileTrouble::Missing;
    // By its text first: of a file elsewhere not even the existence is to be told.
    const fs::path whole = (wanted.is_absolute() ? wanted : real / wanted).lexically_normal();
    auto way = wayDown(real, whole);
    if (!way)
        way = wayDown(named, whole);
    if (!way)
        return whole == real || whole == named ? FileTrouble::NotAFile : FileTrouble::Outside;
    const fs::path found = fs::canonical(real / *way, error);
    if (error)
        return error == std::errc::no_such_file_or_directory ? FileTrouble::Missing : FileTrouble::Unreadable;
    way = wayDown(real, found);
    if (!way)
        return found == real ? FileTrouble::NotAFile : FileTrouble::Outside;
    return Place{real, std::move(*way)};
}

#ifdef _WIN32

using Opened = std::ifstream;

std::variant<Opened, FileTrouble> openFile(const Place& place)
{
    const fs::path path = place.folder / place.way;
    std::error_code error;
    if (!fs::is_regular_file(fs::symlink_status(path, error)))
        return error ? FileTrouble::Unreadable : FileTrouble::NotAFile;
    const auto size = fs::file_size(path, error);
    Opened file(path, std::ios::binary);
    if (error || !file)
        return FileTrouble::Unreadable;
    if (size > most)
        return FileTrouble::TooLarge;
    return file;
}

bool readSome(Opened& file, char* to, std::size_t count, std::size_t& got)
{
    file.read(to, static_cast<std::streamsize>(count));
    got = static_cast<std::size_t>(file.gcount());
    return !file.bad();
}

#else

class Opened {
public:
    explicit Opened(int handle) : m_handle(handle) {}
    Opened(Opened&& other) noexcept : m_handle(std::exchange(other.m_handle, -1)) {}
    Opened& operator=(Opened&& other) noexcept
    {
        std::swap(m_handle, other.m_handle);
        return *this;
    }
    ~Opened()
    {
        if (m_handle >= 0)
            ::close(m_handle);
    }
    [[nodiscard]] int handle() const { return m_handle; }

private:
    int m_handle;
};

#ifdef O_PATH
constexpr int walking = O_PATH;
#else
constexpr int walking = O_RDONLY;
#endif

/// Step by step, and through no link: what was looked at a moment ago may be another thing by now.
std::variant<Opened, FileTrouble> openFile(const Place& place)
{
    Opened at(::open(place.folder.c_str(), walking | O_DIRECTORY | O_CLOEXEC));
    for (auto part = place.way.begin(); at.handle() >= 0 && std::next(part) != place.way.end(); ++part)
        at = Opened(::openat(at.handle(), part->c_str(), walking | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (at.handle() < 0)
        return FileTrouble::Unreadable;
    const fs::path last = place.way.filename();
    struct stat status = {};
    // A pipe or a device could keep the server waiting, or do something when it is opened.
    if (::fstatat(at.handle(), last.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return errno == ENOENT ? FileTrouble::Missing : FileTrouble::Unreadable;
    if (!S_ISREG(status.st_mode))
        return FileTrouble::NotAFile;
    Opened file(::openat(at.handle(), last.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
    if (file.handle() < 0 || ::fstat(file.handle(), &status) != 0)
        return FileTrouble::Unreadable;
    if (!S_ISREG(status.st_mode))
        return FileTrouble::NotAFile;
    if (static_cast<std::uintmax_t>(status.st_size) > most)
        return FileTrouble::TooLarge;
    return file;
}

bool readSome(Opened& file, char* to, std::size_t count, std::size_t& got)
{
    ssize_t done = 0;
    do {
        done = ::read(file.handle(), to, count);
    } while (done < 0 && errno == EINTR);
    got = done > 0 ? static_cast<std::size_t>(done) : 0;
    return done >= 0;
}

#endif

std::variant<Opened, FileTrouble> open(const std::string& folder, const std::string& name)
{
    const auto place = placeOf(folder, name);
    if (const auto* trouble = std::get_if<FileTrouble>(&place))
        return *trouble;
    return openFile(std::get<Place>(place));
}

} // namespace

std::variant<std::string, FileTrouble> readAnswerFile(const std::string& folder, const std::string& name)
{
    auto opened = open(folder, name);
    if (const auto* trouble = std::get_if<FileTrouble>(&opened))
        return *trouble;
    constexpr std::size_t piece = 256 * 1024;
    std::string bytes;
    for (;;) {
        const std::size_t before = bytes.size();
        bytes.resize(before + piece);
        std::size_t got = 0;
        if (!readSome(std::get<Opened>(opened), bytes.data() + before, piece, got))
            return FileTrouble::Unreadable;
        bytes.resize(before + got);
        if (bytes.size() > most) // it grew meanwhile
            return FileTrouble::TooLarge;
        if (got == 0)
            break;
    }
    bytes.shrink_to_fit();
    return bytes;
}

std::optional<FileTrouble> troubleWith(const std::string& folder, const std::string& name)
{
    const auto opened = open(folder, name);
    const auto* trouble = std::get_if<FileTrouble>(&opened);
    return trouble ? std::optional(*trouble) : std::nullopt;
}

} // namespace hookloupe::answers
