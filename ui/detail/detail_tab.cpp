// SPDX-License-Identifier: GPL-3.0-or-later
#include "detail/detail_tab.h"

#include "widgets/plain_text_label.h"

#include <QApplication>
#include <QStackedLayout>

namespace hookloupe::ui {

DetailTab::DetailTab(QWidget* parent)
    : QWidget(parent), m_stack(new QStackedLayout(this)), m_message(new PlainTextLabel(this))
{
    m_message->setAlignment(Qt::AlignCenter);
    m_message->setMargin(24);
    m_stack->addWidget(m_message);
}

void DetailTab::setContent(QWidget* content)
{
    m_stack->addWidget(content);
}

void DetailTab::showContent()
{
    m_stack->setCurrentIndex(1);
}

void DetailTab::showMessage(const QString& message)
{
    m_message->setText(message);
    m_stack->setCurrentIndex(0);
}

void DetailTab::setContext(ContextPtr context)
{
    m_context = std::move(context);
    m_stale = true;
    if (isVisible())
        refresh();
    else
        drop();
}

void DetailTab::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

void DetailTab::refresh()
{
    m_stale = false;
    const bool isRead = hasFocusInside();
    drop();
    if (m_context)
        fill(m_context);
    else
        showMessage(emptyText());
    if (isRead && !hasFocusInside()) // what had it was built anew
        m_stack->currentWidget()->setFocus();
}

bool DetailTab::hasFocusInside() const
{
    const QWidget* focused = QApplication::focusWidget();
    return focused && isAncestorOf(focused);
}

} // namespace hookloupe::ui
