// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/verdict_line.h"

#include "detail/step_bar.h"
#include "style/icons.h"
#include "style/mark_icon.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/icon_label.h"
#include "widgets/plain_text_label.h"
#include "words/verdict_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace hookloupe::ui {

namespace {

constexpr int iconSide = 18;

/// The page about what the line says first: what cannot be read, the answer, or the signature.
HelpTopic topicOf(const CaptureSummary& capture)
{
    if (capture.kind == CaptureKind::Malformed)
        return HelpTopic::FirstCapture;
    return words::failedByAnswer(capture) ? HelpTopic::Speckle : HelpTopic::Signatures;
}

} // namespace

VerdictLine::VerdictLine(QWidget* parent)
    : QWidget(parent), m_icon(new IconLabel(iconSide, this)), m_mark(new QLabel(this)), m_sentence(new PlainTextLabel(this)),
      m_steps(new StepBar(this)), m_help(new QToolButton(this))
{
    setObjectName(QStringLiteral("verdictLine"));
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_mark);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_steps);
    row->addWidget(m_help);
    m_mark->setTextFormat(Qt::PlainText);
    QFont bold = m_mark->font();
    bold.setBold(true);
    m_mark->setFont(bold);
    m_sentence->setAccessibleName(tr("Verdict"));
    // Room for two lines: what is below does not jump from capture to capture.
    m_sentence->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing());
    m_help->setObjectName(QStringLiteral("verdictHelp"));
    m_help->setIcon(icon(Glyph::Help));
    m_help->setAutoRaise(true);
    m_help->setFocusPolicy(Qt::StrongFocus);
    connect(m_help, &QToolButton::clicked, this, [this] { Q_EMIT helpRequested(m_topic); });
    connect(m_steps, &StepBar::chosen, this, &VerdictLine::stepChosen);
    setContext(nullptr);
}

const std::vector<NextStep>& VerdictLine::steps() const
{
    return m_steps->steps();
}

void VerdictLine::setContext(const ContextPtr& context)
{
    m_context = context;
    m_icon->setVisible(context != nullptr);
    m_mark->setVisible(context != nullptr);
    if (!context) {
        m_sentence->setText(tr("No capture is selected."));
        m_steps->setSteps({});
        explain(HelpTopic::Tabs, tr("What the details show"));
        Q_EMIT stepsChanged();
        return;
    }
    const CaptureSummary& summary = context->capture().summary;
    explain(topicOf(summary), tr("What this verdict means"));
    if (summary.kind == CaptureKind::Malformed || !context->scheme()) {
        judge(context, summary.signature, Explained::Later);
        return;
    }
    // What it said when it came, until it is judged anew: a large body takes a moment.
    const auto judgeNow = [this, wanted = std::weak_ptr(context)](const std::shared_ptr<const verify::Check>& check) {
        const ContextPtr still = wanted.lock();
        if (still && still == m_context)
            judge(still, check->result, Explained::Now);
    };
    judge(context, summary.signature, Explained::Later);
    context->check().whenReady(this, judgeNow);
}

void VerdictLine::judge(const ContextPtr& context, const SignatureResult& now, Explained explained)
{
    const CaptureSummary& summary = context->capture().summary;
    const Mark mark = words::markNow(summary, now);
    m_icon->setIcon(markIcon(mark));
    const QString word = words::markExplained(summary, now);
    m_mark->setText(word.isEmpty() ? markWord(mark) : word);
    m_sentence->setText(words::verdictText(summary, now));
    offer(*context, now, nullptr);
    if (explained == Explained::Later || summary.kind == CaptureKind::Malformed || !wantsExplanation(now.verdict))
        return;
    context->explanation().whenReady(
        this, [this, now, wanted = std::weak_ptr(context)](const std::shared_ptr<const Explanation>& explanation) {
            const ContextPtr still = wanted.lock();
            if (!still || still != m_context)
                return;
            m_sentence->setText(words::verdictText(still->capture().summary, now, explanation->cause()));
            offer(*still, now, explanation.get());
        });
}

void VerdictLine::offer(const DetailContext& context, const SignatureResult& now, const Explanation* explanation)
{
    m_steps->setSteps(nextSteps({.capture = context.capture().summary,
                                 .now = now,
                                 .endpoint = context.endpoint(),
                                 .endpointCanChange = context.endpointCanChange(),
                                 .hasSecrets = context.hasSecrets(),
                                 .cause = answers::causeOf(context.capture()),
                                 .explanation = explanation}));
    Q_EMIT stepsChanged();
}

void VerdictLine::explain(HelpTopic topic, const QString& question)
{
    m_topic = topic;
    m_help->setAccessibleName(question);
    m_help->setToolTip(plainToolTip(question));
}

void VerdictLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_steps->setRoom(width() / 2);
}

} // namespace hookloupe::ui
