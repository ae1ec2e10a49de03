// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/advice.h"
#include "cli/command.h"
#include "cli/json_line.h"
#include "cli/request_file.h"
#include "cli/scheme_option.h"
#include "cli/secret_options.h"
#include "verify/signing.h"
#include "verify/verify.h"
#include "words/signature_words.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr auto name = "verify";
constexpr qint64 longestFile = 1024LL * 1024 * 1024;

constexpr std::array options{
    Option{"secret-env", "VAR", QT_TRANSLATE_NOOP("Cli", "Environment variable that holds the secret.")},
    Option{"secret-file", "FILE", QT_TRANSLATE_NOOP("Cli", "File that holds the secret; one line break at its end does not "
           "count.")},
    Option{"allow-empty-secret", nullptr, QT_TRANSLATE_NOOP("Cli", "Takes a secret that is empty, with which anybody can sign.")},
    Option{"scheme", "NAME", QT_TRANSLATE_NOOP("Cli", "How it is signed: speckle (default), speckle-object, speckle-string, generic, "
           "github, stripe, slack, shopify, standard-webhooks.")},
    Option{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "One JSON object on standard output.")},
};

Result<std::string> readInput(const std::string& path)
{
    QFile file;
    bool open = false;
    if (path == "-") {
        open = file.open(stdin, QIODevice::ReadOnly);
    } else {
        file.setFileName(QString::fromStdString(path));
        open = file.open(QIODevice::ReadOnly);
    }
    if (!open)
        return Error{file.exists() ? ErrorCode::Unreadable : ErrorCode::NotFound, path};
    const QByteArray bytes = path == "-" ? file.readAll() : file.read(longestFile + 1);
    if (bytes.size() > longestFile)
        return Error{ErrorCode::TooLarge, path};
    if (file.error() != QFileDevice::NoError)
        return Error{ErrorCode::Unreadable, path};
    return bytes.toStdString();
}

bool isGood(SignatureVerdict verdict, const std::vector<std::string>& secrets)
{
    const bool emptyMeant = std::find(secrets.begin(), secrets.end(), std::string()) != secrets.end();
    return verdict == SignatureVerdict::Valid || (verdict == SignatureVerdict::ValidEmptySecret && emptyMeant);
}

/// What to say of a verdict here, where there is no endpoint but a secret given.
QString sentenceFor(const verify::Scheme& scheme, const SignatureResult& result)
{
    if (result.verdict == SignatureVerdict::NoSecret)
        return text("No secret was given, so the signature can't be judged: use --secret-env VAR or --secret-file FILE.");
    if (result.verdict == SignatureVerdict::Mismatch)
        return text("The signature in the %1 header does not fit the secret that was given.").arg(shown(scheme.header));
    return words::verdictSentence(result);
}

/// A recording is old as a rule: how far apart the clocks were is what tells it from a wrong clock.
QString ageRemark(const verify::Scheme& scheme, const verify::Evidence& evidence)
{
    const auto seconds = verify::readSignature(scheme, evidence.headers).seconds;
    if (!seconds)
        return {};
    const UtcTime signedAt{std::chrono::seconds(*seconds)};
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(evidence.now - signedAt).count();
    const QString when = shown(toIso8601(signedAt));
    const QString sentence = age >= 0 ? text("Signed at %1, which is %2 s before this check. For a recording that is no fault.")
                                      : text("Signed at %1, which is %2 s after this check: one of the clocks is wrong.");
    return sentence.arg(when).arg(age >= 0 ? age : -age);
}

bool printForPeople(const verify::Scheme& scheme, const verify::Check& check, const std::vector<std::string>& secrets,
                    const QString& advice, const QStringList& remarks)
{
    QStringList lines{
        text("Verdict:   %1").arg(words::verdictLabel(check.result.verdict)),
        u"           "_s + sentenceFor(scheme, check.result),
        text("Scheme:    %1 (%2)").arg(shown(scheme.name), shown(scheme.header)),
    };
    if (check.result.dialect != Dialect::None)
        lines << text("Dialect:   %1").arg(words::dialectName(check.result.dialect));
    if (!check.received.empty())
        lines << text("Received:  %1").arg(shown(check.received));
    if (!check.expected.empty())
        lines << text("Expected:  %1").arg(shown(check.expected));
    if (check.secret && secrets.size() > 1)
        lines << text("Secret:    %1 of %2 fits").arg(*check.secret + 1).arg(secrets.size());
    if (!advice.isEmpty() && advice != words::verdictSentence(check.result))
        lines << text("Advice:    %1").arg(advice);
    for (const auto& remark : remarks)
        lines << text("Note:      %1").arg(remark);
    return say(lines.join(u'\n'));
}

