// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/answer_tab.h"

#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/bytes_pane.h"
#include "widgets/plain_text_label.h"
#include "words/record_words.h"
#include "words/refusal_words.h"

#include <QVBoxLayout>

namespace hookloupe::ui {

AnswerTab::AnswerTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    m_refusal = new PlainTextLabel(content);
    m_refusal->setAccessibleName(tr("Why the request was refused"));
    m_outcome = new PlainTextLabel(content);
    m_outcome->setAccessibleName(tr("How sending the answer ended"));
    m_record = new PlainTextLabel(content);
    m_record->setAccessibleName(tr("What Speckle records"));
    m_bytes = new BytesPane(tr("Answer"), content);
    column->addWidget(m_refusal);
    column->addWidget(m_outcome);
    column->addWidget(m_record);
    column->addWidget(m_bytes, 1);
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
    const bool refused = summary.refusal != Refusal::None;
    m_refusal->setVisible(refused);
    QString refusal = words::refusalSentence(summary.refusal);
    if (refused && !capture.note.empty())
        refusal += u' ' + tr("Detail: %1").arg(shown(capture.note));
    m_refusal->setText(refusal);
    QString outcome = words::outcomeSentence(summary.outcome);
    if (summary.duration > Micros::zero())
        outcome += u' ' + tr("From the request's first byte to the answer's last: %1.").arg(durationWords(summary.duration));
    m_outcome->setText(outcome);
    m_record->setText(words::recordSentence(summary.record));
    m_bytes->setVisible(!capture.answer.empty());
    m_bytes->setBytes(context->answerBytes());
    showContent();
}

void AnswerTab::drop()
{
    m_bytes->setBytes(nullptr);
}

} // namespace hookloupe::ui
