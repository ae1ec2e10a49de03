// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/arguments.h"

#include "cli/command.h"

#include <algorithm>

namespace hookloupe::cli {

namespace {

QString unknownOption(const std::string& name)
{
    if (name == "secret")
        return text("A secret can't be given on the command line, where other users see it. Use --secret-env VAR or "
                    "--secret-file FILE.");
    return text("Unknown option --%1.").arg(shown(name));
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
        const std::string name = word.starts_with("--") ? word.substr(2, equals == word.npos ? equals : equals - 2) : word;
        const auto option = std::find_if(options.begin(), options.end(), [&](const auto& one) { return one.name == name; });
        if (option == options.end())
            return unknownOption(name);
        std::string value;
        if (!option->value && equals != word.npos)
            return text("The option --%1 takes no value.").arg(shown(name));
        if (option->value && equals != word.npos)
            value = word.substr(equals + 1);
        else if (option->value && i + 1 == given.size())
            return text("The option --%1 needs a value.").arg(shown(name));
        else if (option->value)
            value = given[++i];
        auto& values = arguments.m_values[name];
        if (!values.empty() && !option->repeated)
            return text("The option --%1 is given twice.").arg(shown(name));
        values.push_back(std::move(value));
    }
    if (arguments.m_positionals.size() > positionals)
        return text("Unexpected argument: %1.").arg(shown(arguments.m_positionals[positionals]));
    return arguments;
}

} // namespace hookloupe::cli
