// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QMainWindow;
class QWidget;

namespace hookloupe::test {

/// What a person without mouse, without sight or with hostile data would stumble over in `root` and all below it: one line
/// a fault, naming the widget by class, object name and text. Empty = good.
/// - a control that takes the keyboard and has no accessible name
/// - a button that is a picture alone and has no tooltip
/// - a label that would read its text as markup
/// - a letter that two of what is seen together take with Alt: tabs, buttons, names of fields, groups, menus
[[nodiscard]] QStringList lintWidgets(const QWidget& root);

/// The same for actions of a window:
/// - one in no menu, without text, or without a hint
/// - a shortcut used twice, a mnemonic used twice in one menu
[[nodiscard]] QStringList lintActions(const QMainWindow& window);

} // namespace hookloupe::test
