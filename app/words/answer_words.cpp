// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/answer_words.h"

#include "base/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace hookloupe::words {

using namespace Qt::Literals::StringLiterals;
using answers::BodyKind;
using answers::PlanError;
using answers::PlanFault;
using answers::Step;
using answers::StepKind;

namespace {

struct AnswerWords {
    Q_DECLARE_TR_FUNCTIONS(AnswerWords)
};

constexpr std::size_t longestQuote = 60;

QString shown(std::string_view bytes)
{
    const bool cut = bytes.size() > longestQuote;
    std::string text = visibleText(bytes.substr(0, longestQuote));
    if (cut)
        text += "…";
    return QString::fromStdString(text);
}

QString number(std::int64_t value)
{
    return QLocale().toString(qlonglong(value));
}

QString time(std::int64_t millis)
{
    return QString::fromStdString(answers::timeText(answers::Millis(millis)));
}

QString faultSentence(const PlanError& e)
{
    const QString text = shown(e.text);
    switch (e.fault) {
    case PlanFault::TooLong:
        return AnswerWords::tr("An answer's text has at most %1 bytes. Put a large body into a file: file=PATH.").arg(number(e.largest));
    case PlanFault::NoSteps:
        return AnswerWords::tr("There is no step. Write at least one line, such as “answer 200”.");
    case PlanFault::TooManySteps:
        return AnswerWords::tr("There are more than %1 steps. Let a shorter script loop.").arg(number(e.largest));
    case PlanFault::UnknownStep:
        return AnswerWords::tr("“%1” is no step. Begin with one of: answer, trickle, reset, redirect, hang, close, garbage, wait, "
                               "interim, continue.").arg(text);
    case PlanFault::UnknownOption:
        return AnswerWords::tr("“%1” is not understood here. Write options as name=value, and values with spaces in quotes: "
                               "body=\"two words\".").arg(text);
    case PlanFault::OptionNotHere:
        return AnswerWords::tr("This kind of step has no “%1”. Remove it, or take another step.").arg(text);
    case PlanFault::OptionRepeated:
        return AnswerWords::tr("“%1” is there twice. Remove one of them.").arg(text);
    case PlanFault::ValueMissing:
        return AnswerWords::tr("“%1” has no value. Write one behind it.").arg(text);
    case PlanFault::ValueNotWanted:
        return AnswerWords::tr("“%1” takes no value. Remove the = and what is behind it.").arg(text);
    case PlanFault::BadNumber:
        return AnswerWords::tr("“%1” is not a number from %2 to %3, written in digits alone.").arg(text, number(e.smallest), number(e.largest));
    case PlanFault::BadTime:
        return AnswerWords::tr("“%1” is not a time from %2 to %3. Write 250ms or 9.9s.").arg(text, time(e.smallest), time(e.largest));
    case PlanFault::BadStatus:
        return AnswerWords::tr("“%1” is not a status from %2 to %3.").arg(text).arg(e.smallest).arg(e.largest);
    case PlanFault::BadRedirect:
        return AnswerWords::tr("“%1” is no redirect that a sender follows. Use 301, 302, 303, 307 or 308.").arg(text);
    case PlanFault::BadReason:
        return AnswerWords::tr("“%1” cannot be a reason: it is one line of visible characters. Without one, the usual phrase is sent.")
            .arg(text);
    case PlanFault::BadHeader:
        return AnswerWords::tr("“%1” is no header. Write a name of letters, digits and -, a colon, and the value in one line, such as "
                               "header=\"Retry-After: 5\".").arg(text);
    case PlanFault::OwnHeader:
        return AnswerWords::tr("The header %1 is written by Hookloupe itself, so that the answer stays readable. Remove it.").arg(text);
    case PlanFault::TooManyHeaders:
        return AnswerWords::tr("A step has at most %1 headers.").arg(number(e.largest));
    case PlanFault::BadLocation:
        return AnswerWords::tr("“%1” cannot be the target of a redirect. Write a URL without spaces, such as http://localhost:8080/ or "
                               "/hooks/other; leave it out for the request's own path.").arg(text);
    case PlanFault::BadEscape:
        return AnswerWords::tr("“%1” stands for nothing. In quotes, \\n, \\r, \\t, \\\", \\\\ and \\x00 to \\xff have a meaning; write a "
                               "backslash as \\\\.").arg(text);
    case PlanFault::QuoteOpen:
        return AnswerWords::tr("The quote that begins with “%1” is not closed in its line. Write line breaks as \\n.").arg(text);
    case PlanFault::TwoBodies:
        return AnswerWords::tr("“%1” is a second body. Keep one of body, template, file and filler.").arg(text);
    case PlanFault::BadField:
        return AnswerWords::tr("“{{%1}}” is no field of a request. There are method, target, path, body, query.NAME, header.NAME and "
                               "json.PATH, such as {{json.payload.event.event_name}}.").arg(text);
    case PlanFault::FieldOpen:
        return AnswerWords::tr("A {{ is not closed. Write }} behind the field's name.");
    case PlanFault::BadContinue:
        return AnswerWords::tr("“%1” is no way to treat who waits for 100 Continue. Write never, unasked, instead, or a time such as 2s "
                               "for a late one.").arg(text);
    case PlanFault::TwoContinues:
        return AnswerWords::tr("A second “%1” stands in front of the same step. Remove one of them.").arg(text);
    case PlanFault::NothingFollows:
        return AnswerWords::tr("Nothing follows the last “%1”. It stands in front of a step that answers, closes or hangs: add one.")
            .arg(text);
    case PlanFault::ModeNotFirst:
        return AnswerWords::tr("“%1” stands alone, once, and in front of every step.").arg(text);
    }
    return {};
}

QString bodyDetail(const Step& step)
{
    switch (step.bodyKind) {
    case BodyKind::Text:
        return step.body.empty() ? AnswerWords::tr("no body") : u"“%1”"_s.arg(shown(step.body));
    case BodyKind::Template:
        return AnswerWords::tr("template “%1”").arg(shown(step.body));
    case BodyKind::File:
        return AnswerWords::tr("file %1").arg(shown(step.body));
    case BodyKind::Filler:
        return step.bodyBytes == 1 ? AnswerWords::tr("1 byte") : AnswerWords::tr("%1 bytes").arg(number(step.bodyBytes));
    }
    return {};
}

QString statusDetail(const Step& step)
{
    return step.statusFromPath ? AnswerWords::tr("%1, or the path's last segment").arg(step.status) : QString::number(step.status);
}

QString continueDetail(const Step& step)
{
    switch (step.continueWay) {
    case answers::ContinueWay::Never: return AnswerWords::tr("withheld from who waits for it");
    case answers::ContinueWay::Late: return AnswerWords::tr("after %1, to who waits for it").arg(time(step.time.count()));
    case answers::ContinueWay::Unasked: return AnswerWords::tr("before the body, asked for or not");
    case answers::ContinueWay::Instead: return AnswerWords::tr("the answer in its place, to who waits for it");
    }
    return {};
}

struct TraceWord {
    std::string_view word;
    const char* sentence; ///< %1: what stands behind the word, in people's form
    enum { None, Bytes, Micros, Text } rest = None;
};

constexpr std::array traceWords{
    TraceWord{"step", QT_TRANSLATE_NOOP("AnswerWords", "Step %1 of the script."), TraceWord::Text},
    TraceWord{"hop", QT_TRANSLATE_NOOP("AnswerWords", "Redirected here by the script itself, hop %1."), TraceWord::Text},
    TraceWord{"file-missing", QT_TRANSLATE_NOOP("AnswerWords", "The body's file does not exist, so 500 was answered: %1"), TraceWord::Text},
    TraceWord{"file-unreadable", QT_TRANSLATE_NOOP("AnswerWords", "The body's file could not be read, so 500 was answered: %1"), TraceWord::Text},
    TraceWord{"file-without-folder", QT_TRANSLATE_NOOP("AnswerWords", "No folder for files of answers is chosen, so 500 was answered instead of the file: %1"), TraceWord::Text},
    TraceWord{"file-outside-folder", QT_TRANSLATE_NOOP("AnswerWords", "The body's file is not in the folder for files of answers, so 500 was answered: %1"), TraceWord::Text},
    TraceWord{"file-too-large", QT_TRANSLATE_NOOP("AnswerWords", "The body's file is too large, so 500 was answered: %1"), TraceWord::Text},
    TraceWord{"template-too-large", QT_TRANSLATE_NOOP("AnswerWords", "The template came out larger than %1, so 500 was answered."), TraceWord::Bytes},
    TraceWord{"plan-unreadable", QT_TRANSLATE_NOOP("AnswerWords", "The endpoint's answer could not be read, so 500 was answered.")},
    TraceWord{"continue-sent", QT_TRANSLATE_NOOP("AnswerWords", "Sent 100 Continue.")},
    TraceWord{"continue-withheld", QT_TRANSLATE_NOOP("AnswerWords", "The sender waits for 100 Continue, which is withheld.")},
    TraceWord{"continue-not-awaited", QT_TRANSLATE_NOOP("AnswerWords", "The sender did not wait for 100 Continue.")},
    TraceWord{"body-began", QT_TRANSLATE_NOOP("AnswerWords", "The body began to come.")},
    TraceWord{"answered-at-head", QT_TRANSLATE_NOOP("AnswerWords", "Answered instead of 100 Continue: the body was not asked for.")},
    TraceWord{"sent", QT_TRANSLATE_NOOP("AnswerWords", "Sent %1."), TraceWord::Bytes},
    TraceWord{"waited", QT_TRANSLATE_NOOP("AnswerWords", "Waited for %1."), TraceWord::Micros},
    TraceWord{"hung", QT_TRANSLATE_NOOP("AnswerWords", "Hung until the limit.")},
    TraceWord{"closed", QT_TRANSLATE_NOOP("AnswerWords", "Closed the connection on purpose, after %1."), TraceWord::Bytes},
    TraceWord{"reset", QT_TRANSLATE_NOOP("AnswerWords", "Reset the connection on purpose, after %1."), TraceWord::Bytes},
    TraceWord{"client-closed", QT_TRANSLATE_NOOP("AnswerWords", "The sender closed its side.")},
    TraceWord{"client-left", QT_TRANSLATE_NOOP("AnswerWords", "The sender was gone, after %1."), TraceWord::Bytes},
    TraceWord{"write-timeout", QT_TRANSLATE_NOOP("AnswerWords", "The sender did not read on, after %1."), TraceWord::Bytes},
    TraceWord{"hurried", QT_TRANSLATE_NOOP("AnswerWords", "Listening was stopped: the rest went without waiting.")},
    TraceWord{"whole", QT_TRANSLATE_NOOP("AnswerWords", "The answer was whole: %1."), TraceWord::Bytes},
};

QString bytesWords(qlonglong count)
{
    return count == 1 ? AnswerWords::tr("1 byte") : AnswerWords::tr("%1 bytes").arg(number(count));
}

QString seconds(qlonglong micros)
{
    return AnswerWords::tr("%1 s", "seconds").arg(QLocale().toString(double(micros) / 1e6, 'f', 6));
}

QString traceSentence(const QString& word, const QString& rest)
{
    for (const TraceWord& known : traceWords) {
        if (word != QLatin1StringView(known.word.data(), qsizetype(known.word.size())))
            continue;
        const QString sentence = AnswerWords::tr(known.sentence);
        switch (known.rest) {
        case TraceWord::None: return sentence;
        case TraceWord::Bytes: return sentence.arg(bytesWords(rest.toLongLong()));
        case TraceWord::Micros: return sentence.arg(seconds(rest.toLongLong()));
        case TraceWord::Text: return sentence.arg(rest);
        }
    }
    return {};
}

} // namespace

