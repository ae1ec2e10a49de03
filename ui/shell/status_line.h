// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/capture_server.h"
#include "store/reader.h"

#include <QObject>

#include <chrono>
#include <optional>

class QLabel;
class QStatusBar;

namespace hookloupe::ui {

/// The figures in the status bar: selection, rate, stored count and size, limits hit, answers open.
class StatusLine : public QObject {
    Q_OBJECT

public:
    /// The labels belong to `bar`.
    explicit StatusLine(QStatusBar& bar);

    /// Called about once a second; the rate is that of the time between two calls.
    void refresh(const server::Counters& counters, const std::optional<store::StoreStatistics>& statistics);
    void showSelection(std::size_t selected);
    void showAddress(const QString& address);

private:
    [[nodiscard]] QLabel* addLabel(QStatusBar& bar);

    QLabel* m_address;
    QLabel* m_selection;
    QLabel* m_rate;
    QLabel* m_stored;
    QLabel* m_limits;
    QLabel* m_open;
    std::uint64_t m_requestsBefore = 0;
    std::chrono::steady_clock::time_point m_before;
};

} // namespace hookloupe::ui
