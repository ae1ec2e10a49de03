// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/triggers_list.h"

#include "speckle/event.h"
#include "style/short_words.h"

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr int wireNameRole = Qt::UserRole;

QString text(std::string_view ascii)
{
    return QString::fromUtf8(ascii.data(), static_cast<qsizetype>(ascii.size()));
}

} // namespace

TriggersList::TriggersList(QWidget* parent) : QListWidget(parent)
{
    setAccessibleName(tr("Events expected"));
    setUniformItemSizes(true);
    setSpacing(1);
    for (const speckle::EventType& event : speckle::eventTypes()) {
        QString label = event.uiName == event.wireName
            ? text(event.uiName)
            : tr("%1  (%2)", "Speckle's name and the name on the wire").arg(text(event.uiName), text(event.wireName));
        if (event.documentedOnly)
            label = tr("%1, documented only").arg(label);
        else if (!event.sentToday)
            label = tr("%1, no longer sent").arg(label);
        addTrigger(label, std::string(event.wireName));
    }
}

void TriggersList::setTriggers(const std::vector<std::string>& wireNames)
{
    std::vector<std::string> unknown = wireNames;
    for (int row = 0; row < count(); ++row) {
        const std::string name = item(row)->data(wireNameRole).toString().toStdString();
        const bool wanted = std::erase(unknown, name) > 0;
        item(row)->setCheckState(wanted ? Qt::Checked : Qt::Unchecked);
    }
    for (const std::string& name : unknown)
        addTrigger(shownText(name), name)->setCheckState(Qt::Checked);
}

std::vector<std::string> TriggersList::triggers() const
{
    std::vector<std::string> names;
    for (int row = 0; row < count(); ++row) {
        if (item(row)->checkState() == Qt::Checked)
            names.push_back(item(row)->data(wireNameRole).toString().toStdString());
    }
    return names;
}

QListWidgetItem* TriggersList::addTrigger(const QString& label, const std::string& wireName)
{
    auto* trigger = new QListWidgetItem(label, this);
    trigger->setData(wireNameRole, QString::fromStdString(wireName));
    trigger->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    trigger->setCheckState(Qt::Unchecked);
    return trigger;
}

} // namespace hookloupe::ui
