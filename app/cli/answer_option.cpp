// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/answer_option.h"

#include "answers/plan_text.h"
#include "cli/command.h"
#include "words/answer_words.h"
#include "words/error_words.h"

#include <QFile>
#include <QFileInfo>

namespace hookloupe::cli {

std::variant<std::string, AnswerRefused> readAnswerFolder(const Arguments& arguments)
{
    const auto path = arguments.value("answer-folder");
    if (!path)
        return std::string();
    const QFileInfo folder(QString::fromStdString(*path));
    if (!folder.isDir())
        return AnswerRefused{folder.exists() ? text("%1 is not a folder (--answer-folder).").arg(shown(*path))
                                             : words::errorSentence({ErrorCode::NotFound, *path})};
    return folder.absoluteFilePath().toStdString();
}

std::variant<std::string, AnswerRefused> readAnswer(const Arguments& arguments, const std::string& folder)
{
    const auto path = arguments.value("answer");
    if (!path)
        return std::string();
    QFile file(QString::fromStdString(*path));
    if (!file.open(QIODevice::ReadOnly))
        return AnswerRefused{words::errorSentence({file.exists() ? ErrorCode::Unreadable : ErrorCode::NotFound, *path})};
    std::string plan = file.read(qint64(answers::longestText) + 1).toStdString();
    const answers::ParsedPlan parsed = answers::parseAnswerPlan(plan);
    if (parsed.error)
        return AnswerRefused{text("The answer in %1 cannot be used. %2").arg(shown(*path), words::planErrorSentence(*parsed.error))};
    if (const QString trouble = words::fileTroubleIn(parsed.plan, folder); !trouble.isEmpty())
        return AnswerRefused{text("The answer in %1 cannot be used. %2").arg(shown(*path), trouble)};
    return plan;
}

} // namespace hookloupe::cli
