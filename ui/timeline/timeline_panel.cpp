// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_panel.h"

#include "timeline/timeline_chart.h"
#include "timeline/timeline_words.h"
#include "style/icons.h"
#include "style/plain_text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

TimelinePanel::TimelinePanel(const TimelineModel& model, QWidget* parent, std::function<UtcTime()> now)
    : QWidget(parent), m_now(now)
{
    m_chart = new TimelineChart(model, std::move(now), this);
    m_chart->setToolTip(plainToolTip(
        tr("Drag to list only a span, click to go to a request. The wheel zooms, a drag with Shift pans.")));
    m_readout = plainLabel({}, this);
    m_readout->setMinimumWidth(40);
    m_readout->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_readout->setObjectName(u"timelineReadout"_s);

    m_spanButton = new QToolButton(this);
    m_spanButton->setObjectName(u"clearSpan"_s);
    m_spanButton->setAccessibleName(tr("List all requests again"));
    m_spanButton->setIcon(icon(Glyph::Close));
    m_spanButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_spanButton->setIconSize(QSize(12, 12));
    m_spanButton->setFocusPolicy(Qt::TabFocus);
    m_spanButton->setToolTip(plainToolTip(
        tr("Only requests of this span are listed. Press to list all of them again (Escape).")));

    m_line = new QHBoxLayout;
    m_line->setContentsMargins(8, 3, 4, 0);
    m_line->setSpacing(2);
    m_line->addWidget(m_readout, 1);
    m_line->addWidget(m_spanButton);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addLayout(m_line);
    layout->addWidget(m_chart);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setTabOrder(m_chart, m_spanButton);

    connect(m_chart, &TimelineChart::readoutChanged, this, &TimelinePanel::showReadout);
    connect(m_chart, &TimelineChart::captureWanted, this, &TimelinePanel::captureWanted);
    connect(m_chart, &TimelineChart::spanChosen, this, [this](const std::optional<TimeSpan>& span) {
        showSpan();
        Q_EMIT spanChosen(span);
    });
    connect(m_spanButton, &QToolButton::clicked, this, [this] {
        m_chart->setSpan(std::nullopt);
        m_chart->setFocus();
        showSpan();
        Q_EMIT spanChosen(std::nullopt);
    });
    showReadout();
    showSpan();
}

TimelinePanel::~TimelinePanel()
{
    m_chart->disconnect(this); // it loses the keyboard while it goes, and says so
}

void TimelinePanel::setActions(const QList<QAction*>& actions)
{
    QWidget* before = m_spanButton;
    for (QAction* action : actions) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(action->text().remove(u'&'));
        button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonIconOnly);
        m_line->addWidget(button);
        setTabOrder(before, button);
        before = button;
    }
}

void TimelinePanel::setSpan(const std::optional<TimeSpan>& span)
{
    m_chart->setSpan(span);
    showSpan();
}

void TimelinePanel::showReadout()
{
    m_readout->setText(m_chart->readout());
}

void TimelinePanel::showSpan()
{
    const auto& span = m_chart->span();
    if (span) {
        const QString words = spanWords(*span, m_chart->bars().width, m_now());
        m_spanButton->setText(words);
        m_spanButton->setAccessibleName(tr("List all requests again, not only those of %1").arg(words));
    }
    m_spanButton->setVisible(span.has_value());
}

} // namespace hookloupe::ui
