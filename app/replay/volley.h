// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/deliver.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <optional>

namespace hookloupe::replay {

/// Sends requests that are made one by one, when their turn comes: each after the answer to the one before, or at a rate. Never
/// more than mostInFlight at once: a receiver that cannot keep up is waited for, and nothing piles up here.
class Volley : public QObject {
    Q_OBJECT

public:
    static constexpr int mostInFlight = 64;
    static constexpr double highestRate = 10'000;

    struct Plan {
        std::int64_t count = 1;
        std::optional<double> perSecond; ///< nothing: each after the answer to the one before
    };
    /// Makes the one of that number, from 0; nothing: there is no more.
    using Make = std::function<std::optional<Shipment>(std::int64_t)>;

    Volley(Plan plan, Make make, QObject* parent = nullptr);

    void start();
    /// Nothing more is sent; what is on its way is given up. finished() comes at once.
    void cancel();

    [[nodiscard]] std::int64_t sent() const { return m_next; }
    [[nodiscard]] std::int64_t answered() const { return m_answered; }

Q_SIGNALS:
    /// What came of the one of that number; in the order of their ends.
    void delivered(qint64 number, const hookloupe::Delivery& delivery);
    /// Once, after the last one or cancel().
    void finished(bool cancelled);

private:
    void sendDue();
    void sendNext();
    void finish(bool cancelled);

    Plan m_plan;
    Make m_make;
    QObject* m_flights;         // owns what is on its way: deleting it gives that up
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::int64_t m_next = 0;
    std::int64_t m_answered = 0;
    bool m_over = false;
};

} // namespace hookloupe::replay
