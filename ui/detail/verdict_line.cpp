// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/verdict_line.h"

#include "detail/step_bar.h"
#include "style/mark_icon.h"
#include "style/short_words.h"
#include "widgets/plain_text_label.h"
#include "words/verdict_words.h"

#include <QHBoxLayout>
#include <QLabel>

namespace hookloupe::ui {

namespace {

constexpr QSize iconSize(18, 18);

} // namespace

VerdictLine::VerdictLine(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_mark(new QLabel(this)), m_sentence(new PlainTextLabel(this)),
      m_steps(new StepBar(this))
{
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_mark);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_steps);
    m_mark->setTextFormat(Qt::PlainText);
    QFont bold = m_mark->font();
    bold.setBold(true);
    m_mark->setFont(bold);
    m_sentence->setAccessibleName(tr("Verdict"));
    // Room for two lines: what is below does not jump from capture to capture.
    m_sentence->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing());
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
        Q_EMIT stepsChanged();
        return;
    }
    const CaptureSummary& summary = context->capture().summary;
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
    m_icon->setPixmap(markIcon(mark).pixmap(iconSize, devicePixelRatioF()));
    m_mark->setText(markWord(mark));
    m_sentence->setText(words::verdictText(summary, now));
    offer(*context, now, nullptr);
    if (explained == Explained::Later || summary.kind == CaptureKind::Malformed || !wantsExplanation(now.verdict))
        return;
    context->explanation().whenReady(
        this, [this, now, wanted = std::weak_ptr(context)](const std::shared_ptr<const Explanation>& explanation) {
            const ContextPtr still = wanted.lock();
            if (still && still == m_context)
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
                                 .explanation = explanation}));
    Q_EMIT stepsChanged();
}

void VerdictLine::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_steps->setRoom(width() / 2);
}

} // namespace hookloupe::ui
