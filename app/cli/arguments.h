// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hookloupe::cli {

/// An option of a command. Texts are marked with QT_TRANSLATE_NOOP("Cli", …) and translated when shown.
struct Option {
    const char* name = "";          ///< without the dashes
    const char* value = nullptr;    ///< name of its value in the help; nullptr = a switch
    const char* help = "";
    bool repeated = false;
};

/// What was given to a command.
class Arguments {
public:
    [[nodiscard]] bool has(const std::string& name) const { return m_values.contains(name); }
    /// The value of an option given once; nothing if it was not.
    [[nodiscard]] std::optional<std::string> value(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> values(const std::string& name) const;
    [[nodiscard]] const std::vector<std::string>& positionals() const { return m_positionals; }

private:
    friend std::variant<Arguments, QString> parseArguments(std::span<const Option>, std::size_t,
                                                           const std::vector<std::string>&);
    std::map<std::string, std::vector<std::string>> m_values;
    std::vector<std::string> m_positionals;
};

/// An option as somebody typed it, for people: no more than its name, as what stands behind it may be a secret
/// (`--tls-key:SECRET`, `-pSECRET`).
[[nodiscard]] QString optionName(std::string_view word);
/// That there is none of that name, or where a secret belongs if it was to give one; that is not repeated then.
[[nodiscard]] QString unknownOption(std::string_view word);

/// Reads `--name value`, `--name=value`, `--switch` and positionals; `--` ends the options, `-` is a positional. The
/// other side is a sentence that names what is wrong: an unknown option, a missing or surplus value, a repetition, more
/// than `positionals` positionals.
[[nodiscard]] std::variant<Arguments, QString> parseArguments(std::span<const Option> options, std::size_t positionals,
                                                              const std::vector<std::string>& given);

} // namespace hookloupe::cli
