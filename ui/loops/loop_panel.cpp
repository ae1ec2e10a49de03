// SPDX-License-Identifier: GPL-3.0-or-later
#include "loops/loop_panel.h"

#include "loops/loop_chart.h"
#include "style/icons.h"
#include "style/ink.h"
#include "style/plain_text.h"
#include "widgets/icon_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

class LoopPanel::Row : public QWidget {
public:
    Row(LoopPanel& panel, std::uint64_t alarm, EndpointId endpoint);

    void show(const LoopLine& line);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* button(const QString& name, const QString& words, const QString& hint);

    void fit();

    int m_lineHeight = 0;
    QLabel* m_sentence;
    QLabel* m_rate;
    LoopChart* m_chart;
    QToolButton* m_show;
    QToolButton* m_pause;
    QToolButton* m_release;
    QToolButton* m_ignore;
};

LoopPanel::Row::Row(LoopPanel& panel, std::uint64_t alarm, EndpointId endpoint) : QWidget(&panel)
{
    auto* sign = new IconLabel(16, this);
    sign->setIcon(warningIcon());
    m_sentence = plainLabel({}, this);
    m_sentence->setObjectName(u"sentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* help = new QToolButton(this);
    help->setObjectName(u"help"_s);
    help->setIcon(icon(Glyph::Help));
    help->setAutoRaise(true);
    help->setAccessibleName(LoopPanel::tr("What to do about a loop"));
    help->setToolTip(plainToolTip(LoopPanel::tr("What to do about a loop")));
    m_chart = new LoopChart(this);
    m_rate = plainLabel({}, this);
    m_rate->setObjectName(u"rate"_s);
    m_show = button(u"showLoop"_s, LoopPanel::tr("Show requests"), LoopPanel::tr("Select the requests that show it"));
    m_pause = button(u"pauseLoop"_s, LoopPanel::tr("Pause endpoint"),
                     LoopPanel::tr("The endpoint answers 503 until it is released; requests are captured all the same"));
    m_release = button(u"releaseLoop"_s, LoopPanel::tr("Release endpoint"),
                       LoopPanel::tr("The endpoint answers as before"));
    m_ignore = button(u"ignoreLoop"_s, LoopPanel::tr("Ignore for this session"),
                      LoopPanel::tr("No alarm of this project at this endpoint until the program is started again"));

    auto* first = new QHBoxLayout;
    first->addWidget(sign, 0, Qt::AlignTop);
    first->addWidget(m_sentence, 1);
    first->addWidget(m_chart, 0, Qt::AlignTop);
    first->addWidget(m_rate, 0, Qt::AlignTop);
    first->addWidget(help, 0, Qt::AlignTop);
    m_lineHeight = help->sizeHint().height();
    sign->setFixedHeight(m_lineHeight);
    m_rate->setFixedHeight(m_lineHeight);
    auto* second = new QHBoxLayout;
    second->addSpacing(16 + first->spacing());
    for (QToolButton* one : {m_show, m_pause, m_release, m_ignore})
        second->addWidget(one);
    second->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 2);
    layout->setSpacing(3);
    layout->addLayout(first);
    layout->addLayout(second);

    connect(help, &QToolButton::clicked, &panel, &LoopPanel::helpAsked);
    connect(m_show, &QToolButton::clicked, &panel, [&panel, alarm] { Q_EMIT panel.showAsked(alarm); });
    connect(m_pause, &QToolButton::clicked, &panel, [&panel, endpoint] { Q_EMIT panel.pauseAsked(toInt(endpoint)); });
    connect(m_release, &QToolButton::clicked, &panel, [&panel, endpoint] { Q_EMIT panel.releaseAsked(toInt(endpoint)); });
    connect(m_ignore, &QToolButton::clicked, &panel, [&panel, alarm] { Q_EMIT panel.ignoreAsked(alarm); });
}

QToolButton* LoopPanel::Row::button(const QString& name, const QString& words, const QString& hint)
{
    auto* one = new QToolButton(this);
    one->setObjectName(name);
    one->setText(words);
    one->setToolTip(plainToolTip(hint));
    one->setAccessibleDescription(hint);
    one->setFocusPolicy(Qt::StrongFocus);
    return one;
}

void LoopPanel::Row::show(const LoopLine& line)
{
    const bool isAlarm = line.alarm != 0;
    if (m_sentence->text() != line.sentence) { // setting it anew would lose what is selected in it
        m_sentence->setText(line.sentence);
        m_sentence->setAccessibleName(LoopPanel::tr("Warning: %1").arg(line.sentence));
    }
    m_sentence->setToolTip(line.meaning.isEmpty() ? QString() : plainToolTip(line.meaning));
    m_rate->setText(line.rate);
    m_chart->setHistory(line.history, line.historyWords);
    m_rate->setVisible(isAlarm);
    m_chart->setVisible(isAlarm);
    m_show->setVisible(isAlarm);
    m_ignore->setVisible(isAlarm);
    m_pause->setVisible(isAlarm && !line.held);
    m_release->setVisible(line.held);
    layout()->activate();
    fit();
}

void LoopPanel::Row::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// A layout under pressure gives a wrapped label the height of one line, so it asks for all of them itself.
void LoopPanel::Row::fit()
{
    if (!isVisible())
        return; // its width is not known yet
    const QRect room(0, 0, m_sentence->width(), QWIDGETSIZE_MAX);
    const QRect text = m_sentence->fontMetrics().boundingRect(room, Qt::TextWordWrap, m_sentence->text());
    const int height = std::max(m_lineHeight, text.height());
    if (m_sentence->minimumHeight() != height)
        m_sentence->setMinimumHeight(height);
}

LoopPanel::LoopPanel(QWidget* parent) : QFrame(parent)
{
    setAutoFillBackground(true);
    setAccessibleName(tr("Loops"));
    m_layout = new QVBoxLayout(this);
    m_layout->setContentsMargins(10, 5, 6, 5);
    m_layout->setSpacing(4);
    m_more = plainLabel({}, this);
    m_more->setObjectName(u"more"_s);
    m_layout->addWidget(m_more);
    setInk(this, Ink::OnAmber);
    hide();
}

void LoopPanel::setLines(const std::vector<LoopLine>& lines)
{
    const std::size_t shown = std::min(lines.size(), mostLines);
    std::set<Key> kept;
    for (std::size_t i = 0; i < shown; ++i)
        kept.insert({lines[i].alarm, lines[i].endpoint});
    for (auto row = m_rows.begin(); row != m_rows.end();) {
        if (kept.contains(row->first)) {
            ++row;
            continue;
        }
        row->second->hide();
        row->second->deleteLater(); // its own button may have asked
        row = m_rows.erase(row);
    }
    for (std::size_t i = 0; i < shown; ++i) {
        const LoopLine& line = lines[i];
        Row*& row = m_rows[{line.alarm, line.endpoint}];
        if (!row) {
            row = new Row(*this, line.alarm, line.endpoint);
            m_layout->insertWidget(m_layout->indexOf(m_more), row);
            row->setVisible(true);
        }
        row->show(line);
    }
    const auto more = static_cast<int>(lines.size() - shown);
    m_more->setText(more == 1 ? tr("One more looks like a loop.") : tr("%n more look like loops.", nullptr, more));
    m_more->setVisible(more > 0);
    setVisible(!lines.empty());
}

} // namespace hookloupe::ui
