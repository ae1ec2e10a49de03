// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"

#include "base/text.h"
#include "client/web_url.h"
#include "words/error_words.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

QString optionHead(const Option& option)
{
    const QString name = u"  --"_s + QString::fromLatin1(option.name);
    return option.value ? name + u' ' + QString::fromLatin1(option.value) : name;
}

} // namespace

QString text(const char* sentence)
{
    return QCoreApplication::translate("Cli", sentence);
}

QString shown(std::string_view bytes)
{
    return QString::fromStdString(visibleText(bytes));
}

QString shownArgument(std::string_view word)
{
    return shown(client::shownUrl(word));
}

QString helpFor(const Command& command)
{
    QString help = text("Usage: %1").arg(u"hookloupe-cli "_s + QString::fromLatin1(command.name) + u' '
                                         + QString::fromUtf8(command.synopsis));
    help += u"\n\n"_s + text(command.summary) + u"\n\n"_s;
    qsizetype width = 0;
    for (const auto& option : command.options)
        width = std::max(width, optionHead(option).size());
    for (const auto& option : command.options)
        help += optionHead(option).leftJustified(width + 2) + text(option.help) + u'\n';
    help += u"  --help"_s.leftJustified(width + 2) + text("Shows this help.") + u'\n';
    if (*command.notes)
        help += u'\n' + text(command.notes) + u'\n';
    return help;
}

QString generalHelp()
{
    QString help = text("Usage: %1").arg(u"hookloupe-cli COMMAND [OPTION]…"_s) + u"\n\n"_s;
    help += text("Captures, checks and shows webhooks in the terminal.") + u"\n\n"_s;
    for (const auto& command : commands())
        help += u"  "_s + QString::fromLatin1(command.name).leftJustified(10) + text(command.summary) + u'\n';
    help += u'\n' + text("hookloupe-cli help COMMAND explains a command; --version names the version.") + u'\n';
    help += text("Exit codes: 0 good, 1 a check failed, 2 wrong usage, 3 an input could not be read or the output not be written.") + u'\n';
    return help;
}

int fail(const Error& error)
{
    complain(u"hookloupe-cli: "_s + words::errorSentence(error));
    return Unreadable;
}

int misuse(const char* command, const QString& sentence)
{
    complain(u"hookloupe-cli: "_s + sentence);
    const QString name = *command ? u"hookloupe-cli "_s + QString::fromLatin1(command) : u"hookloupe-cli"_s;
    complain(text("See %1 --help.").arg(name));
    return WrongUsage;
}

} // namespace hookloupe::cli
