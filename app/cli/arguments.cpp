// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include "cli/command.h"
#include "cli/nearest.h"

#include <algorithm>

namespace hookloupe::cli {

namespace {

QString unknownOption(const std::string& word, const std::string& name, std::span<const Option> options)
{
    if (name == "secret")
        return text("A secret can't be given on the command line, where other users see it. Use --secret-env VAR or "
                    "--secret-file FILE.");
    std::vector<std::string> names{"help"};
    for (const Option& option : options)
        names.emplace_back(option.name);
    const QString sentence = text("Unknown option %1.").arg(shownArgument(word).section(QLatin1Char('='), 0, 0));
    const auto meant = nearestName(name, names);
    return meant ? sentence + QLatin1Char(' ') + text("Did you mean --%1?").arg(shown(*meant)) : sentence;
}

} // namespace

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
            return unknownOption(word, name, options);
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
        return text("Unexpected argument: %1.").arg(shownArgument(arguments.m_positionals[positionals]));
    return arguments;
}

} // namespace hookloupe::cli
