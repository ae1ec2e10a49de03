// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include "cli/command.h"
#include "cli/nearest.h"

#include <algorithm>
#include <array>

namespace hookloupe::cli {

namespace {

bool speaksOfSecrets(std::string_view option)
{
    std::string lower(option);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return std::ranges::any_of(std::array{"secret", "passw", "token"}, [&](const char* word) { return lower.find(word) != lower.npos; });
}

QString unknownOptionOf(const std::string& word, const std::string& name, std::span<const Option> options)
{
    std::vector<std::string> names{"help"};
    for (const Option& option : options)
        names.emplace_back(option.name);
    const auto meant = nearestName(name, names);
    const QString sentence = unknownOption(word);
    const bool secretMeant = speaksOfSecrets(word) && (!meant || meant->starts_with("secret"));
    return meant && !secretMeant ? sentence + QLatin1Char(' ') + text("Did you mean --%1?").arg(shown(*meant)) : sentence;
}

QString surplus(const Arguments& arguments, const std::string& word)
{
    if (arguments.has("secret-env") || arguments.has("secret-file"))
        return text("There is an argument too many. It is not repeated here, as it may be the secret: --secret-env takes the name of a "
                    "variable, and --secret-file that of a file.");
    return text("Unexpected argument: %1.").arg(shownArgument(word));
}

} // namespace

QString optionName(std::string_view word)
{
    const std::size_t dashes = std::min(word.find_first_not_of('-'), word.size());
    // Behind a single dash, the first letter is an option and the rest its value to many programs (-pSECRET).
    const std::size_t end = dashes == 1 ? std::size_t{2} : word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", dashes);
    const std::string name(word.substr(0, end));
    return shown(name) + (name.size() < word.size() && word[name.size()] != '=' ? QStringLiteral("…") : QString());
}

QString unknownOption(std::string_view word)
{
    if (speaksOfSecrets(word.substr(0, word.find('='))))
        return text("A secret can't be given on the command line, where other users see it. Use --secret-env VAR or "
                    "--secret-file FILE.");
    return text("Unknown option %1.").arg(optionName(word));
}

std::optional<std::string> Arguments::value(const std::string& name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::nullopt : std::optional(found->second.back());
}

std::vector<std::string> Arguments::values(const std::string& name) const
{
    const auto found = m_values.find(name);
    return found == m_values.end() ? std::vector<std::string>{} : found->second;
}

std::variant<Arguments, QString> parseArguments(std::span<const Option> options, std::size_t positionals,
                                                const std::vector<std::string>& given)
{
    Arguments arguments;
    bool optionsEnded = false;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const std::string& word = given[i];
        if (optionsEnded || word == "-" || !word.starts_with('-')) {
            arguments.m_positionals.push_back(word);
            continue;
        }
        if (word == "--") {
            optionsEnded = true;
            continue;
        }
        const auto equals = word.find('=');
        const std::string name = word.starts_with("--") ? word.substr(2, equals == word.npos ? equals : equals - 2)
                                                        : word.substr(1, equals == word.npos ? equals : equals - 1);
        const auto option = std::find_if(options.begin(), options.end(), [&](const auto& one) { return one.name == name; });
        if (option == options.end() || !word.starts_with("--"))
            return unknownOptionOf(word, name, options);
        std::string value;
        if (!option->value && equals != word.npos)
            return text("The option --%1 takes no value.").arg(shown(name));
        if (option->value && equals != word.npos)
            value = word.substr(equals + 1);
        else if (option->value && i + 1 == given.size())
            return text("The option --%1 needs a value.").arg(shown(name));
        else if (option->value)
            value = given[++i];
        if (option->value && value.empty())
            return text("The value of --%1 is empty. If a variable was to give it, that one is not set.").arg(shown(name));
        auto& values = arguments.m_values[name];
        if (!values.empty() && !option->repeated)
            return text("The option --%1 is given twice.").arg(shown(name));
        values.push_back(std::move(value));
    }
    if (arguments.m_positionals.size() > positionals)
        return surplus(arguments, arguments.m_positionals[positionals]);
    return arguments;
}

} // namespace hookloupe::cli
