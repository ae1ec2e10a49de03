// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include "style/icons.h"
#include "style/plain_text.h"

#include <QAccessible>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace hookloupe::ui {

namespace {

constexpr int margin = 12;
constexpr int widest = 620;

} // namespace

Toast::Toast(QWidget* over, QAction* action) : QWidget(over), m_over(over)
{
    m_text = plainLabel({}, this);
    m_text->setWordWrap(true);
    m_button = new QToolButton(this);
    m_button->setDefaultAction(action);
    m_button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_button->setFocusPolicy(Qt::TabFocus);
    auto* close = new QToolButton(this);
    close->setIcon(icon(Glyph::Close));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    close->setAccessibleName(tr("Close this message"));
    close->setToolTip(plainToolTip(tr("Close this message")));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    connect(close, &QToolButton::clicked, this, &Toast::dismissed);
    connect(m_button, &QToolButton::clicked, this, &QWidget::hide);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 7, 7, 7);
    layout->setSpacing(10);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(close);
    m_time.setSingleShot(true);
    m_time.setInterval(shownFor);
    connect(&m_time, &QTimer::timeout, this, &QWidget::hide);
    connect(&m_time, &QTimer::timeout, this, &Toast::dismissed);
    over->installEventFilter(this);
    hide();
}

void Toast::offer(const QString& sentence)
{
    m_text->setText(sentence);
    setAccessibleName(sentence);
    place();
    show();
    raise();
    m_time.start();
    QAccessibleEvent said(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

QString Toast::sentence() const
{
    return isVisible() ? m_text->text() : QString();
}

void Toast::place()
{
    const int most = std::min(widest, m_over->width() - 2 * margin);
    const int wanted = m_text->fontMetrics().horizontalAdvance(m_text->text()) + m_button->sizeHint().width() + 90;
    const int width = std::min(wanted, most);
    const int height = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width) : sizeHint().height();
    setGeometry((m_over->width() - width) / 2, m_over->height() - height - margin, width, height);
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_over && event->type() == QEvent::Resize && isVisible())
        place();
    return QWidget::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent*)
{
    m_time.stop();
}

void Toast::leaveEvent(QEvent*)
{
    if (isVisible())
        m_time.start();
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(palette().color(QPalette::Highlight), 1.5));
    painter.setBrush(palette().base());
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 5, 5);
}

} // namespace hookloupe::ui
