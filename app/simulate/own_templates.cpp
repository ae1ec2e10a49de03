// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulate/own_templates.h"

#include "decode/document.h"
#include "simulate/embedded_texts.h"
#include "simulate/event_template.h"
#include "simulate/json_edit.h"
#include "simulate/provider_events.h"
#include "speckle/analysis.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <tuple>

namespace hookloupe::simulate {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".json";
constexpr std::size_t longestName = 80;

fs::path pathOf(std::string_view utf8)
{
    return {std::u8string(utf8.begin(), utf8.end())};
}

std::string utf8Of(const fs::path& path)
{
    const std::u8string text = path.u8string();
    return {text.begin(), text.end()};
}

Error failure(const std::error_code& error, const std::string& path)
{
    const bool denied = error == std::errc::permission_denied || error == std::errc::read_only_file_system;
    return {denied ? ErrorCode::PermissionDenied : ErrorCode::Failed, path + ": " + error.message()};
}

void addThoseOf(const fs::path& folder, std::string_view provider, std::vector<OwnTemplate>& found)
{
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = utf8Of(entry->path().filename());
        std::error_code unknown;
        if (name.size() > suffix.size() && name.ends_with(suffix) && isTemplateName(name) && entry->is_regular_file(unknown))
            found.push_back({std::string(provider), name.substr(0, name.size() - suffix.size()), utf8Of(entry->path())});
    }
}

TemplateFault faultAt(std::string_view text, std::size_t offset, std::string what)
{
    TemplateFault fault{.offset = std::min(offset, text.size()), .what = std::move(what)};
    const std::string_view before = text.substr(0, fault.offset);
    const auto lineStart = before.rfind('\n');
    const std::string_view onLine = lineStart == std::string_view::npos ? before : before.substr(lineStart + 1);
    fault.line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    // Every byte but those that continue a character of UTF-8.
    fault.column = static_cast<std::size_t>(std::count_if(onLine.begin(), onLine.end(), [](char c) { return (c & 0xc0) != 0x80; })) + 1;
    return fault;
}

} // namespace

std::vector<OwnTemplate> ownTemplates(const std::string& folder)
{
    std::vector<OwnTemplate> found;
    if (folder.empty())
        return found;
    addThoseOf(pathOf(folder) / speckleProvider, speckleProvider, found);
    for (const Provider& provider : signing::providers())
        addThoseOf(pathOf(folder) / provider.name, provider.name, found);
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return std::tie(a.provider, a.name) < std::tie(b.provider, b.name); });
    return found;
}

bool isTemplateName(std::string_view name)
{
    constexpr std::string_view forbidden = "\\/:*?\"<>|";
    if (name.empty() || name.size() > longestName || name.front() == '.' || name.back() == '.' || name.back() == ' ')
        return false;
    return std::none_of(name.begin(), name.end(), [&](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || forbidden.find(c) != std::string_view::npos;
    });
}

Result<std::string> readTemplateFile(const std::string& path)
{
    std::error_code error;
    const auto status = fs::status(pathOf(path), error);
    if (!fs::exists(status))
        return Error{ErrorCode::NotFound, path};
    std::ifstream file(pathOf(path), std::ios::binary);
    if (fs::is_directory(status) || !file)
        return Error{ErrorCode::Unreadable, path};
    std::string bytes;
    char portion[1 << 16];
    while (file.read(portion, sizeof portion), file.gcount() > 0) {
        bytes.append(portion, static_cast<std::size_t>(file.gcount()));
        if (bytes.size() > longestTemplate)
            return Error{ErrorCode::TooLarge, path};
    }
    if (file.bad())
        return Error{ErrorCode::Unreadable, path};
    return bytes;
}

Result<OwnTemplate> saveOwnTemplate(const std::string& folder, const std::string& provider, const std::string& name,
                                    std::string_view text)
{
    if (!isTemplateName(name) || folder.empty() || (provider != speckleProvider && !signing::findProvider(provider)))
        return Error{ErrorCode::InvalidInput, name};
    const fs::path place = pathOf(folder) / provider;
    const fs::path path = place / pathOf(name + std::string(suffix));
    const fs::path unfinished = place / pathOf("." + name + ".part");
    std::error_code error;
    fs::create_directories(place, error);
    if (error)
        return failure(error, utf8Of(place));
    errno = 0;
    std::ofstream file(unfinished, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    file.close();
    if (!file)
        error = {errno == 0 ? EIO : errno, std::generic_category()};
    else
        fs::rename(unfinished, path, error);
    if (error) {
        std::error_code ignored;
        fs::remove(unfinished, ignored);
        return failure(error, utf8Of(path));
    }
    return OwnTemplate{provider, name, utf8Of(path)};
}

Status removeOwnTemplate(const OwnTemplate& own)
{
    std::error_code error;
    if (fs::remove(pathOf(own.path), error))
        return success();
    return error ? failure(error, own.path) : Error{ErrorCode::NotFound, own.path};
}

std::optional<TemplateFault> faultOf(std::string_view provider, std::string_view text)
{
    const auto document = decode::decode({{"Content-Type", "application/json"}}, text);
    if (document.format != decode::Format::Json || document.nodes.empty() || document.partial
        || (document.problem != decode::Problem::None && document.problem != decode::Problem::LoneSurrogate))
        return faultAt(text, document.problemOffset, document.problemDetail.empty() ? "no JSON" : document.problemDetail);
    if (provider != speckleProvider)
        return std::nullopt;
    const auto read = readTemplate(text);
    if (read)
        return std::nullopt;
    return TemplateFault{TemplateFault::Kind::Lacks, 0, 0, 0, read.error().detail};
}

std::string builtInText(std::string_view provider, std::string_view event)
{
    const std::string path = std::string(provider).append("/").append(event).append(suffix);
    const auto texts = embeddedTexts();
    const auto found = std::find_if(texts.begin(), texts.end(), [&](const EmbeddedText& one) { return one.path == path; });
    return found == texts.end() ? std::string() : std::string(found->text);
}

std::string templateOfBody(std::string_view provider, std::string_view body)
{
    if (faultOf(provider, body))
        return std::string(body);
    std::string text(body);
    if (provider == speckleProvider && speckle::dialectOf(body) != Dialect::None)
        text = "{\"payload\":" + readTemplate(body)->real + '}';
    // Two braces follow each other only inside a string, where one can be escaped.
    constexpr std::string_view escape = "\\u007b";
    for (std::size_t at = 0; (at = text.find("{{", at)) != std::string::npos; at += escape.size())
        text.replace(at, 1, escape);
    return indented(text);
}

} // namespace hookloupe::simulate
