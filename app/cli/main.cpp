// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe::cli;

namespace {

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
        return sayBytes(generalHelp().toStdString()) ? Good : Unreadable;
    if (first == "--version")
        return say(u"hookloupe-cli " HOOKLOUPE_VERSION ""_s) ? Good : Unreadable;
    const auto all = commands();
    const auto command = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == first; });
    if (command == all.end())
        return misuse("", first.starts_with('-') ? text("Unknown option %1.").arg(shown(first))
                                                 : text("Unknown command: %1.").arg(shown(first)));
    words.erase(words.begin());
    return runCommand(*command, words);
}
