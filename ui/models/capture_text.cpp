// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/capture_text.h"

#include "speckle/event.h"
#include "style/short_words.h"
#include "words/event_words.h"
#include "words/record_words.h"
#include "words/refusal_words.h"
#include "words/signature_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

struct CaptureText {
    Q_DECLARE_TR_FUNCTIONS(CaptureText)
};

QString eventText(const CaptureSummary& capture)
{
    if (capture.kind == CaptureKind::Malformed)
        return CaptureText::tr("refused");
    return shownText(speckle::uiName(capture.event.wireName), 80);
}

QString projectText(const EventFacts& event)
{
    const QString project = shownText(event.projectName.empty() ? event.streamId : event.projectName, 80);
    const QString actor = shownText(event.userName.empty() ? event.userId : event.userName, 80);
    if (project.isEmpty() || actor.isEmpty())
        return project + actor;
    return CaptureText::tr("%1 · %2", "project and actor").arg(project, actor);
}

QString summaryText(const CaptureSummary& capture)
{
    if (capture.kind == CaptureKind::Malformed)
        return words::refusalSentence(capture.refusal);
    const QString sentence = words::summarySentence(capture.event);
    return sentence.isEmpty() ? shownText(capture.target) : sentence;
}

QString signatureText(const SignatureResult& signature)
{
    const QString label = words::verdictLabel(signature.verdict);
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

QString eventHint(const CaptureSummary& capture)
{
    if (capture.event.wireName.empty())
        return CaptureText::tr("No event was recognised in the body.");
    QStringList lines{CaptureText::tr("On the wire: %1").arg(shownText(capture.event.wireName))};
    lines << words::eventRemark(capture.event);
    lines.removeAll(QString());
    return lines.join(u'\n');
}

} // namespace

QString columnTitle(CaptureColumn column)
{
    switch (column) {
    case CaptureColumn::Mark:
        return {};
    case CaptureColumn::Time:
        return CaptureText::tr("Time");
    case CaptureColumn::Method:
        return CaptureText::tr("Method");
    case CaptureColumn::Endpoint:
        return CaptureText::tr("Endpoint");
    case CaptureColumn::Event:
        return CaptureText::tr("Event");
    case CaptureColumn::Project:
        return CaptureText::tr("Project · actor");
    case CaptureColumn::Summary:
        return CaptureText::tr("Summary");
    case CaptureColumn::Signature:
        return CaptureText::tr("Signature");
    case CaptureColumn::Answer:
        return CaptureText::tr("Answer");
    case CaptureColumn::Record:
        return CaptureText::tr("Speckle records");
    case CaptureColumn::Size:
        return CaptureText::tr("Size");
    case CaptureColumn::Peer:
        return CaptureText::tr("Peer");
    }
    return {};
}

QString cellText(const CaptureSummary& capture, CaptureColumn column, const QString& endpoint, UtcTime now)
{
    switch (column) {
    case CaptureColumn::Mark:
        return {};
    case CaptureColumn::Time:
        return timeWords(capture.arrivedAt, now);
    case CaptureColumn::Method:
        return shownText(capture.method, 40);
    case CaptureColumn::Endpoint:
        return endpoint;
    case CaptureColumn::Event:
        return eventText(capture);
    case CaptureColumn::Project:
        return projectText(capture.event);
    case CaptureColumn::Summary:
        return summaryText(capture);
    case CaptureColumn::Signature:
        return signatureText(capture.signature);
    case CaptureColumn::Answer:
        return answerText(capture);
    case CaptureColumn::Record:
        return words::recordLabel(capture.record);
    case CaptureColumn::Size:
        return sizeWords(capture.contentBytes);
    case CaptureColumn::Peer:
        return shownText(capture.peer, 80);
    }
    return {};
}

QString cellHint(const CaptureSummary& capture, CaptureColumn column, const QString& endpoint)
{
    switch (column) {
    case CaptureColumn::Mark:
        return words::markSentence(capture);
    case CaptureColumn::Time:
        return momentWords(capture.arrivedAt);
    case CaptureColumn::Method:
    case CaptureColumn::Endpoint:
        return CaptureText::tr("%1 %2\nTaken by: %3", "method, target, endpoint")
            .arg(shownText(capture.method, 40), shownText(capture.target), endpoint);
    case CaptureColumn::Event:
        return eventHint(capture);
    case CaptureColumn::Project:
        return projectText(capture.event);
    case CaptureColumn::Summary:
        return summaryText(capture);
    case CaptureColumn::Signature:
        return words::verdictSentence(capture.signature);
    case CaptureColumn::Answer:
        return answerHint(capture);
    case CaptureColumn::Record:
        return words::recordSentence(capture.record);
    case CaptureColumn::Size:
        return sizeHint(capture);
    case CaptureColumn::Peer:
        return peerHint(capture);
    }
    return {};
}

QString rowSentence(const CaptureSummary& capture, const QString& endpoint, UtcTime now)
{
    const QString method = capture.method.empty() ? CaptureText::tr("Request") : shownText(capture.method, 40);
    return CaptureText::tr("%1 to %2 at %3, %4: %5 Signature: %6. Answer: %7. Speckle: %8.", "a row of the table, read aloud")
        .arg(method, endpoint, timeWords(capture.arrivedAt, now), markWord(markOf(capture)), summaryText(capture),
             signatureText(capture.signature), answerText(capture), words::recordLabel(capture.record));
}

QString rowLine(const CaptureSummary& capture, const QString& endpoint)
{
    QStringList cells{markWord(markOf(capture)), momentWords(capture.arrivedAt)};
    for (int column = 2; column < captureColumnCount; ++column) {
        const auto which = static_cast<CaptureColumn>(column);
        cells << (which == CaptureColumn::Size ? QString::number(capture.contentBytes)
                                               : cellText(capture, which, endpoint, capture.arrivedAt));
    }
    return cells.join(u'\t');
}

} // namespace hookloupe::ui
