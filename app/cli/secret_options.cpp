// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/secret_options.h"

#include "cli/command.h"
#include "words/error_words.h"

#include <QFile>

#include <cstdlib>

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

} // namespace

Read<std::vector<std::string>> readSecrets(const Arguments& arguments)
{
    std::vector<std::string> secrets;
    if (const auto name = arguments.value("secret-env")) {
        const char* value = name->empty() ? nullptr : std::getenv(name->c_str());
        if (!value)
            return Refused{text("The environment variable %1 is not set (--secret-env). For the empty secret, set it "
                                      "to nothing.").arg(shown(*name)), WrongUsage};
        secrets.emplace_back(value);
    }
    if (const auto path = arguments.value("secret-file")) {
        QFile file(QString::fromStdString(*path));
        if (!file.open(QIODevice::ReadOnly)) {
            const auto code = file.exists() ? ErrorCode::Unreadable : ErrorCode::NotFound;
            return Refused{words::errorSentence({code, *path}), Unreadable};
        }
        std::string secret = file.read(longestSecret + 1).toStdString();
        if (static_cast<qint64>(secret.size()) > longestSecret)
            return Refused{words::errorSentence({ErrorCode::TooLarge, *path}), Unreadable};
        removeLineBreak(secret);
        secrets.push_back(std::move(secret));
    }
    return secrets;
}

} // namespace hookloupe::cli
