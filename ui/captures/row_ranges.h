// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QItemSelection>

#include <vector>

namespace hookloupe::ui {

/// The rows of a selection of whole rows, from the top down, each once.
[[nodiscard]] std::vector<int> rowsOf(const QItemSelection& selection);
/// Whole rows as a selection of few ranges, whatever their order and however many.
[[nodiscard]] QItemSelection selectionOf(const QAbstractItemModel& model, std::vector<int> rows);

} // namespace hookloupe::ui
