// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>

#include <string>

namespace hookloupe::ui {

/// A choice among a sender's events: of Speckle's at first, by both of their names, and version_create of these.
class EventChoice : public QComboBox {
    Q_OBJECT

public:
    explicit EventChoice(QWidget* parent = nullptr);

    /// Offers another sender's events, by the names of simulate/provider.h; its first is chosen.
    void setSender(const std::string& sender);
    [[nodiscard]] std::string wireName() const;
    void choose(const std::string& wireName);

private:
    std::string m_sender;
};

/// "version_create (commit_create)", or the one name of an event that has no other; for menus and sentences too.
[[nodiscard]] QString eventNames(std::string_view wireName);

} // namespace hookloupe::ui
