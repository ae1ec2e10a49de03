// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/bytes_pane.h"

#include "widgets/choice_bar.h"
#include "widgets/hex_view.h"
#include "widgets/plain_text_view.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hookloupe::ui {

BytesPane::BytesPane(const QString& what, QWidget* parent)
    : QWidget(parent)
    , m_bar(new QHBoxLayout)
    , m_choice(new ChoiceBar(tr("Show as"), this))
    , m_size(new QLabel(this))
    , m_stack(new QStackedWidget(this))
    , m_text(new PlainTextView(this))
    , m_hex(new HexView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_bar);
    column->addWidget(m_stack, 1);
    m_choice->addChoice(tr("Text"));
    m_choice->addChoice(tr("Hex"));
    m_bar->addWidget(m_choice);
    m_bar->addStretch(1);
    m_bar->addWidget(m_size);
    m_size->setTextFormat(Qt::PlainText);
    m_text->setLineEndsShown(true);
    m_text->setAccessibleName(tr("%1 as text").arg(what));
    m_hex->setAccessibleName(tr("%1 as hex").arg(what));
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    connect(m_choice, &ChoiceBar::currentChanged, this, &BytesPane::feedCurrent);
    setBytes(nullptr);
}

void BytesPane::setBytes(std::shared_ptr<const std::string> bytes)
{
    m_bytes = std::move(bytes);
    const std::size_t size = m_bytes ? m_bytes->size() : 0;
    m_size->setText(tr("%1 bytes").arg(QLocale().toString(qulonglong(size))));
    feedCurrent();
}

void BytesPane::showHex(bool hex)
{
    m_choice->setCurrent(hex ? 1 : 0);
    feedCurrent();
}

void BytesPane::feedCurrent()
{
    const bool hex = m_choice->current() == 1;
    m_stack->setCurrentIndex(hex ? 1 : 0);
    // Only the view in front lays out.
    m_hex->setBytes(hex ? m_bytes : nullptr);
    m_text->setBytes(hex ? nullptr : m_bytes);
}

} // namespace hookloupe::ui
