// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "store/store.h"

#include <QObject>
#include <QThread>
#include <QTimer>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace hookloupe::store {
class Reader;
}

namespace hookloupe::session {

/// How much a store keeps. 0 = no limit; what is over any of them is removed, oldest first. What waits for a handler stays.
struct Retention {
    static constexpr std::int64_t most = 1'000'000'000;
    static constexpr std::int64_t mostDays = 36'500;
    static constexpr std::int64_t mostBytes = std::int64_t{1} << 50;

    std::int64_t captures = 0;
    std::int64_t days = 0;
    std::int64_t bytes = 0;     ///< used in the store, as StoreStatistics::usedBytes counts
    store::KeepMarked marked = store::KeepMarked::Yes;

    bool operator==(const Retention&) const = default;
    [[nodiscard]] bool keepsAll() const { return captures == 0 && days == 0 && bytes == 0; }
};

/// Captures that are over the retention and stay.
struct OverRetention {
    std::int64_t waiting = 0;   ///< for a handler
    std::int64_t marked = 0;    ///< see Retention::marked

    bool operator==(const OverRetention&) const = default;
};
/// What a retention would do now.
struct RetentionCount {
    std::int64_t captures = 0;  ///< that it would remove; by bytes it is an estimate
    OverRetention stay;
};

/// Removes from a store what is over its retention, in a thread of its own and in small transactions, so that neither the
/// window nor capturing waits for it.
class RetentionKeeper : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::seconds interval{10};

    /// `store` must outlive this.
    explicit RetentionKeeper(store::Store& store, QObject* parent = nullptr);
    ~RetentionKeeper() override; ///< waits for the transaction at hand

    void setRetention(const Retention& retention);
    /// `then` is called in the owner's thread.
    void count(const Retention& retention, std::function<void(Result<RetentionCount>)> then);
    /// What stayed the last time.
    [[nodiscard]] const OverRetention& stayed() const { return m_stayed; }

Q_SIGNALS:
    void removed(std::int64_t captures);
    void stayedChanged(const hookloupe::session::OverRetention& stayed);
    void failed(const hookloupe::Error& error);

private:
    void check();
    void apply(const Retention& retention, int generation);
    [[nodiscard]] Status remove(std::span<const CaptureId> ids, store::KeepMarked marked, std::int64_t& gone);
    void setStayed(const OverRetention& stayed);
    [[nodiscard]] Result<store::Reader*> reader();

    store::Store& m_store;
    Retention m_retention;
    OverRetention m_stayed;
    QTimer m_timer;
    std::unique_ptr<store::Reader> m_reader;    ///< used in m_thread alone
    std::unique_ptr<QObject> m_worker;          ///< lives in m_thread
    std::atomic<bool> m_busy = false;
    std::atomic<int> m_generation = 0;          ///< what was begun for another one ends
    QThread m_thread;
};

} // namespace hookloupe::session
