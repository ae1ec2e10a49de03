// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <string>

namespace hookloupe::ui {

/// A choice among Speckle's events, by both of their names. version_create at first.
class EventChoice : public QComboBox {
    Q_OBJECT

public:
    explicit EventChoice(QWidget* parent = nullptr);

    [[nodiscard]] std::string wireName() const;
    void choose(const std::string& wireName);
};

/// "version_create (commit_create)", or the one name of an event that has no other; for menus and sentences too.
[[nodiscard]] QString eventNames(std::string_view wireName);

} // namespace hookloupe::ui
