// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

class QAction;
class QMenuBar;

namespace hookloupe::ui {

/// An action and where it is in the menus: "View › Appearance".
struct MenuAction {
    QAction* action = nullptr;
    QString area;
};

/// Every visible action of the menus, in their order; neither menus nor separators.
[[nodiscard]] std::vector<MenuAction> menuActions(const QMenuBar& bar);

/// A text without mnemonic and without the dots that announce a dialog: "&New endpoint…" is "New endpoint".
[[nodiscard]] QString plainWords(const QString& text);

/// A menu's text as a button shows it: "C&lear A && B" is "Clear A && B".
[[nodiscard]] QString withoutMnemonic(const QString& text);

/// Why an action is disabled, as a short clause ("no request is selected"); shown by the palette of commands.
void setEnabledOr(QAction* action, bool enabled, const QString& whyNot);
[[nodiscard]] QString whyDisabled(const QAction& action);

} // namespace hookloupe::ui
