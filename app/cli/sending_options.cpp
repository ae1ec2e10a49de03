// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/sending_options.h"

#include "cli/command.h"
#include "cli/numbers.h"
#include "cli/secret_options.h"
#include "words/error_words.h"

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

Refused wrong(const QString& sentence)
{
    return {sentence, WrongUsage};
}

} // namespace

int refuse(const char* command, const Refused& refused)
{
    if (refused.exitCode == WrongUsage)
        return misuse(command, refused.sentence);
    complain(u"hookloupe-cli: "_s + refused.sentence);
    return refused.exitCode;
}

Read<std::optional<client::WebUrl>> readTo(const Arguments& given)
{
    const auto to = given.value("to");
    if (!to)
        return std::nullopt;
    auto url = client::parseUrl(*to);
    if (!url)
        return wrong(text("--to: %1").arg(words::errorSentence(url.error())));
    url->target.anyCertificate = given.has("any-certificate");
    return std::optional(std::move(*url));
}

Read<std::optional<std::string>> readSecret(const Arguments& given)
{
    if (given.has("secret-env") && given.has("secret-file"))
        return wrong(text("One secret signs a request: give --secret-env or --secret-file, not both."));
    auto secrets = readSecrets(given);
    if (auto* refused = std::get_if<Refused>(&secrets))
        return std::move(*refused);
    auto& all = std::get<std::vector<std::string>>(secrets);
    return all.empty() ? std::nullopt : std::optional(std::move(all.front()));
}

Read<std::optional<double>> readRate(const Arguments& given)
{
    const auto rate = given.value("rate");
    if (!rate)
        return std::nullopt;
    const auto number = perSecond(*rate);
    if (!number)
        return wrong(text("--rate %1 is not a number from 0.001 to 10,000.").arg(shownArgument(*rate)));
    return number;
}

Read<std::optional<int>> readExpected(const Arguments& given)
{
    const auto expected = given.value("expect");
    if (!expected)
        return std::nullopt;
    const auto status = wholeNumber(*expected, 100, 599);
    if (!status)
        return wrong(text("--expect %1 is no status from 100 to 599.").arg(shownArgument(*expected)));
    return std::optional(static_cast<int>(*status));
}

} // namespace hookloupe::cli