QString planErrorSentence(const PlanError& error)
{
    const QString sentence = faultSentence(error);
    return error.line == 0 ? sentence : AnswerWords::tr("Line %1: %2").arg(error.line).arg(sentence);
}

QString fileTroubleSentence(answers::FileTrouble trouble, const std::string& path)
{
    const QString name = QString::fromStdString(visibleText(path));
    switch (trouble) {
    case answers::FileTrouble::NoFolder:
        return AnswerWords::tr("No folder is chosen whose files may be answers, so 500 is answered instead of %1. Choose one in the "
                               "settings, under General; for hookloupe-cli, give --answer-folder DIR.").arg(name);
    case answers::FileTrouble::Outside:
        return AnswerWords::tr("%1 does not lie in the folder for files of answers, so 500 is answered. Move it there, or choose "
                               "another folder in the settings, under General; for hookloupe-cli, give --answer-folder DIR.").arg(name);
    case answers::FileTrouble::Missing:
        return AnswerWords::tr("The file %1 does not exist. Until it does, 500 is answered.").arg(name);
    case answers::FileTrouble::NotAFile:
        return AnswerWords::tr("%1 is not a file with a content of its own. Choose another; as it is, 500 is answered.").arg(name);
    case answers::FileTrouble::Unreadable:
        return AnswerWords::tr("The file %1 cannot be read. Change its permissions; as it is, 500 is answered.").arg(name);
    case answers::FileTrouble::TooLarge:
        return AnswerWords::tr("The file %1 has more than %2 MiB. Choose a smaller one; as it is, 500 is answered.")
            .arg(name, number(answers::largestBody / (1024 * 1024)));
    }
    return {};
}

