// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/answer_tab.h"

#include "detail/step_bar.h"
#include "speckle/sender_rules.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/bytes_pane.h"
#include "words/answer_words.h"
#include "words/record_words.h"
#include "words/refusal_words.h"
#include "words/verdict_words.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr int nameWidth = 110;      ///< px, as in DetailPage
constexpr int stepsRoom = 10'000;   ///< a row of their own

bool changesTheAnswer(StepKind kind)
{
    switch (kind) {
    case StepKind::UseSecret:
    case StepKind::UseScheme:
    case StepKind::AnswerOk:
    case StepKind::EnableEndpoint:
    case StepKind::ReadSecrets:
    case StepKind::OpenEndpoint: return true;
    case StepKind::ShowSigned:
    case StepKind::CopySample: return false;
    }
    return false;
}

/// How a scripted answer went, an event a line: its beginning and its end, if it is long.
QString traceText(std::string_view trace)
{
    constexpr std::size_t first = 16;
    constexpr std::size_t last = 8;
    const auto entries = words::traceEntries(trace);
    QStringList lines;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries.size() > first + last + 1 && i == first) {
            lines << AnswerTab::tr("… %1 more …").arg(entries.size() - first - last);
            i = entries.size() - last;
        }
        lines << (entries[i].time.isEmpty() ? entries[i].sentence : entries[i].time + u"  "_s + entries[i].sentence);
    }
    return lines.join(u'\n');
}

} // namespace

AnswerTab::AnswerTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    auto* facts = new FactGrid(content, nameWidth);
    column->addWidget(facts);
    m_refusal = facts->add(tr("Refused"));
    m_outcome = facts->add(tr("Sent"));
    m_trace = facts->add(tr("What happened"));
    m_status = facts->add(tr("Speckle records"));
    m_info = facts->add(tr("Its list says"));
    m_reason = facts->add(tr("The reason it hides"));
    m_way = facts->add(tr("To make it green"));
    m_steps = new StepBar(facts);
    m_steps->setRoom(stepsRoom);
    facts->addBelow(m_steps);
    connect(m_steps, &StepBar::chosen, this, &AnswerTab::stepChosen);
    m_bytes = new BytesPane(tr("Answer"), content);
    column->addWidget(m_bytes, 1);
    column->addStretch(0);
    setContent(content);
}

QString AnswerTab::title() const
{
    return tr("Answer");
}

QString AnswerTab::emptyText() const
{
    return tr("Select a capture to see the bytes it was answered with and what Speckle records for that answer.");
}

void AnswerTab::fill(const ContextPtr& context)
{
    const Capture& capture = context->capture();
    const CaptureSummary& summary = capture.summary;
    QString refusal = words::refusalSentence(summary.refusal);
    if (summary.refusal != Refusal::None && !capture.note.empty())
        refusal += u' ' + tr("Detail: %1").arg(shown(capture.note));
    m_refusal.show(refusal);
    const bool asScripted = summary.outcome == AnswerOutcome::Sent && !capture.answerTrace.empty(); // perhaps nothing was sent
    QString outcome = asScripted ? tr("The answer took its course.") : words::outcomeSentence(summary.outcome);
    if (asScripted && summary.duration > Micros::zero())
        outcome += u' ' + tr("It ended %1 after the request's first byte.").arg(durationWords(summary.duration));
    else if (summary.duration > Micros::zero())
        outcome += u' ' + tr("From the request's first byte to the answer's last: %1.").arg(durationWords(summary.duration));
    m_outcome.show(outcome);
    m_trace.show(traceText(capture.answerTrace));
    m_status.show(words::recordStatus(summary.record));
    m_info.show(shown(speckle::statusInfo(summary.record.status)));
    m_reason.show(words::recordReasonSentence(summary.record));
    m_bytes->setVisible(!capture.answer.empty());
    m_bytes->setBytes(context->answerBytes());
    advise(*context, summary.signature, nullptr);
    showContent();
    if (summary.kind == CaptureKind::Malformed || !context->scheme())
        return;
    context->check().whenReady(this, [this, wanted = std::weak_ptr(context)](const auto& check) {
        const ContextPtr still = wanted.lock();
        if (!still || !isCurrent(still.get()))
            return;
        const SignatureResult now = check->result;
        advise(*still, now, nullptr);
        if (!wantsExplanation(now.verdict))
            return;
        still->explanation().whenReady(this, [this, now, wanted](const auto& explanation) {
            const ContextPtr later = wanted.lock();
            if (later && isCurrent(later.get()))
                advise(*later, now, explanation.get());
        });
    });
}

void AnswerTab::advise(const DetailContext& context, const SignatureResult& now, const Explanation* explanation)
{
    const CaptureSummary& summary = context.capture().summary;
    m_way.show(words::wayToGreen(summary, now, answers::causeOf(context.capture())));
    auto steps = nextSteps({.capture = summary,
                            .now = now,
                            .endpoint = context.endpoint(),
                            .endpointCanChange = context.endpointCanChange(),
                            .hasSecrets = context.hasSecrets(),
                            .cause = answers::causeOf(context.capture()),
                            .explanation = explanation});
    const bool failed = summary.record.status == SpeckleStatus::Failure;
    const bool byAnswer = words::failedByAnswer(summary); // then no secret makes it green
    std::erase_if(steps, [failed, byAnswer](const NextStep& step) {
        return !failed || (byAnswer ? !step.forAnswer : !changesTheAnswer(step.kind));
    });
    m_steps->setSteps(std::move(steps));
}

void AnswerTab::drop()
{
    m_bytes->setBytes(nullptr);
}

} // namespace hookloupe::ui
