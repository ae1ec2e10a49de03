// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settings_loops_page.h"

#include "settings/settings_row.h"
#include "widgets/menu_actions.h"

#include <QCheckBox>
#include <QSignalBlocker>
#include <QSpinBox>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

using loop_detector::Limits;

SettingsLoopsPage::SettingsLoopsPage(session::LiveSettings& live, QWidget* parent)
    : SettingsLivePage(u"loops"_s, tr("Loops"), live, parent)
{
    addText(tr("A handler that changes the project it hears from causes its next event itself, and so on without end. An alarm "
               "tells you and says why; nothing is dropped because of it. Two events in turn, versions of one model by one user, "
               "identical requests, and events that follow your replays are noticed earlier: at a sixth to a half of the rate "
               "set here."));
    m_watch = addSwitch(u"watch"_s, tr("&Watch"), tr("Watch for loops"), tr("Default: on."), m_watchRow);
    m_events = addNumber(u"events"_s, tr("&Events of one kind and project"), Limits::fewestEvents, Limits::mostEvents,
                         tr("Default: 30. So many within the time below raise an alarm."), m_eventsRow);
    m_seconds = addNumber(u"seconds"_s, tr("Within so many &seconds"), static_cast<int>(Limits::shortestSpan.count()),
                          static_cast<int>(Limits::longestSpan.count()), tr("Default: 60."), m_secondsRow);
    m_pause = addSwitch(u"pause"_s, tr("&Pause by itself"), tr("Pause the endpoint when there is an alarm"),
                        tr("Default: off. The endpoint then answers 503 and forwards nothing until you release it; requests are "
                           "captured all the same."), m_pauseRow);
    const session::LoopSettings usual;
    connect(m_watchRow, &SettingRow::resetAsked, m_watch, [this, usual] { m_watch->setChecked(usual.watch); });
    connect(m_eventsRow, &SettingRow::resetAsked, m_events, [this, usual] { m_events->setValue(usual.limits.events); });
    connect(m_secondsRow, &SettingRow::resetAsked, m_seconds,
            [this, usual] { m_seconds->setValue(static_cast<int>(usual.limits.span.count())); });
    connect(m_pauseRow, &SettingRow::resetAsked, m_pause, [this, usual] { m_pause->setChecked(usual.pause); });
    showSettings();
}

QSpinBox* SettingsLoopsPage::addNumber(const QString& name, const QString& title, int smallest, int largest,
                                       const QString& explanation, SettingRow*& row)
{
    auto* box = new QSpinBox(content());
    box->setObjectName(name);
    box->setRange(smallest, largest);
    box->setKeyboardTracking(false); // "30" is not "3" first
    box->setAccessibleName(plainWords(title));
    row = addRow(title, box, explanation);
    connect(box, &QSpinBox::valueChanged, this, [this, &row] { use(row, wanted()); });
    return box;
}

QCheckBox* SettingsLoopsPage::addSwitch(const QString& name, const QString& title, const QString& words,
                                        const QString& explanation, SettingRow*& row)
{
    auto* box = new QCheckBox(words, content());
    box->setObjectName(name);
    box->setAccessibleName(plainWords(title));
    row = addRow(title, box, explanation);
    connect(box, &QCheckBox::toggled, this, [this, &row] { use(row, wanted()); });
    return box;
}

session::LoopSettings SettingsLoopsPage::wanted() const
{
    return {.watch = m_watch->isChecked(),
            .limits = {.events = m_events->value(), .span = std::chrono::seconds(m_seconds->value())},
            .pause = m_pause->isChecked()};
}

void SettingsLoopsPage::use(SettingRow* row, const session::LoopSettings& wanted)
{
    change(row, [&](session::Settings& settings) { settings.loops = wanted; });
}

void SettingsLoopsPage::reset()
{
    use(m_watchRow, {});
}

void SettingsLoopsPage::showSettings()
{
    const session::LoopSettings& kept = now().loops;
    const session::LoopSettings usual;
    const QSignalBlocker first(m_watch);
    const QSignalBlocker second(m_events);
    const QSignalBlocker third(m_seconds);
    const QSignalBlocker fourth(m_pause);
    m_watch->setChecked(kept.watch);
    m_events->setValue(kept.limits.events);
    m_seconds->setValue(static_cast<int>(kept.limits.span.count()));
    m_pause->setChecked(kept.pause);
    m_events->setEnabled(kept.watch);
    m_seconds->setEnabled(kept.watch);
    m_pause->setEnabled(kept.watch);
    m_watchRow->setAtDefault(kept.watch == usual.watch);
    m_eventsRow->setAtDefault(kept.limits.events == usual.limits.events);
    m_secondsRow->setAtDefault(kept.limits.span == usual.limits.span);
    m_pauseRow->setAtDefault(kept.pause == usual.pause);
}

} // namespace hookloupe::ui
