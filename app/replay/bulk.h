// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "client/deliver.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace hookloupe::client {
class Courier;
}

namespace hookloupe::replay {

/// When the next one leaves, as far as `parallel` allows: who is late sends at once.
enum class Pace {
    AsFastAsPossible,
    FixedRate,     ///< so many a second; what a slow receiver held up is not made up for
    OriginalGaps,  ///< as far apart as the captures arrived; at once, where the order of arrival goes back
};

struct BulkPlan {
    std::size_t items = 0;
    int times = 1;              ///< all items in order, so often
    Pace pace = Pace::AsFastAsPossible;
    double perSecond = 1;       ///< FixedRate
    int parallel = 1;           ///< at most so many under way, 1 to 64
    bool stopOnFailure = false; ///< nothing more leaves after a failure; what is under way is awaited
};

inline constexpr int mostParallel = 64;

/// One of what is to be sent.
struct BulkItem {
    client::Shipment shipment;
    UtcTime arrivedAt{};        ///< of the capture, for OriginalGaps
};

/// What came of one sending.
struct BulkResult {
    std::size_t index = 0;      ///< of the item
    int round = 0;              ///< from 0
    std::optional<Error> error{}; ///< it could not be made, and was not sent
    Delivery delivery{};
    bool good = false;
};

struct BulkProgress {
    std::size_t total = 0;      ///< items × times
    std::size_t done = 0;       ///< with a result
    std::size_t failed = 0;     ///< of those done
    std::size_t underWay = 0;   ///< once it is over: broken off by cancel(); the receivers may have them
    bool cancelled = false;
    bool stopped = false;       ///< at a failure

    bool operator==(const BulkProgress&) const = default;
};

/// Sends many in order. Items are made one ahead and not kept: memory is that of `parallel` + 1 items and their answers,
/// however many there are. With parallel > 1 they leave in order, and arrive and end as they will.
class BulkRun : public QObject {
    Q_OBJECT

public:
    using Give = std::function<void(Result<BulkItem>)>;
    /// Makes an item and gives it, once, at once or later. An error counts as a failure of that item.
    using Make = std::function<void(std::size_t index, Give give)>;

    BulkRun(const BulkPlan& plan, Make make, QObject* parent = nullptr);
    ~BulkRun() override;

    /// What counts as good; by default what Speckle would record as success.
    void setGood(std::function<bool(const Delivery&)> good) { m_good = std::move(good); }
    void start();   ///< once
    void cancel();  ///< breaks off what is under way; finished() follows at once
    [[nodiscard]] const BulkProgress& progress() const { return m_progress; }

Q_SIGNALS:
    void sent(const hookloupe::replay::BulkResult& result);
    void progressed(const hookloupe::replay::BulkProgress& progress);
    void finished(const hookloupe::replay::BulkProgress& progress);

private:
    struct Next {
        std::size_t position = 0;
        Result<BulkItem> item;
    };
    using Clock = std::chrono::steady_clock;

    void pump();
    void request();
    void given(std::size_t position, Result<BulkItem> item);
    [[nodiscard]] Clock::time_point dueOf(const BulkItem& item, Clock::time_point now) const;
    void launch();
    void ended(BulkResult result);
    [[nodiscard]] client::Courier* freeCourier();
    [[nodiscard]] bool isOver();

    BulkPlan m_plan;
    Make m_make;
    std::function<bool(const Delivery&)> m_good;
    std::vector<std::unique_ptr<client::Courier>> m_couriers;
    QTimer m_wait;
    std::size_t m_position = 0;      // of the next one to be made
    std::optional<Next> m_next;
    bool m_making = false;
    bool m_pumping = false;
    bool m_over = false;
    std::optional<Clock::time_point> m_lastDue;
    UtcTime m_lastArrival{};
    BulkProgress m_progress;
};

} // namespace hookloupe::replay

Q_DECLARE_METATYPE(hookloupe::replay::BulkResult)
Q_DECLARE_METATYPE(hookloupe::replay::BulkProgress)
