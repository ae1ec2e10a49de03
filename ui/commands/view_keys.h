// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace hookloupe::ui {

/// A key that a view understands by itself, beside the actions of the menus. They can't be changed.
struct ViewKey {
    QString area;   ///< "Requests table"
    QString keys;   ///< "Home, End"
    QString words;  ///< what it does
};

/// For the sheet of shortcuts: a line for each, kept by hand beside the view that handles it.
[[nodiscard]] std::vector<ViewKey> viewKeys();

} // namespace hookloupe::ui
