// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace hookloupe::ui {

/// Which capture is in which row: 8 bytes a row, 12 in an order of neither ids nor ids backwards.
class CaptureRows {
public:
    enum class Order {
        Ascending,  ///< by id
        Descending, ///< by id, the largest first
        Given,
    };

    CaptureRows() = default;
    /// `ids` in that order, each once.
    CaptureRows(std::vector<CaptureId> ids, Order order);

    [[nodiscard]] bool empty() const { return m_ids.empty(); }
    [[nodiscard]] int size() const { return static_cast<int>(m_ids.size()); }
    [[nodiscard]] Order order() const { return m_order; }
    [[nodiscard]] CaptureId at(int row) const { return m_ids[placeOf(row)]; }
    /// -1 = in no row. O(log n) by id, else O(1).
    [[nodiscard]] int rowOf(CaptureId id) const;
    /// The largest id that ever was in it; 0 if there was none.
    [[nodiscard]] CaptureId newest() const { return m_newest; }

    /// Takes in ids larger than newest(), ascending: behind the last row, or before the first in descending order.
    void add(const std::vector<CaptureId>& ids);
    /// The rows of which `gone` says so, as ranges (first and last row), ascending.
    [[nodiscard]] std::vector<std::pair<int, int>> rangesOf(const std::function<bool(CaptureId)>& gone) const;
    void removeRange(int first, int last);
    void removeWhere(const std::function<bool(CaptureId)>& gone);
    /// From ascending to descending and back; no work.
    void turn();

private:
    [[nodiscard]] std::size_t placeOf(int row) const;
    void indexAll() const;

    Order m_order = Order::Ascending;
    std::vector<CaptureId> m_ids;      ///< ascending, whether the order is ascending or descending; else as given
    CaptureId m_newest{};
    // Given: the row of id m_smallest + i, or -1. Made when it is first asked for after rows went.
    mutable std::int64_t m_smallest = 0;
    mutable std::vector<std::int32_t> m_index;
    mutable bool m_indexed = false;
};

} // namespace hookloupe::ui
