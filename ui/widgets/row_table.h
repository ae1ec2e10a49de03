// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTableView;

namespace hookloupe::ui {

/// What every table of rows has in common: whole rows are chosen, Tab leads out of it, one line a row without a grid or a
/// head of its own. Selection mode, columns and name are its owner's.
void setUpRowTable(QTableView& table);

} // namespace hookloupe::ui
