// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/toast.h"

#include "style/icons.h"
#include "style/plain_text.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace hookloupe::ui {

namespace {

constexpr int margin = 12;
constexpr int widest = 620;

} // namespace

Toast::Toast(QWidget* over, QAction* action) : QFrame(over), m_over(over)
{
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
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
    over->installEventFilter(this);
    colour();
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
    return QFrame::eventFilter(watched, event);
}

void Toast::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange)
        colour();
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

void Toast::colour()
{
    // Light on dark in a light window and the other way round, so that it stands out without a colour of its own.
    const QPalette general = QApplication::palette();
    QPalette own = general;
    own.setColor(QPalette::Window, general.color(QPalette::WindowText));
    own.setColor(QPalette::WindowText, general.color(QPalette::Window));
    own.setColor(QPalette::Button, general.color(QPalette::WindowText));
    own.setColor(QPalette::ButtonText, general.color(QPalette::Window));
    own.setColor(QPalette::Text, general.color(QPalette::Window));
    setPalette(own);
}

} // namespace hookloupe::ui
