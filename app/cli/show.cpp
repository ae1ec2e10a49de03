// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"
#include "cli/command.h"
#include "cli/long_text.h"
#include "cli/numbers.h"
#include "cli/stored.h"
#include "http/request.h"
#include "speckle/analysis.h"
#include "store/integrity.h"
#include "words/error_words.h"
#include "words/event_words.h"
#include "words/record_words.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"

#include <array>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr auto name = "show";

constexpr std::array options{
    Option{"store", "FILE", QT_TRANSLATE_NOOP("Cli", "Store file. Default: the one of the window.")},
    Option{"raw", nullptr, QT_TRANSLATE_NOOP("Cli", "Writes the exact bytes as received, head and body.")},
    Option{"body", nullptr, QT_TRANSLATE_NOOP("Cli", "Writes the bytes of the body, chunked coding undone.")},
    Option{"json", nullptr, QT_TRANSLATE_NOOP("Cli", "One JSON object with everything about it.")},
};

std::string headersJson(const http::Headers& headers)
{
    std::string list;
    for (const auto& [field, value] : headers)
        list += (list.empty() ? "[" : ",[") + jsonString(field) + ',' + jsonString(value) + ']';
    return '[' + list + ']';
}

bool printJson(const Capture& capture, const EndpointPaths& paths)
{
    const CaptureSummary& summary = capture.summary;
    const bool readable = isUtf8(capture.content());
    const auto repeated = summary.event.repeatedName ? speckle::repeatedNameIn(capture.content()) : std::nullopt;
    JsonLine line = captureJson(summary, paths, {});
    line.addOrNull("repeated", std::string_view(repeated.value_or(std::string())))
        .addOrNull("last_event", std::string_view(repeated ? speckle::lastFactsOf(capture.content()).wireName : std::string()))
        .addOrNull("refusal", words::refusalName(summary.refusal))
        .addOrNull("note", capture.note)
        .add("peer", summary.peer)
        .addBool("tls", summary.tls)
        .add("connection", static_cast<std::int64_t>(summary.connection))
        .add("request_on_connection", std::int64_t{summary.requestOnConnection})
        .add("outcome", outcomeName(summary.outcome))
        .add("duration_us", std::int64_t{summary.duration.count()})
        .add("sha256", std::string_view(toHex(capture.contentSha256)))
        .addBool("altered", !store::isUnaltered(capture))
        .addJson("headers", headersJson(http::viewHead(capture.head).headers));
    return sayBytes(line.unfinished()) && sayBytes(readable ? ",\"body\":" : ",\"body_base64\":")
        && (readable ? sayJsonString(capture.content()) : sayJsonBase64(capture.content())) && sayBytes(",\"answer_text\":")
        && sayJsonString(capture.answer) && sayBytes("}\n");
}

bool printForPeople(const Capture& capture, const EndpointPaths& paths)
{
    const CaptureSummary& summary = capture.summary;
    QStringList lines{captureLine(summary, paths), {}};
    lines << text("Signature: %1").arg(words::verdictSentence(summary.signature));
    if (const auto twice = summary.event.repeatedName ? speckle::repeatedNameIn(capture.content()) : std::nullopt)
        lines << text("Names:     %1")
                     .arg(words::repeatedNameSentence(*twice, summary.event, speckle::lastFactsOf(capture.content())));
    lines << text("Speckle:   %1").arg(words::recordSentence(summary.record));
    if (summary.outcome != AnswerOutcome::Sent)
        lines << text("Answer:    %1").arg(words::outcomeSentence(summary.outcome));
    if (summary.kind == CaptureKind::Malformed)
        lines << text("Refused:   %1").arg(words::refusalSentence(summary.refusal));
    if (!capture.note.empty())
        lines << text("Detail:    %1").arg(shown(capture.note));
    lines << text("SHA-256:   %1").arg(QString::fromStdString(toHex(capture.contentSha256)));
    lines << QString();
    std::string head = capture.head;
    std::erase(head, '\r'); // line ends: shown as what they are by --raw alone
    while (head.ends_with('\n'))
        head.pop_back();
    if (!say(lines.join(u'\n')) || !sayVisible(head) || !sayBytes("\n"))
        return false;
    return capture.content().empty() || (sayBytes("\n") && sayVisible(capture.content()) && sayBytes("\n"));
}

int run(const Arguments& arguments)
{
    if (arguments.positionals().empty())
        return misuse(name, text("Name the id of a capture, as list shows it."));
    const std::string& word = arguments.positionals().front();
    const auto id = wholeNumber(word, 1, std::numeric_limits<std::int64_t>::max());
    if (!id)
        return misuse(name, text("%1 is not an id: list shows them.").arg(shownArgument(word)));
    if (arguments.has("raw") + arguments.has("body") + arguments.has("json") > 1)
        return misuse(name, text("Choose one of --raw, --body and --json."));
    const auto opened = openStored(arguments);
    if (const auto* refused = std::get_if<Refused>(&opened))
        return refuse(name, *refused);
    const auto& stored = std::get<Stored>(opened);
    const auto capture = stored.reader->capture(CaptureId{*id});
    if (!capture && capture.error().code == ErrorCode::NotFound)
        return refuse(name, noSuchCapture(CaptureId{*id}));
    if (!capture)
        return fail(capture.error());
    bool written = false;
    if (arguments.has("raw"))
        written = sayBytes((*capture)->head) && sayBytes((*capture)->body);
    else if (arguments.has("body"))
        written = sayBytes((*capture)->content());
    else
        written = arguments.has("json") ? printJson(**capture, stored.paths) : printForPeople(**capture, stored.paths);
    if (!written)
        return Unreadable;
    if (store::isUnaltered(**capture))
        return Good;
    complain(u"hookloupe-cli: "_s + words::errorSentence({ErrorCode::Altered, "capture " + word}));
    return CheckFailed;
}

} // namespace

Command showCommand()
{
    return {
        .name = name,
        .synopsis = "--store FILE ID [--raw|--body|--json]",
        .summary = QT_TRANSLATE_NOOP("Cli", "Shows one capture of a store."),
        .notes = QT_TRANSLATE_NOOP("Cli",
            "Reads only: another program may be capturing into the store.\n"
            "Exit code 1: its bytes are not those that arrived, as the SHA-256 that was kept with them says. They are shown all the "
            "same."),
        .options = options,
        .positionals = 1,
        .run = run,
    };
}

} // namespace hookloupe::cli
