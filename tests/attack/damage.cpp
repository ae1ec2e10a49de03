// SPDX-License-Identifier: GPL-3.0-or-later
#include "damage.h"

#include "store/schema.h"
#include "store/sqlite.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

namespace hookloupe::test {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t page = static_cast<std::size_t>(store::pageBytes);
constexpr std::int64_t mostIds = 1'000;

void swapPages(std::string& bytes, std::size_t one, std::size_t other)
{
    std::swap_ranges(bytes.begin() + static_cast<std::ptrdiff_t>(one * page), bytes.begin() + static_cast<std::ptrdiff_t>((one + 1) * page),
                     bytes.begin() + static_cast<std::ptrdiff_t>(other * page));
}

void overwrite(std::string& bytes, std::size_t at, const std::string& by)
{
    const std::size_t count = std::min(by.size(), bytes.size() - at);
    bytes.replace(at, count, by, 0, count);
}

} // namespace

std::string bytesOf(const std::string& path)
{
    std::error_code none;
    if (!fs::is_regular_file(path, none)) // a pipe would wait for somebody at its other end
        return {};
    std::ifstream file(path, std::ios::binary | std::ios::ate);
    std::string bytes(file ? static_cast<std::size_t>(file.tellg()) : 0, '\0');
    file.seekg(0);
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return bytes;
}

void writeBytes(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

std::string damageAnywhere(const std::string& path, Dice& dice)
{
    std::string bytes = bytesOf(path);
    if (bytes.empty())
        return "nothing";
    const std::size_t pages = bytes.size() / page;
    const std::string kind = dice.word({"bits", "bytes", "a page of zeros", "a page of noise", "pages changed", "cut", "longer", "the head"});
    if (kind == "bits") {
        for (std::size_t count = 1 + dice.below(20); count > 0; --count)
            bytes[dice.below(bytes.size())] ^= static_cast<char>(1 << dice.below(8));
    } else if (kind == "bytes") {
        overwrite(bytes, dice.below(bytes.size()), dice.bytes(1 + dice.below(600)));
    } else if (kind == "a page of zeros" || kind == "a page of noise") {
        overwrite(bytes, dice.below(pages + 1) * page % bytes.size(), kind.ends_with("zeros") ? std::string(page, '\0') : dice.bytes(page));
    } else if (kind == "pages changed" && pages > 1) {
        swapPages(bytes, dice.below(pages), dice.below(pages));
    } else if (kind == "cut") {
        bytes.resize(dice.chance(50) ? dice.below(bytes.size()) : dice.below(pages + 1) * page);
    } else if (kind == "longer") {
        bytes += dice.bytes(1 + dice.below(3 * page));
    } else {
        overwrite(bytes, dice.below(std::min<std::size_t>(bytes.size(), 100)), dice.bytes(1 + dice.below(100)));
    }
    writeBytes(path, bytes);
    return kind;
}

void damagePages(const std::string& path, Dice& dice)
{
    std::string bytes = bytesOf(path);
    const std::size_t pages = bytes.size() / page;
    for (std::size_t count = 1 + dice.below(3); count > 0 && pages > 3; --count) {
        const std::size_t one = 1 + dice.below(pages - 1);
        if (dice.chance(50))
            overwrite(bytes, one * page, dice.bytes(page));
        else
            swapPages(bytes, one, 1 + (one + dice.below(pages - 2)) % (pages - 1));
    }
    writeBytes(path, bytes);
}

std::map<std::int64_t, std::string> requestsReadableById(const std::string& store)
{
    std::map<std::int64_t, std::string> all;
    const QTemporaryDir folder;
    const std::string copy = folder.filePath(QStringLiteral("copy")).toStdString();
    for (const char* suffix : {"", "-wal"}) {
        std::error_code none;
        fs::copy_file(store + suffix, copy + suffix, none);
    }
    auto connection = store::Connection::open(copy, store::Connection::Mode::Salvage);
    if (!connection)
        return all;
    auto summary = store::Statement::prepare(*connection, "SELECT target FROM captures WHERE id = ?");
    auto bytes = store::Statement::prepare(*connection, "SELECT head, body, dechunked, answer_trace FROM bodies WHERE id = ? AND files = 0");
    for (std::int64_t id = 1; summary && bytes && id <= mostIds; ++id) {
        summary->bind(1, id);
        bytes->bind(1, id);
        const auto hasSummary = summary->step();
        const auto hasBytes = bytes->step();
        if (hasSummary && *hasSummary && hasBytes && *hasBytes)
            all[id] = bytes->bytes(0) + bytes->bytes(1);
        summary->reset();
        bytes->reset();
    }
    return all;
}

} // namespace hookloupe::test
