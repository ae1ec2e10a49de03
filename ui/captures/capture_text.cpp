// SPDX-License-Identifier: GPL-3.0-or-later
#include "captures/capture_text.h"

#include "captures/annotation_text.h"
#include "speckle/event.h"
#include "style/short_words.h"
#include "words/event_words.h"
#include "words/isolated.h"
#include "words/record_words.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"
#include "words/verdict_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct CaptureText {
    Q_DECLARE_TR_FUNCTIONS(CaptureText)
};

QString eventText(const CaptureSummary& capture, const CellStyle& style)
{
    if (capture.kind == CaptureKind::Malformed)
        return CaptureText::tr("refused");
    const std::string_view usual = speckle::uiName(capture.event.wireName);
    const QString name = shownText(usual, 80);
    if (!style.wireNames || usual == capture.event.wireName)
        return name;
    return CaptureText::tr("%1 (%2)", "event, its name on the wire").arg(name, shownText(capture.event.wireName, 80));
}

QString projectText(const EventFacts& event)
{
    return shownText(event.projectName.empty() ? event.streamId : event.projectName, 80);
}

QString actorText(const EventFacts& event)
{
    return shownText(event.userName.empty() ? event.userId : event.userName, 80);
}

/// "Renamed\nProject 77f2c3", or the one that is there.
QString namedHint(const std::string& name, const QString& idLine, const std::string& id)
{
    QStringList lines{shownText(name)};
    if (!id.empty())
        lines << idLine.arg(shownText(id));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString sincePreviousText(const CaptureSummary& capture, const CellContext& context)
{
    if (context.first)
        return CaptureText::tr("first", "of the list");
    if (!context.before)
        return u"…"_s;
    // In an order other than that of arrival the one before may have come later.
    const Micros since = std::chrono::duration_cast<Micros>(capture.arrivedAt - *context.before);
    return (since < Micros(0) ? u"−"_s : u"+"_s) + spanWords(std::chrono::abs(since));
}

QString timeText(const CaptureSummary& capture, const CellContext& context)
{
    switch (context.style.times) {
    case TimeMode::Absolute:
        return timeWords(capture.arrivedAt, context.now);
    case TimeMode::Relative:
        return agoWords(std::chrono::duration_cast<Micros>(context.now - capture.arrivedAt));
    case TimeMode::SincePrevious:
        return sincePreviousText(capture, context);
    }
    return {};
}

QString timeHint(const CaptureSummary& capture, const CellContext& context)
{
    QStringList lines{momentWords(capture.arrivedAt),
                      CaptureText::tr("Arrived %1.", "how long ago")
                          .arg(agoWords(std::chrono::duration_cast<Micros>(context.now - capture.arrivedAt)))};
    if (context.before)
        lines << CaptureText::tr("%1 after the one before it in the list.").arg(sincePreviousText(capture, context));
    return lines.join(u'\n');
}

QString summaryText(const CaptureSummary& capture)
{
    if (capture.kind == CaptureKind::Malformed)
        return words::refusalSentence(capture.refusal);
    const QString sentence = words::summarySentence(capture.event);
    const QString text = sentence.isEmpty() ? shownText(capture.target) : sentence;
    return capture.event.repeatedName ? u"⚠ "_s + text : text;
}

QString signatureText(const CaptureSummary& capture)
{
    const SignatureResult& signature = signatureNow(capture);
    QString label = words::verdictLabel(signature.verdict);
    if (capture.now && capture.now->verdict != capture.signature.verdict)
        label = CaptureText::tr("%1 now", "a verdict that was another one on arrival").arg(label);
    const QString dialect = words::dialectName(signature.dialect);
    return dialect.isEmpty() ? label : CaptureText::tr("%1 · %2", "verdict and dialect").arg(label, dialect);
}

QString outcomeText(AnswerOutcome outcome)
{
    switch (outcome) {
    case AnswerOutcome::Open:
        return CaptureText::tr("open", "an answer not sent yet");
    case AnswerOutcome::Sent:
    case AnswerOutcome::None:
        return {};
    case AnswerOutcome::ClientLeft:
        return CaptureText::tr("client left");
    case AnswerOutcome::TimedOut:
        return CaptureText::tr("timed out");
    }
    return {};
}

QString answerText(const CaptureSummary& capture)
{
    const QString status = capture.answerStatus == 0 ? CaptureText::tr("none", "no answer")
                                                     : QString::number(capture.answerStatus);
    const QString outcome = outcomeText(capture.outcome);
    return outcome.isEmpty() ? status : CaptureText::tr("%1, %2", "status and outcome").arg(status, outcome);
}

QString sizeHint(const CaptureSummary& capture)
{
    return CaptureText::tr("Body: %1 bytes. Head: %2 bytes.")
        .arg(QLocale().toString(static_cast<qlonglong>(capture.contentBytes)),
             QLocale().toString(static_cast<qlonglong>(capture.headBytes)));
}

QString peerHint(const CaptureSummary& capture)
{
    const QString way = capture.tls ? CaptureText::tr("HTTPS") : CaptureText::tr("HTTP");
    return CaptureText::tr("From %1 over %2, request %3 on connection %4.")
        .arg(shownText(capture.peer), way)
        .arg(capture.requestOnConnection)
        .arg(capture.connection);
}

QString answerHint(const CaptureSummary& capture)
{
    QStringList lines{words::outcomeSentence(capture.outcome)};
    if (capture.duration > Micros(0))
        lines << CaptureText::tr("Took %1 from the request's first byte.").arg(durationWords(capture.duration));
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString durationText(const CaptureSummary& capture)
{
    if (capture.outcome == AnswerOutcome::Open)
        return CaptureText::tr("open", "an answer not sent yet");
    return capture.duration > Micros(0) ? spanWords(capture.duration) : QString();
}

QString durationHint(const CaptureSummary& capture)
{
    if (capture.duration > Micros(0))
        return CaptureText::tr("From the request's first byte to the answer's last: %1 ms.")
            .arg(QLocale().toString(static_cast<double>(capture.duration.count()) / 1000, 'f', 3));
    return words::outcomeSentence(capture.outcome);
}

/// What makes a row look different from the others, in words; empty for the usual.
QString lookHint(const CaptureSummary& capture, const CellContext& context)
{
    if (capture.kind == CaptureKind::Malformed)
        return CaptureText::tr("Malformed: it was refused, and is no request that could be judged.");
    QStringList lines;
    if (capture.kind == CaptureKind::Replay)
        lines << CaptureText::tr("Replayed: sent from here, not by the webhook's sender.");
    if (context.unexpected)
        lines << CaptureText::tr("Unexpected: this event is not among the triggers of the endpoint “%1”.")
                     .arg(context.endpoint);
    return lines.join(u'\n');
}

QString annotationHint(const Annotation& annotation)
{
    QStringList lines;
    if (annotation.colour != ColourMark::None)
        lines << CaptureText::tr("Colour: %1").arg(colourWord(annotation.colour));
    if (!annotation.tags.empty())
        lines << CaptureText::tr("Tags: %1").arg(tagTexts(annotation).join(u", "_s));
    if (!annotation.note.empty())
        lines << CaptureText::tr("Note: %1").arg(words::isolated(shownText(annotation.note)));
    return lines.join(u'\n');
}

QString signatureHint(const CaptureSummary& capture)
{
    QStringList lines{words::verdictSentence(signatureNow(capture)), words::arrivalSentence(capture)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString markHint(const CaptureSummary& capture)
{
    QStringList lines{words::markSentence(capture), words::arrivalSentence(capture), annotationHint(capture.annotation)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString summaryHint(const CaptureSummary& capture)
{
    QStringList lines{summaryText(capture), capture.event.repeatedName ? words::repeatedNameRemark() : QString(),
                      annotationHint(capture.annotation)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString eventHint(const CaptureSummary& capture, const CellContext& context)
{
    QStringList lines{lookHint(capture, context)};
    if (capture.kind == CaptureKind::Malformed)
        lines << words::refusalSentence(capture.refusal);
    else if (capture.event.wireName.empty())
        lines << CaptureText::tr("No event was recognised in the body.");
    else
        lines << CaptureText::tr("On the wire: %1").arg(shownText(capture.event.wireName));
    lines << words::eventRemark(capture.event);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace

QString spanWords(Micros span)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(span).count();
    if (seconds < 60)
        return durationWords(span);
    if (seconds < 3600)
        return CaptureText::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    if (seconds < 48 * 3600)
        return CaptureText::tr("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
    const auto days = static_cast<int>(seconds / 86'400); // two at least
    return CaptureText::tr("%n days", nullptr, days);
}

QString cellText(const CaptureSummary& capture, CaptureColumn column, const CellContext& context)
{
    switch (column) {
    case CaptureColumn::Mark:
        return {};
    case CaptureColumn::Tags:
        return annotationText(capture.annotation);
    case CaptureColumn::Time:
        return timeText(capture, context);
    case CaptureColumn::Method:
        return shownText(capture.method, 40);
    case CaptureColumn::Endpoint:
        return context.endpoint;
    case CaptureColumn::Event:
        return eventText(capture, context.style);
    case CaptureColumn::Project:
        return projectText(capture.event);
    case CaptureColumn::Actor:
        return actorText(capture.event);
    case CaptureColumn::Summary:
        return summaryText(capture);
    case CaptureColumn::Signature:
        return signatureText(capture);
    case CaptureColumn::Answer:
        return answerText(capture);
    case CaptureColumn::Record:
        return words::recordLabel(capture.record);
    case CaptureColumn::Size:
        return sizeWords(capture.contentBytes);
    case CaptureColumn::Duration:
        return durationText(capture);
    case CaptureColumn::Peer:
        return shownText(capture.peer, 80);
    }
    return {};
}

QString cellHint(const CaptureSummary& capture, CaptureColumn column, const CellContext& context)
{
    switch (column) {
    case CaptureColumn::Mark:
        return markHint(capture);
    case CaptureColumn::Time:
        return timeHint(capture, context);
    case CaptureColumn::Method:
    case CaptureColumn::Endpoint:
        return CaptureText::tr("%1 %2\nTaken by: %3", "method, target, endpoint")
            .arg(shownText(capture.method, 40), words::isolated(shownText(capture.target)), context.endpoint);
    case CaptureColumn::Event:
        return eventHint(capture, context);
    case CaptureColumn::Project:
        return namedHint(capture.event.projectName, CaptureText::tr("Project %1", "id"), capture.event.streamId);
    case CaptureColumn::Actor:
        return namedHint(capture.event.userName, CaptureText::tr("User %1", "id"), capture.event.userId);
    case CaptureColumn::Tags:
        return annotationHint(capture.annotation);
    case CaptureColumn::Summary:
        return summaryHint(capture);
    case CaptureColumn::Signature:
        return signatureHint(capture);
    case CaptureColumn::Answer:
        return answerHint(capture);
    case CaptureColumn::Record:
        return words::recordSentence(capture.record);
    case CaptureColumn::Size:
        return sizeHint(capture);
    case CaptureColumn::Duration:
        return durationHint(capture);
    case CaptureColumn::Peer:
        return peerHint(capture);
    }
    return {};
}

QString rowSentence(const CaptureSummary& capture, const CellContext& context)
{
    const QString method = capture.method.empty() ? CaptureText::tr("Request") : shownText(capture.method, 40);
    QStringList sentences{
        CaptureText::tr("%1 to %2 at %3, %4: %5", "a row of the table, read aloud")
            .arg(method, context.endpoint, timeWords(capture.arrivedAt, context.now), markWord(markOf(capture)),
                 summaryText(capture)),
        lookHint(capture, context), capture.event.repeatedName ? words::repeatedNameRemark() : QString(),
        CaptureText::tr("Signature: %1. Answer: %2. Speckle: %3.", "a row of the table, read aloud")
            .arg(signatureText(capture), answerText(capture), words::recordLabel(capture.record))};
    sentences << words::arrivalSentence(capture);
    if (const QString marked = annotationText(capture.annotation); !marked.isEmpty())
        sentences << CaptureText::tr("Marked %1.", "colour and tags").arg(marked);
    sentences.removeAll(QString());
    return sentences.join(u' ');
}

QString rowLine(const CaptureSummary& capture, const std::vector<CaptureColumn>& columns, const CellContext& context)
{
    QStringList cells;
    for (const CaptureColumn column : columns) {
        if (column == CaptureColumn::Mark)
            cells << markWord(markOf(capture));
        else if (column == CaptureColumn::Time)
            cells << momentWords(capture.arrivedAt);
        else if (column == CaptureColumn::Size)
            cells << QString::number(capture.contentBytes);
        else if (column == CaptureColumn::Duration)
            cells << QString::number(static_cast<double>(capture.duration.count()) / 1000, 'f', 3);
        else
            cells << cellText(capture, column, context);
    }
    return words::withoutIsolates(cells.join(u'\t'));
}

} // namespace hookloupe::ui
