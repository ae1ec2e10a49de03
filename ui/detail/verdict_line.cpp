// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/verdict_line.h"

#include "style/mark_icon.h"
#include "style/short_words.h"
#include "widgets/plain_text_label.h"
#include "words/record_words.h"

#include <QHBoxLayout>
#include <QLabel>

namespace hookloupe::ui {

namespace {

constexpr QSize iconSize(18, 18);

} // namespace

VerdictLine::VerdictLine(QWidget* parent)
    : QWidget(parent), m_icon(new QLabel(this)), m_mark(new QLabel(this)), m_sentence(new PlainTextLabel(this))
{
    auto* row = new QHBoxLayout(this);
    row->addWidget(m_icon);
    row->addWidget(m_mark);
    row->addWidget(m_sentence, 1);
    m_mark->setTextFormat(Qt::PlainText);
    QFont bold = m_mark->font();
    bold.setBold(true);
    m_mark->setFont(bold);
    m_sentence->setAccessibleName(tr("Verdict"));
    // Room for two lines: what is below does not jump from capture to capture.
    m_sentence->setMinimumHeight(2 * m_sentence->fontMetrics().lineSpacing());
    setContext(nullptr);
}

void VerdictLine::setContext(const ContextPtr& context)
{
    m_icon->setVisible(context != nullptr);
    m_mark->setVisible(context != nullptr);
    if (!context) {
        m_sentence->setText(tr("No capture is selected."));
        return;
    }
    const CaptureSummary& summary = context->capture().summary;
    const Mark mark = markOf(summary);
    m_icon->setPixmap(markIcon(mark).pixmap(iconSize, devicePixelRatioF()));
    m_mark->setText(markWord(mark));
    m_sentence->setText(words::markSentence(summary));
}

} // namespace hookloupe::ui
