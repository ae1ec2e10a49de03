// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/event_choice.h"

#include "simulate/provider_events.h"
#include "speckle/event.h"

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QString text(std::string_view ascii)
{
    return QString::fromUtf8(ascii.data(), static_cast<qsizetype>(ascii.size()));
}

} // namespace

QString eventNames(std::string_view wireName)
{
    const std::string_view shown = speckle::uiName(wireName);
    return shown == wireName
        ? text(wireName)
        : EventChoice::tr("%1 (%2)", "Speckle's name and the name on the wire").arg(text(shown), text(wireName));
}

EventChoice::EventChoice(QWidget* parent) : QComboBox(parent)
{
    setAccessibleName(tr("Event"));
    setSizeAdjustPolicy(QComboBox::AdjustToContents);
    setMaxVisibleItems(16);
    setSender(std::string(simulate::speckleProvider));
}

void EventChoice::setSender(const std::string& sender)
{
    if (sender == m_sender)
        return;
    m_sender = sender;
    clear();
    if (sender != simulate::speckleProvider) {
        for (const std::string& event : simulate::eventsOf(sender))
            addItem(text(event), text(event));
        return;
    }
    bool wasOffered = true;
    for (const speckle::EventType& event : speckle::eventTypes()) {
        if (wasOffered && !event.offered)
            insertSeparator(count());
        wasOffered = event.offered;
        addItem(eventNames(event.wireName), text(event.wireName));
    }
    choose("commit_create");
}

std::string EventChoice::wireName() const
{
    return currentData().toString().toStdString();
}

void EventChoice::choose(const std::string& wireName)
{
    setCurrentIndex(findData(QString::fromStdString(wireName)));
}

} // namespace hookloupe::ui