QString fileTroubleIn(const answers::AnswerPlan& plan, const std::string& folder)
{
    for (const Step& step : plan.steps) {
        if (step.bodyKind != BodyKind::File)
            continue;
        if (const auto trouble = answers::troubleWith(folder, step.body))
            return fileTroubleSentence(*trouble, step.body);
    }
    return {};
}

QString stepKindLabel(StepKind kind)
{
    switch (kind) {
    case StepKind::Answer: return AnswerWords::tr("Answer");
    case StepKind::Trickle: return AnswerWords::tr("Trickle the body");
    case StepKind::Reset: return AnswerWords::tr("Reset in mid-body");
    case StepKind::Redirect: return AnswerWords::tr("Redirect");
    case StepKind::Hang: return AnswerWords::tr("Hang");
    case StepKind::Close: return AnswerWords::tr("Close without an answer");
    case StepKind::Garbage: return AnswerWords::tr("Garbage bytes");
    case StepKind::Wait: return AnswerWords::tr("Wait, then …");
    case StepKind::Interim: return AnswerWords::tr("1xx answers, then …");
    case StepKind::Continue: return AnswerWords::tr("100 Continue, then …");
    }
    return {};
}

QString stepDetail(const Step& step)
{
    switch (step.kind) {
    case StepKind::Answer: {
        const QString detail = AnswerWords::tr("%1, %2", "status, body").arg(statusDetail(step), bodyDetail(step));
        return step.delay == answers::Millis(0) ? detail
                                                : AnswerWords::tr("%1, after %2", "answer, time").arg(detail, time(step.delay.count()));
    }
    case StepKind::Trickle:
        return AnswerWords::tr("%1, %2, in pieces of %3 every %4", "status, body, bytes, time")
            .arg(statusDetail(step), bodyDetail(step), bytesWords(step.piece), time(step.every.count()));
    case StepKind::Reset:
        return AnswerWords::tr("%1, %2, broken off after %3", "status, body, bytes")
            .arg(statusDetail(step), bodyDetail(step), bytesWords(step.after));
    case StepKind::Redirect:
        if (!step.to.empty())
            return AnswerWords::tr("%1 to %2", "status, URL").arg(QString::number(step.status), shown(step.to));
        return step.hops == 1
            ? AnswerWords::tr("%1 to its own path, then %2", "status, status").arg(step.status).arg(step.thenStatus)
            : AnswerWords::tr("%1, %3 times to its own path, then %2", "status, status, number")
                  .arg(step.status).arg(step.thenStatus).arg(step.hops);
    case StepKind::Hang:
        return step.time == answers::Millis(0) ? AnswerWords::tr("until the sender leaves")
                                               : AnswerWords::tr("for %1").arg(time(step.time.count()));
    case StepKind::Close:
        return {};
    case StepKind::Garbage:
        return bytesWords(step.bytes);
    case StepKind::Wait:
        return time(step.time.count());
    case StepKind::Interim:
        return step.times == 1 ? QString::number(step.status)
                               : AnswerWords::tr("%1, %2 times", "status, number").arg(step.status).arg(step.times);
    case StepKind::Continue:
        return continueDetail(step);
    }
    return {};
}

