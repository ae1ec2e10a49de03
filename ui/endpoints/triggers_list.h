// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>

#include <string>
#include <vector>

namespace hookloupe::ui {

/// The events one expects, to be checked off: Speckle's own names with the names on the wire. None checked = all.
class TriggersList : public QListWidget {
    Q_OBJECT

public:
    explicit TriggersList(QWidget* parent = nullptr);

    /// Wire names; one that is not known gets a row of its own, so it is not lost.
    void setTriggers(const std::vector<std::string>& wireNames);
    [[nodiscard]] std::vector<std::string> triggers() const;

private:
    QListWidgetItem* addTrigger(const QString& text, const std::string& wireName);
};

} // namespace hookloupe::ui
