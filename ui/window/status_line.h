// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture_totals.h"
#include "server/capture_server.h"
#include "store/reader.h"

#include <QObject>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

class QLabel;
class QStatusBar;

namespace hookloupe::ui {

/// The figures in the status bar: selection and its totals, limits hit, answers open, stored count and size, rate, oldest
/// capture, address. Where the bar is too narrow for all, or a sentence is shown, the least important ones go first.
class StatusLine : public QObject {
    Q_OBJECT

public:
    /// The labels belong to `bar`.
    explicit StatusLine(QStatusBar& bar);

    /// Called about once a second; the rate is that of the time between two calls.
    void refresh(const server::Counters& counters, const std::optional<store::StoreStatistics>& statistics);
    /// Which limits were met, for the hint: of captures as they come.
    void note(const std::vector<CaptureSummary>& added);
    /// Shown from two on; the totals stay those of an earlier selection no longer.
    void showSelection(std::size_t selected);
    /// Of what is selected now; nothing = being counted.
    void showTotals(const std::optional<CaptureTotals>& totals);
    void showAddress(const QString& address);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QLabel* addLabel();
    void show(QLabel* label, const QString& text, const QString& hint);
    void showSelectionText();
    void showLimits(const server::Counters& counters);
    void arrange();

    QStatusBar& m_bar;
    QLabel* m_address;
    QLabel* m_selection;
    QLabel* m_limits;
    QLabel* m_open;
    QLabel* m_rate;
    QLabel* m_stored;
    QLabel* m_oldest;
    std::size_t m_selected = 0;
    std::optional<CaptureTotals> m_totals;
    std::map<Refusal, std::uint64_t> m_limitsMet;
    std::uint64_t m_requestsBefore = 0;
    std::chrono::steady_clock::time_point m_before;
};

} // namespace hookloupe::ui
