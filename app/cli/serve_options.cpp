// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/scheme_option.h"
#include "cli/serve_options.h"

#include "base/text.h"
#include "cli/answer_option.h"
#include "cli/command.h"
#include "cli/numbers.h"
#include "cli/secret_options.h"
#include "cli/stored.h"
#include "session/certificate_files.h"
#include "session/limits.h"
#include "session/paths.h"
#include "verify/scheme.h"
#include "words/error_words.h"
#include "words/home_words.h"

#include <QFileInfo>

#include <algorithm>
#include <array>

namespace hookloupe::cli {

namespace {

constexpr std::array options{
    Option{"listen", "ADDR:PORT", QT_TRANSLATE_NOOP("Cli", "Address and port, [::1]:4100 for IPv6; port 0 takes a free one. "
           "Default: 127.0.0.1:4100, or the next free port.")},
    Option{"store", "FILE", QT_TRANSLATE_NOOP("Cli", "Store file; created if missing. Default: the one of the window.")},
    Option{"endpoint", "PATH[=NAME]", QT_TRANSLATE_NOOP("Cli", "An endpoint; deeper paths belong to it. May be repeated."),
           true},
    Option{"secret-env", "VAR", QT_TRANSLATE_NOOP("Cli", "Environment variable that holds the secret.")},
    Option{"secret-file", "FILE", QT_TRANSLATE_NOOP("Cli", "File that holds the secret; one line break at its end does not "
           "count.")},
    Option{"allow-empty-secret", nullptr, QT_TRANSLATE_NOOP("Cli", "Takes a secret that is empty, with which anybody can sign.")},
    Option{"ignore-kept-secrets", nullptr, QT_TRANSLATE_NOOP("Cli", "Does not use the secrets that the window keeps for the store's "
           "endpoints: only those given here count.")},
    Option{"scheme", "NAME", QT_TRANSLATE_NOOP("Cli", "How senders sign: speckle, speckle-object, speckle-string, generic, github, "
           "stripe, slack, shopify, standard-webhooks. Default: each endpoint's own.")},
    Option{"accept-unsigned", nullptr, QT_TRANSLATE_NOOP("Cli", "Lets members pass that stand beside a signed payload (Speckle 2.11 "
           "and earlier sign it alone). Default: they are rejected.")},
    Option{"answer", "FILE", QT_TRANSLATE_NOOP("Cli", "Answers as the file says, every endpoint for itself: a fixed answer or a "
           "script of steps, see below. Default: each endpoint's own, which is 200 unless it was changed.")},
    Option{"answer-folder", "DIR", QT_TRANSLATE_NOOP("Cli", "Allows answers that are files of this folder (file=PATH), and of no "
           "other; a relative path begins here. Default: none, and 500 is answered instead of a file.")},
    Option{"trust-store", nullptr, QT_TRANSLATE_NOOP("Cli", "Agrees to all that the store says: where its endpoints pass requests on "
           "to and what they answer. Needed once for a store that this program did not make here, or that something else "
           "changed; see below.")},
    Option{"loop-rate", "N/S|off", QT_TRANSLATE_NOOP("Cli", "Warns of a loop when N events of one kind and project come within S "
           "seconds. Default: 30/60.")},
    Option{"pause-on-loop", nullptr, QT_TRANSLATE_NOOP("Cli", "An endpoint in a loop answers 503, and forwards nothing, until "
           "the program ends.")},
    Option{"count", "N", QT_TRANSLATE_NOOP("Cli", "Ends with exit code 0 when N captures were answered.")},
    Option{"timeout", "S", QT_TRANSLATE_NOOP("Cli", "Ends after S seconds: exit code 1 if fewer than N were answered.")},
    Option{"limit", "NAME=VALUE", QT_TRANSLATE_NOOP("Cli", "A limit, e.g. body=1MiB or head-deadline=5s; see below. May be "
           "repeated."), true},
    Option{"durability", "normal|full", QT_TRANSLATE_NOOP("Cli", "normal survives a killed program, full a power cut too. "
           "Default: normal.")},
    Option{"tls-cert", "FILE", QT_TRANSLATE_NOOP("Cli", "Certificate chain (PEM): listens with HTTPS.")},
    Option{"tls-key", "FILE", QT_TRANSLATE_NOOP("Cli", "Its private key (PEM, without passphrase).")},
    Option{"tls-self-signed", nullptr, QT_TRANSLATE_NOOP("Cli", "HTTPS with a self-signed certificate, made when first "
           "needed.")},
    Option{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "One JSON object a capture on standard output, nothing else.")},
    Option{"quiet", nullptr, QT_TRANSLATE_NOOP("Cli", "Says where it listens and nothing about captures.")},
};

/// Thrown nowhere: collects the first thing that is wrong.
class Problem {
public:
    void usage(const QString& sentence) { note({sentence, WrongUsage}); }
    void input(const Error& error) { note({words::errorSentence(error), Unreadable}); }
    void note(ServeRefused refused)
    {
        if (!m_first)
            m_first = std::move(refused);
    }
    [[nodiscard]] const std::optional<ServeRefused>& first() const { return m_first; }

private:
    std::optional<ServeRefused> m_first;
};

void readListen(const std::string& word, server::ListenSettings& listen, Problem& problem)
{
    const auto colon = word.rfind(':');
    const auto port = colon == word.npos ? std::nullopt : wholeNumber(word.substr(colon + 1), 0, 65'535);
    std::string address = word.substr(0, colon);
    const bool bracketed = address.starts_with('[') && address.ends_with(']');
    if (bracketed)
        address = address.substr(1, address.size() - 2);
    if (!port || address.empty() || (address.find(':') != address.npos) != bracketed) {
        problem.usage(text("--listen %1 is not ADDR:PORT, such as 127.0.0.1:4100 or [::1]:4100.").arg(shownArgument(word)));
        return;
    }
    listen.address = address == "localhost" ? "127.0.0.1" : address;
    listen.port = static_cast<std::uint16_t>(*port);
    listen.nextFreePort = false; // who names a port means that one
}

void readEndpoints(const std::vector<std::string>& words, std::vector<Endpoint>& endpoints, Problem& problem)
{
    for (const auto& word : words) {
        const auto equals = word.find('=');
        Endpoint endpoint;
        const std::string path = word.substr(0, equals);
        endpoint.path = normalisedPath(path);
        endpoint.description = equals == word.npos ? std::string() : word.substr(equals + 1);
        if (path == "/" || path == "*")
            problem.usage(text("--endpoint %1 is the catch-all, which is always there and needs no option.").arg(shownArgument(word)));
        else if (endpoint.path.empty() || !path.starts_with('/'))
            problem.usage(text("--endpoint %1 does not begin with a path as it is written in a URL, such as /hooks/ci or /b%C3%BCro. The catch-all needs no option.")
                              .arg(shownArgument(word)));
        else if (!isUtf8(endpoint.description))
            problem.usage(text("The name in --endpoint %1 is not UTF-8.").arg(shownArgument(word)));
        else if (std::any_of(endpoints.begin(), endpoints.end(), [&](const auto& e) { return e.path == endpoint.path; }))
            problem.usage(text("The path %1 is given to --endpoint twice.").arg(shown(endpoint.path)));
        else
            endpoints.push_back(std::move(endpoint));
    }
}

/// The smallest or the largest value of a limit.
QString limitWords(const std::string& name, bool largest)
{
    const session::LimitInfo& info = *session::findLimit(name);
    server::Limits limits;
    info.set(limits, largest ? info.largest : info.smallest);
    return QString::fromStdString(session::limitText(info, limits));
}

void readLimits(const std::vector<std::string>& words, server::Limits& limits, Problem& problem)
{
    for (const auto& word : words) {
        const auto equals = word.find('=');
        const std::string name = word.substr(0, equals);
        if (equals == word.npos || !session::findLimit(name))
            problem.usage(text("--limit %1 is not NAME=VALUE with a name that hookloupe-cli serve --help lists.")
                              .arg(shownArgument(word)));
        else if (!session::setLimit(limits, name, word.substr(equals + 1)))
            problem.usage(text("--limit %1 has no usable value: sizes as 64MiB, times as 10s, here from %2 to %3.")
                              .arg(shownArgument(word), limitWords(name, false), limitWords(name, true)));
    }
}

void readLoops(const Arguments& arguments, session::LoopSettings& loops, Problem& problem)
{
    using Limits = loop_detector::Limits;
    loops.pause = arguments.has("pause-on-loop");
    const std::string rate = arguments.value("loop-rate").value_or("30/60");
    loops.watch = rate != "off";
    if (!loops.watch) {
        if (loops.pause)
            problem.usage(text("--loop-rate off and --pause-on-loop exclude each other."));
        return;
    }
    const auto slash = rate.find('/');
    const auto events = wholeNumber(rate.substr(0, slash), Limits::fewestEvents, Limits::mostEvents);
    const auto seconds = slash == rate.npos ? std::nullopt
                                            : wholeNumber(rate.substr(slash + 1), Limits::shortestSpan.count(),
                                                          Limits::longestSpan.count());
    if (!events || !seconds)
        return problem.usage(text("--loop-rate %1 is neither off nor EVENTS/SECONDS, such as 30/60; 4 to 1000 events within 1 to "
                                  "3600 seconds.").arg(shown(rate)));
    loops.limits = {static_cast<int>(*events), std::chrono::seconds(*seconds)};
}

void readTls(const Arguments& arguments, ServePlan& plan, Problem& problem)
{
    const auto choice = session::tlsChoice(arguments.value("tls-cert"), arguments.value("tls-key"),
                                           arguments.has("tls-self-signed"));
    if (!choice)
        return problem.usage(text("HTTPS needs --tls-cert together with --tls-key, or --tls-self-signed alone."));
    plan.tls = *choice;
    const auto isMissing = [&](const char* option) {
        const auto path = arguments.value(option);
        return path && !QFileInfo::exists(QString::fromStdString(*path));
    };
    if (isMissing("tls-key") && !isMissing("tls-cert")) {
        const Refused refused = noSuchSecretFile("tls-key");
        return problem.note({refused.sentence, refused.exitCode});
    }
    if (plan.tls.mode == session::TlsMode::SelfSigned && certificateFolder().empty())
        return problem.note({words::homeSentence(session::unusableHome().value_or(std::string())) + QLatin1Char(' ')
                                 + text("The certificate of --tls-self-signed is kept there: set HOME to your folder, or use --tls-cert."),
                             Unreadable});
    const auto pair = session::certificateFor(plan.tls, certificateFolder());
    if (!pair)
        return problem.input(pair.error());
    if (*pair) {
        plan.session.listen.certificatePem = (*pair)->certificatePem;
        plan.session.listen.privateKeyPem = (*pair)->privateKeyPem;
    }
}

void readEnd(const Arguments& arguments, ServePlan& plan, Problem& problem)
{
    if (const auto count = arguments.value("count")) {
        plan.count = wholeNumber(*count, 1, 1'000'000'000);
        if (!plan.count)
            problem.usage(text("--count %1 is not a whole number from 1.").arg(shownArgument(*count)));
    }
    if (const auto timeout = arguments.value("timeout")) {
        plan.timeout = seconds(*timeout);
        if (!plan.timeout)
            problem.usage(text("--timeout %1 is not a number of seconds over 0, such as 30 or 0.5.").arg(shownArgument(*timeout)));
    }
}

} // namespace

std::span<const Option> serveOptions()
{
    return options;
}

std::string certificateFolder()
{
    const std::string settings = session::defaultSettingsPath();
    return settings.empty() ? std::string() : QFileInfo(QString::fromStdString(settings)).absolutePath().toStdString();
}

std::variant<ServePlan, ServeRefused> readServePlan(const Arguments& arguments)
{
    ServePlan plan;
    Problem problem;
    plan.session.keepSecrets = !arguments.has("ignore-kept-secrets");
    plan.session.trustFolder = session::defaultTrustFolder();
    auto storePath = readStorePath(arguments);
    if (const auto* refused = std::get_if<Refused>(&storePath))
        problem.note({refused->sentence, refused->exitCode});
    else
        plan.session.store.path = std::get<std::string>(std::move(storePath));
    if (const auto listen = arguments.value("listen"))
        readListen(*listen, plan.session.listen, problem);
    readEndpoints(arguments.values("endpoint"), plan.endpoints, problem);
    readLimits(arguments.values("limit"), plan.session.listen.limits, problem);
    plan.session.scheme = arguments.value("scheme").value_or(std::string());
    if (arguments.has("scheme") && !verify::findScheme(plan.session.scheme))
        problem.usage(unknownScheme(plan.session.scheme));
    const std::string durability = arguments.value("durability").value_or("normal");
    if (durability != "normal" && durability != "full")
        problem.usage(text("--durability %1 is neither normal nor full.").arg(shownArgument(durability)));
    plan.session.store.durability = durability == "full" ? store::Durability::Full : store::Durability::Normal;
    readLoops(arguments, plan.loops, problem);
    readEnd(arguments, plan, problem);
    plan.session.acceptUnsigned = arguments.has("accept-unsigned");
    plan.json = arguments.has("json");
    plan.trustStore = arguments.has("trust-store");
    plan.quiet = arguments.has("quiet");
    if (plan.json && plan.quiet)
        problem.usage(text("--json and --quiet exclude each other."));
    if (!problem.first()) // files are read only when the words are right
        readTls(arguments, plan, problem);
    auto secrets = readSecrets(arguments);
    if (const auto* refused = std::get_if<Refused>(&secrets))
        problem.note({refused->sentence, refused->exitCode});
    else
        plan.session.secrets = std::get<std::vector<std::string>>(std::move(secrets));
    auto folder = readAnswerFolder(arguments);
    if (const auto* refused = std::get_if<AnswerRefused>(&folder))
        problem.note({refused->sentence, Unreadable});
    else
        plan.session.answerFolder = std::get<std::string>(std::move(folder));
    auto answer = readAnswer(arguments, plan.session.answerFolder);
    if (const auto* refused = std::get_if<AnswerRefused>(&answer))
        problem.note({refused->sentence, Unreadable});
    else
        plan.session.answer = std::get<std::string>(std::move(answer));
    if (problem.first())
        return *problem.first();
    return plan;
}

} // namespace hookloupe::cli
