// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secret_options.h"

#include "cli/command.h"
#include "words/error_words.h"

#include <QFile>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace hookloupe::cli {

namespace {

constexpr qint64 longestSecret = 1024 * 1024;

void removeLineBreak(std::string& secret)
{
    if (secret.ends_with('\n'))
        secret.pop_back();
    else
        return;
    if (secret.ends_with('\r'))
        secret.pop_back();
}

/// Files saved by some editors and by PowerShell begin with one, and nobody's secret does.
bool hasByteOrderMark(const std::string& secret)
{
    return secret.starts_with("\xef\xbb\xbf") || secret.starts_with("\xff\xfe") || secret.starts_with("\xfe\xff");
}

/// As environment variables are named, in words or short. Anything else may be the secret itself (in Base32, say), typed where
/// its variable's name belongs.
bool isVariableName(const std::string& name)
{
    constexpr std::size_t longestWord = 12;
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; };
    const bool isInWords = name.find('_') != std::string::npos;
    return !name.empty() && letter(name.front()) && (isInWords || name.size() <= longestWord)
        && std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

Refused unsetVariable(const std::string& name)
{
    if (!isVariableName(name))
        return {text("--secret-env takes the name of an environment variable, such as HOOKLOUPE_SECRET, and no variable that is set has "
                     "the name given. It is not repeated here, as it may be the secret itself: put that into a variable, and give the "
                     "variable's name, without a dollar sign."), WrongUsage};
    return {text("The environment variable %1 is not set (--secret-env). For the empty secret, set it to nothing and add "
                 "--allow-empty-secret.").arg(shown(name)), WrongUsage};
}

/// `where` is a whole noun: "The environment variable S".
std::optional<Refused> refusalOf(const std::string& secret, const QString& where, bool emptyAllowed)
{
    if (secret.empty() && !emptyAllowed)
        return Refused{text("%1 is empty, as a secret that a CI service does not have is. If the empty secret is meant, add "
                            "--allow-empty-secret: anybody can sign with it.").arg(where), WrongUsage};
    if (hasByteOrderMark(secret))
        return Refused{text("%1 begins with a byte order mark, which would be part of the secret: no signature would fit. Save it as "
                            "UTF-8 without one.").arg(where), Unreadable};
    return {};
}

} // namespace

Refused noSuchSecretFile(const char* option)
{
    return {text("--%1 takes the name of a file, and there is no file of the name given. It is not repeated here, as it may be the "
                 "secret itself: save that in a file, and give the file's name.").arg(QLatin1StringView(option)), Unreadable};
}

Read<std::vector<std::string>> readSecrets(const Arguments& arguments)
{
    std::vector<std::string> secrets;
    const bool emptyAllowed = arguments.has("allow-empty-secret");
    if (emptyAllowed && !arguments.has("secret-env") && !arguments.has("secret-file"))
        return Refused{text("--allow-empty-secret is for the secret of --secret-env or --secret-file: give one of them."), WrongUsage};
    if (const auto name = arguments.value("secret-env")) {
        const char* value = std::getenv(name->c_str());
        if (!value)
            return unsetVariable(*name);
        secrets.emplace_back(value);
        if (auto refused = refusalOf(secrets.back(), text("The environment variable %1 (--secret-env)").arg(shown(*name)), emptyAllowed))
            return *refused;
    }
    if (const auto path = arguments.value("secret-file")) {
        QFile file(QString::fromStdString(*path));
        if (!file.exists())
            return noSuchSecretFile("secret-file");
        if (!file.open(QIODevice::ReadOnly))
            return Refused{words::errorSentence({ErrorCode::Unreadable, *path}), Unreadable};
        std::string secret = file.read(longestSecret + 1).toStdString();
        if (file.error() != QFileDevice::NoError)
            return Refused{words::errorSentence({ErrorCode::Unreadable, *path}), Unreadable};
        if (static_cast<qint64>(secret.size()) > longestSecret)
            return Refused{words::errorSentence({ErrorCode::TooLarge, *path}), Unreadable};
        removeLineBreak(secret);
        if (auto refused = refusalOf(secret, text("The file %1 (--secret-file)").arg(shown(*path)), emptyAllowed))
            return *refused;
        secrets.push_back(std::move(secret));
    }
    return secrets;
}

} // namespace hookloupe::cli
