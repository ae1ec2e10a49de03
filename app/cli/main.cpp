// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/core_dumps.h"
#include "base/standard_streams.h"
#include "cli/command.h"
#include "cli/nearest.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe::cli;

namespace {

const Command* find(const std::string& name)
{
    const auto all = commands();
    const auto command = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
    return command == all.end() ? nullptr : &*command;
}

int unknownCommand(const std::string& name)
{
    std::vector<std::string> names;
    bool isOptionOfOne = false;
    for (const Command& command : commands()) {
        names.emplace_back(command.name);
        isOptionOfOne |= std::any_of(command.options.begin(), command.options.end(), [&](const Option& option) {
            return name == std::string("--") + option.name || name.starts_with(std::string("--") + option.name + '=');
        });
    }
    QString sentence = name.starts_with('-') ? unknownOption(name)
                                             : text("Unknown command: %1.").arg(shownArgument(name));
    if (isOptionOfOne)
        sentence = text("The command stands first, before %1: hookloupe-cli COMMAND [OPTION]….").arg(optionName(name));
    else if (const auto meant = nearestName(name, names))
        sentence += u' ' + text("Did you mean %1?").arg(shown(*meant));
    return misuse("", sentence);
}

int help(const std::vector<std::string>& words)
{
    if (words.size() < 2)
        return sayBytes(generalHelp().toStdString()) ? Good : Unreadable;
    const Command* const command = find(words[1]);
    if (!command)
        return unknownCommand(words[1]);
    return sayBytes(helpFor(*command).toStdString()) ? Good : Unreadable;
}

int runCommand(const Command& command, const std::vector<std::string>& given)
{
    const auto options = std::find(given.begin(), given.end(), "--");
    if (std::find(given.begin(), options, "--help") != options || std::find(given.begin(), options, "-h") != options)
        return sayBytes(helpFor(command).toStdString()) ? Good : Unreadable;
    const auto parsed = parseArguments(command.options, command.positionals, given);
    if (const auto* wrong = std::get_if<QString>(&parsed))
        return misuse(command.name, *wrong);
    return command.run(std::get<Arguments>(parsed));
}

} // namespace

int main(int argc, char** argv)
{
    hookloupe::withoutCoreDumps(hookloupe::Inspection::Forbidden);
    hookloupe::occupyClosedStreams();
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"hookloupe-cli"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOOKLOUPE_VERSION));

    std::vector<std::string> words;
    const QStringList given = QCoreApplication::arguments().mid(1);
    for (const QString& word : given)
        words.push_back(word.toStdString());
    if (words.empty()) {
        complain(generalHelp());
        return WrongUsage;
    }
    const std::string first = words.front();
    if (first == "--help" || first == "-h" || first == "help")
        return help(words);
    if (first == "--version" || first == "-V" || first == "version")
        return say(u"hookloupe-cli " HOOKLOUPE_VERSION ""_s) ? Good : Unreadable;
    const Command* const command = find(first);
    if (!command)
        return unknownCommand(first);
    words.erase(words.begin());
    return runCommand(*command, words);
}
