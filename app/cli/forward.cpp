// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/numbers.h"
#include "cli/own_target_lines.h"
#include "cli/serve_options.h"
#include "cli/serve_run.h"
#include "forward/forwarding.h"
#include "forward/own_address.h"
#include "client/web_url.h"

#include <vector>

namespace hookloupe::cli {

namespace {

constexpr auto name = "forward";

constexpr Option own[]{
    {"to", "URL", QT_TRANSLATE_NOOP("Cli", "A handler: http, https or unix:/run/handler.sock:/path. A path in it stands in for the "
     "request's. May be repeated: each gets every request."), true},
    {"any-certificate", nullptr, QT_TRANSLATE_NOOP("Cli", "Takes any certificate of a handler, such as a self-signed one.")},
    {"answer-from", "endpoint|first-target", QT_TRANSLATE_NOOP("Cli", "What the sender gets: the own answer at once, or that of the "
     "first handler if it comes within 9 s. Default: endpoint.")},
    {"pace", "fastest|original|N/s", QT_TRANSLATE_NOOP("Cli", "When one request follows another: at once, with the distance in which "
     "they came, or N a second. Default: fastest.")},
    {"handler-timeout", "S", QT_TRANSLATE_NOOP("Cli", "Seconds a handler has to answer, 1 to 600. Default: 30.")},
    {"retry-5xx", nullptr, QT_TRANSLATE_NOOP("Cli", "While a handler answers 500 to 599, requests wait and are sent again, in order. "
     "Without it any answer is one.")},
    {"send-credentials", nullptr, QT_TRANSLATE_NOOP("Cli", "Passes Authorization, Cookie and signatures on to handlers that are not on "
     "this machine, too. Without it they are left out there.")},
    {"x-forwarded", nullptr, QT_TRANSLATE_NOOP("Cli", "Adds X-Forwarded-For, -Host and -Proto; what the sender wrote into fields "
     "of that kind is left out.")},
    {"rejected-too", nullptr, QT_TRANSLATE_NOOP("Cli", "Passes on what is rejected for its signature, too.")},
};

std::span<const Option> allOptions()
{
    static const std::vector<Option> all = [] {
        std::vector<Option> options(std::begin(own), std::end(own));
        const auto serves = serveOptions();
        options.insert(options.end(), serves.begin(), serves.end());
        return options;
    }();
    return all;
}

/// The forwarding as its text, or a sentence about what is wrong.
std::variant<forward::Forwarding, QString> readForwarding(const Arguments& arguments)
{
    std::string written;
    for (const std::string& url : arguments.values("to")) {
        if (const auto good = forward::checkTarget(url); !good)
            return text("--to %1 is not a handler's URL: %2").arg(shown(client::shownUrl(url)), shown(good.error().detail));
        const auto parsed = client::parseUrl(url);
        const bool elsewhere = parsed && !parsed->isLoopback();
        written += url + (arguments.has("any-certificate") ? " any-certificate" : "");
        written += arguments.has("retry-5xx") ? " retry-5xx" : "";
        written += elsewhere && !arguments.has("send-credentials") ? " without-credentials\n" : "\n";
    }
    if (written.empty())
        return text("--to is missing: where are requests to be passed on to?");
    for (const auto& [option, key] : {std::pair{"answer-from", "answer"}, {"pace", "pace"}, {"handler-timeout", "timeout"}}) {
        const auto value = arguments.value(option);
        if (!value)
            continue;
        const std::string line = std::string(key) + " = " + *value + (option == std::string_view("handler-timeout") ? " s\n" : "\n");
        if (!forward::parseForwarding(line))
            return text("--%1 %2 is not usable; hookloupe-cli forward --help says what is.")
                .arg(QString::fromUtf8(option), shownArgument(*value));
        written += line;
    }
    if (arguments.has("x-forwarded"))
        written += "x-forwarded = yes\n";
    if (arguments.has("rejected-too"))
        written += "send = all\n";
    auto forwarding = forward::parseForwarding(written);
    if (!forwarding)
        return text("--to cannot be used as given: %1").arg(shown(forwarding.error().detail));
    return std::move(forwarding).value();
}

int run(const Arguments& arguments)
{
    const auto forwarding = readForwarding(arguments);
    if (const auto* refused = std::get_if<QString>(&forwarding))
        return misuse(name, *refused);
    auto read = readServePlan(arguments);
    if (auto* plan = std::get_if<ServePlan>(&read)) {
        const auto& wanted = std::get<forward::Forwarding>(forwarding);
        plan->session.forward = forward::printForwarding(wanted);
        plan->forwards = true;
        const auto& listen = plan->session.listen;
        for (const forward::ForwardTarget& target : wanted.targets) {
            // Else it is known when it listens: see OwnTargetLines.
            if (!listen.nextFreePort && forward::isOwnAddress(target.url, {listen.address, listen.port}))
                return misuse(name, ownTargetSentence(target.url));
            if (const auto url = client::parseUrl(target.url); url && !url->isLoopback())
                complain((target.withoutCredentials
                              ? text("%1 is not on this machine: Authorization, Cookie and signatures are left out of what is passed "
                                     "on there. --send-credentials sends them.")
                              : text("%1 is not on this machine: what is passed on goes there whole, with Authorization, Cookie and "
                                     "signature.")).arg(shown(target.url)));
        }
    }
    return serve(name, arguments, read);
}

} // namespace

Command forwardCommand()
{
    return {
        .name = name,
        .synopsis = "--to URL… [--answer-from endpoint|first-target] [--pace fastest|original|N/s] [options of serve]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Captures webhooks as serve does, and passes each one on to handlers, bytes unchanged."),
        .notes = QT_TRANSLATE_NOOP("Cli",
            "Body and headers go on byte for byte, but for Host and the headers of one connection (Connection and what it names, "
            "Keep-Alive, Proxy-Connection, Proxy-Authorization, TE, Upgrade, Expect), and Hookloupe-Hops is added: a request that comes back "
            "with it is captured and not passed on again. Where this program itself listens is no handler, whatever the path. Each handler gets the requests one after "
            "the other, in order.\n"
            "A handler that does not answer does not hold up capturing: what is for it waits in the store, also over a restart, "
            "and is passed on in order when it is back. Any answer counts as one, whatever its status, unless --retry-5xx is given. A request that a handler "
            "may have had before is marked: the line says may_repeat.\n"
            "With --json there are two kinds of objects: captures as of serve, and deliveries "
            "{\"forwarded\":ID,\"attempt\":N,\"may_repeat\":…,\"delivery\":{…}} with the keys of send --json."),
        .options = allOptions(),
        .positionals = 0,
        .run = run,
    };
}

} // namespace hookloupe::cli