std::string listJson(const std::vector<std::string>& names)
{
    std::string list;
    for (const auto& one : names)
        list += (list.empty() ? "" : ",") + jsonString(one);
    return '[' + list + ']';
}

bool printJson(const std::string& path, const verify::Check& check, const QString& advice, const QStringList& remarks)
{
    JsonLine line;
    std::vector<std::string> notes;
    for (const auto& remark : remarks)
        notes.push_back(remark.toStdString());
    line.add("file", path)
        .add("verdict", words::verdictName(check.result.verdict))
        .addOrNull("scheme", check.result.scheme)
        .addOrNull("dialect", words::dialectName(check.result.dialect))
        .addOrNull("received", check.received)
        .addOrNull("expected", check.expected)
        .addJson("unsigned", listJson(check.coverage.unsignedNames))
        .addOrNull("advice", advice)
        .addJson("notes", listJson(notes));
    return say(line.line());
}

int run(const Arguments& arguments)
{
    if (arguments.positionals().empty())
        return misuse(name, text("Name the file of a recorded request, or - for standard input."));
    const std::string path = arguments.positionals().front();
    const auto* scheme = verify::findScheme(arguments.value("scheme").value_or("speckle"));
    if (!scheme)
        return misuse(name, unknownScheme(*arguments.value("scheme")));
    auto read = readSecrets(arguments);
    if (const auto* refused = std::get_if<Refused>(&read))
        return refuse(name, *refused);
    const auto secrets = std::get<std::vector<std::string>>(std::move(read));
    auto bytes = readInput(path);
    if (!bytes)
        return fail(bytes.error());
    auto request = readRequest(std::move(*bytes));
    if (!request) {
        complain(u"hookloupe-cli: "_s + text("%1 holds no HTTP request: a request line and header lines are needed.")
                                            .arg(path == "-" ? text("Standard input") : shown(path)));
        return Unreadable;
    }
    const verify::Evidence evidence{request->headers, request->content, utcNow()};
    const verify::Check check = verify::check(*scheme, evidence, secrets);
    const QString withLeftOut = isGood(check.result.verdict, secrets) ? QString()
                                                                      : leftOutAdvice(*scheme, evidence, request->leftOut, secrets);
    const QString advice = withLeftOut.isEmpty() ? adviceFor(*scheme, check.result, evidence, secrets) : withLeftOut;
    if (check.result.verdict == SignatureVerdict::Stale)
        request->remarks << ageRemark(*scheme, evidence);
    const bool written = arguments.has("json") ? printJson(path, check, advice, request->remarks)
                                               : printForPeople(*scheme, check, secrets, advice, request->remarks);
    if (!written)
        return Unreadable;
    return isGood(check.result.verdict, secrets) ? Good : CheckFailed;
}

} // namespace

Command verifyCommand()
{
    return {
        .name = name,
        .synopsis = "[--secret-env VAR] [--secret-file FILE] [--scheme NAME] [--json] FILE.http|-",
        .summary = QT_TRANSLATE_NOOP("Cli", "Checks the signature of a recorded raw request, and says why it is wrong."),
        .notes = QT_TRANSLATE_NOOP("Cli",
            "FILE.http holds the bytes of the request, head and body; - reads them from standard input.\n"
            "Exit code 0: the signature is valid for the secret given (the empty one counts if it was given). 1: it is not, or "
            "no secret was given, or the body holds what it does not cover. Schemes with a signed time compare it with the time now."),
        .options = options,
        .positionals = 1,
        .run = run,
    };
}

} // namespace hookloupe::cli
