// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <mutex>
#include <span>

namespace hookloupe::session {

/// Carries what was committed from the writer thread to the owner's: one queued event for a batch, at most one batch
/// every 16 ms. If the owner is blocked for so long that the limits below are met, what waits is dropped and the next
/// batch says so (`missed`): everything is in the store.
class Feed : public QObject {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds interval{16};
    /// While much arrives, repainting at each frame costs captures and shows nothing more to the eye.
    static constexpr std::chrono::milliseconds busyInterval{48};
    static constexpr std::size_t busyRows = 32;                   ///< of the last batch
    static constexpr std::size_t longestQueue = 65'536;           ///< summaries; reports
    static constexpr std::size_t wholeBytes = 64 * 1024 * 1024;   ///< of whole captures

    explicit Feed(QObject* parent = nullptr);

    void setWantWhole(bool whole);                       ///< any thread
    void add(std::span<const store::Committed> batch);   ///< any thread
    void add(std::span<const AnswerReport> reports);     ///< any thread

Q_SIGNALS:
    void fed(const hookloupe::session::FeedBatch& batch);

private:
    void schedule();
    void wake();
    void deliver();

    QTimer m_timer;
    std::chrono::steady_clock::time_point m_lastDelivery{};
    bool m_busy = false;
    std::mutex m_mutex;
    FeedBatch m_waiting;             // guarded, as all below
    std::size_t m_waitingBytes = 0;
    bool m_wantWhole = false;
    bool m_scheduled = false;
};

} // namespace hookloupe::session
