// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/raw_tab.h"

#include "widgets/bytes_pane.h"
#include "widgets/choice_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace hookloupe::ui {

RawTab::RawTab(QWidget* parent) : DetailTab(parent)
{
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    m_bytes = new BytesPane(tr("Raw bytes"), content);
    m_part = new ChoiceBar(tr("Part of the request"), content);
    m_part->addChoice(tr("Head"));
    m_part->addChoice(tr("Body"));
    m_part->addChoice(tr("Body without chunk framing"));
    m_bytes->bar()->insertWidget(0, m_part);
    m_bytes->bar()->insertSpacing(1, 16);
    column->addWidget(m_bytes);
    connect(m_part, &ChoiceBar::currentChanged, this, &RawTab::showPart);
    setContent(content);
}

QString RawTab::title() const
{
    return tr("Raw");
}

QString RawTab::emptyText() const
{
    return tr("Select a capture to see every byte of it as received, as text or hex.");
}

void RawTab::fill(const ContextPtr& context)
{
    const bool chunked = context->capture().dechunked.has_value();
    m_part->setChoiceVisible(Content, chunked);
    if (!chunked && m_part->current() == Content)
        m_part->setCurrent(Body);
    m_filled = context;
    showPart();
    showContent();
}

void RawTab::drop()
{
    m_filled.reset();
    m_bytes->setBytes(nullptr);
}

void RawTab::showPart()
{
    if (!m_filled)
        return;
    switch (Part(m_part->current())) {
    case Head:
        m_bytes->setBytes(m_filled->headBytes());
        break;
    case Body:
        m_bytes->setBytes(m_filled->bodyBytes());
        break;
    case Content:
        m_bytes->setBytes(m_filled->contentBytes());
        break;
    }
}

} // namespace hookloupe::ui
