// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QMainWindow;
class QWidget;

namespace hookloupe::ui {

/// Brings the keyboard to `home` when what had it in this window is hidden or deleted: a message that is over, a button whose
/// purpose is served. Qt gives it to whatever comes next in the order of Tab, where Space would press a button that nobody
/// chose. While `home` is hidden, `otherwise` gets it. Dialogs and other windows are left alone. Both must live as long as
/// the window.
void keepFocusHome(QMainWindow& window, QWidget& home, QWidget& otherwise);

} // namespace hookloupe::ui
