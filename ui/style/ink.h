// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace hookloupe::ui {

enum class Ink {
    Plain,   ///< as everything around it
    Subtle,
    Bad,
    Accent,
    Warning, ///< on amber that another widget paints
    OnAmber, ///< with the amber ground itself, for all in the widget
    OnBase,  ///< the ground of lists and text fields
};

/// The colours of a widget, in this theme and in each that is chosen while it lives. A palette set by hand would keep those
/// of the theme it was made in: the application's new one only reaches the roles that a widget has not set.
void setInk(QWidget* widget, Ink ink);

} // namespace hookloupe::ui
