// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hookloupe::simulate {

/// A template that the user made: the file FOLDER/PROVIDER/NAME.json, of the form of those in resources/events.
struct OwnTemplate {
    std::string provider;
    std::string name;
    std::string path;     ///< UTF-8

    bool operator==(const OwnTemplate&) const = default;
};

inline constexpr std::size_t longestTemplate = 64UL * 1024 * 1024;

/// Those of the known providers, by provider and name; none if there is no such folder. They may be unreadable or malformed.
[[nodiscard]] std::vector<OwnTemplate> ownTemplates(const std::string& folder);
/// What a name needs to be one of a file everywhere: no control character, none of \ / : * ? " < > |, no dot in front, no dot
/// or space at the end, 1 to 80 bytes.
[[nodiscard]] bool isTemplateName(std::string_view name);

/// The bytes of a template's file. NotFound, Unreadable or TooLarge with its path.
[[nodiscard]] Result<std::string> readTemplateFile(const std::string& path);
/// Writes it, in one step, over one that is there. InvalidInput with the name; PermissionDenied or Failed with the path.
[[nodiscard]] Result<OwnTemplate> saveOwnTemplate(const std::string& folder, const std::string& provider, const std::string& name,
                                                  std::string_view text);
/// NotFound or PermissionDenied with its path.
[[nodiscard]] Status removeOwnTemplate(const OwnTemplate& own);

/// Why a text cannot be used as a template.
struct TemplateFault {
    enum class Kind {
        Syntax,   ///< not JSON from here on
        Lacks,    ///< `what` is not there
    };
    Kind kind = Kind::Syntax;
    std::size_t line = 1;     ///< from 1; of Lacks 0
    std::size_t column = 1;   ///< from 1, in characters
    std::size_t offset = 0;   ///< the same in bytes
    std::string what;         ///< technical: the JSON reader's words, or the names of which one is needed

    bool operator==(const TemplateFault&) const = default;
};
[[nodiscard]] std::optional<TemplateFault> faultOf(std::string_view provider, std::string_view text);

/// The file of a built-in event, to begin with; empty if there is no such event.
[[nodiscard]] std::string builtInText(std::string_view provider, std::string_view event);
/// A body as the text of a template, with a line for each value: one of Speckle as {"payload":{…}}, whatever its dialect was.
/// What looks like a place in it is escaped, so that it stays what it says. JSON that cannot be read stays as it is.
[[nodiscard]] std::string templateOfBody(std::string_view provider, std::string_view body);

} // namespace hookloupe::simulate
