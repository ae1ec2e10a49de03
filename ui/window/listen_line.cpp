// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/listen_line.h"

#include "style/colours.h"
#include "style/ink.h"
#include "style/plain_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QPolygonF>
#include <QToolButton>

namespace hookloupe::ui {

using session::ListenState;

namespace {

constexpr int dotPlace = 26;

} // namespace

ListenLine::ListenLine(QAction* again, QWidget* parent) : QWidget(parent)
{
    m_text = plainLabel({}, this);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont strong = m_text->font();
    strong.setWeight(QFont::DemiBold);
    m_text->setFont(strong);
    m_again = new QToolButton(this);
    m_again->setDefaultAction(again);
    m_again->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 6, 14, 6);
    layout->addSpacing(dotPlace - 6); // a margin would not change sides in a mirrored window
    layout->addWidget(m_text);
    layout->addWidget(m_again);
    showStatus({});
}

void ListenLine::showStatus(const session::ListenStatus& status)
{
    m_status = status;
    refresh();
}

void ListenLine::setKeeping(bool keeping)
{
    m_keeping = keeping;
    refresh();
}

bool ListenLine::warns() const
{
    return m_status.state == ListenState::Listening && !m_keeping;
}

void ListenLine::refresh()
{
    const ListenState state = m_status.state;
    switch (state) {
    case ListenState::Stopped:
    case ListenState::Failed: // the banner says why: a sentence is too long for the toolbar
        m_text->setText(tr("Not listening"));
        break;
    case ListenState::Listening:
        m_text->setText(m_keeping ? tr("Listening on %1").arg(QString::fromStdString(m_status.address.url()))
                                  : tr("Not keeping: answers 503"));
        break;
    case ListenState::Paused:
        m_text->setText(tr("Paused: answers 503"));
        break;
    }
    m_text->setAccessibleName(m_text->text());
    m_again->setVisible(state == ListenState::Stopped || state == ListenState::Failed);
    setInk(m_text, warns() ? Ink::Warning : Ink::Plain);
    update();
}

QString ListenLine::text() const
{
    return m_text->text();
}

void ListenLine::paintEvent(QPaintEvent*)
{
    // A disc, two bars, a ring, or a triangle on amber: the words beside it say the same.
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Colours colours = coloursFor(palette());
    QRectF place(0, 0, 10, 10);
    const double x = layoutDirection() == Qt::RightToLeft ? width() - dotPlace / 2.0 : dotPlace / 2.0;
    place.moveCenter({x, height() / 2.0});
    switch (m_status.state) {
    case ListenState::Listening:
        painter.setPen(Qt::NoPen);
        if (warns()) {
            painter.setBrush(colours.warningBackground);
            painter.drawRoundedRect(QRectF(rect()).adjusted(1, 3, -1, -3), 4, 4);
            painter.setBrush(colours.warningText);
            painter.drawPolygon(QPolygonF{place.bottomLeft(), QPointF(place.center().x(), place.top()), place.bottomRight()});
            break;
        }
        painter.setBrush(colours.good);
        painter.drawEllipse(place);
        break;
    case ListenState::Paused:
        painter.fillRect(QRectF(place.left(), place.top(), 3.5, 10), colours.unjudged);
        painter.fillRect(QRectF(place.left() + 6.5, place.top(), 3.5, 10), colours.unjudged);
        break;
    case ListenState::Stopped:
    case ListenState::Failed:
        painter.setPen(QPen(m_status.state == ListenState::Failed ? colours.bad : colours.unjudged, 2));
        painter.drawEllipse(place.adjusted(1, 1, -1, -1));
        break;
    }
}

} // namespace hookloupe::ui
