// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_source.h"

#include <QObject>

#include <vector>

namespace hookloupe::ui {

/// Adds up what is selected, off the window's thread and in portions, so that a million selected rows keep nobody waiting and a
/// new selection ends the counting of the one before.
class SelectionTotals : public QObject {
    Q_OBJECT

public:
    /// `source` must outlive this.
    explicit SelectionTotals(CaptureSource& source, QObject* parent = nullptr);

    /// counted() follows for this selection and for no earlier one. Fewer than two are not counted.
    void count(std::vector<CaptureId> ids);

Q_SIGNALS:
    void counted(const hookloupe::CaptureTotals& totals);

private:
    void countNext(std::uint64_t generation);

    CaptureSource& m_source;
    std::vector<CaptureId> m_ids;
    std::size_t m_done = 0;
    CaptureTotals m_totals;
    std::uint64_t m_generation = 0;
};

} // namespace hookloupe::ui