QString readyMadeTitle(std::string_view name)
{
    if (name == "success-codes")
        return AnswerWords::tr("Success codes: 200, 201, 202, 204, and those that are none");
    if (name == "203")
        return AnswerWords::tr("203: not a success for Speckle");
    if (name == "time-limit")
        return AnswerWords::tr("Time limit: 9.9 s and 10.1 s");
    if (name == "size-limit")
        return AnswerWords::tr("Size limit: 500,000 and 500,001 bytes");
    if (name == "redirect-limit")
        return AnswerWords::tr("Redirect limit: two and three redirects");
    if (name == "post-becomes-get")
        return AnswerWords::tr("302 turns the POST into a GET, 307 does not");
    if (name == "reset")
        return AnswerWords::tr("Reset in mid-body");
    if (name == "no-answer")
        return AnswerWords::tr("No answer: closed, hung, garbage");
    if (name == "100-continue")
        return AnswerWords::tr("100 Continue: withheld, late, an answer instead, unasked");
    if (name == "hiccup")
        return AnswerWords::tr("A hiccup: three bad answers, then 200 for good");
    return shown(name);
}

std::vector<TraceEntry> traceEntries(std::string_view trace)
{
    std::vector<TraceEntry> entries;
    while (!trace.empty()) {
        const auto end = std::min(trace.find('\n'), trace.size());
        const QString line = QString::fromStdString(visibleText(trace.substr(0, end)));
        trace.remove_prefix(std::min(end + 1, trace.size()));
        bool isTime = false;
        const qlonglong micros = line.section(u' ', 0, 0).toLongLong(&isTime);
        const QString sentence = isTime ? traceSentence(line.section(u' ', 1, 1), line.section(u' ', 2)) : QString();
        if (sentence.isEmpty())
            entries.push_back({{}, line});
        else
            entries.push_back({seconds(micros), sentence});
    }
    return entries;
}

} // namespace hookloupe::words
