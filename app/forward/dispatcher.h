// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forward/forwarder.h"
#include "forward/lane.h"
#include "store/reader.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <set>
#include <memory>
#include <mutex>

namespace hookloupe::forward {

/// What the thread of a Forwarder works on: a lane for each target. Everything but `shared` is for that thread alone.
class Dispatcher : public QObject {
    Q_OBJECT

public:
    /// What other threads see.
    struct Shared {
        mutable std::mutex mutex;
        Forwarder::Routes routes;
        std::map<Forwarder::Queue, bool> flowing;
        std::vector<QueueStatus> queues;
        std::vector<Handed> handed;  ///< not taken yet
        std::set<Forwarder::Queue> held;
        std::set<Forwarder::Queue> withheld;
        server::ListenAddress listening;
        int losses = 0;              ///< of the store
        bool storeGone = false;
        bool endsWaits = false;
        bool settled = true;         ///< see Forwarder::isSettled()
    };

    Dispatcher(store::Store& store, ForwarderCallbacks callbacks, Shared& shared);

    void start();
    void routesChanged();
    void listeningChanged(const server::ListenAddress& listening);
    void takeHanded();
    void confirm(const std::vector<std::int64_t>& positions);
    bool reload();                   ///< false: the store cannot be read, which is tried again
    void storeGone();
    void goOn(int losses);
    void endWaits();
    [[nodiscard]] Status setHeld(const std::vector<Forwarder::Queue>& queues, bool held);
    void retryNow(const std::vector<Forwarder::Queue>& queues);
    [[nodiscard]] Status skip(const std::vector<std::int64_t>& positions);
    [[nodiscard]] Status reorder(std::vector<std::int64_t> positions);
    [[nodiscard]] Result<std::vector<InboxItem>> putBack(const std::vector<InboxItem>& items);
    [[nodiscard]] std::vector<InboxItem> failed(const std::vector<Forwarder::Queue>& queues) const;
    /// Starts nothing more; `then` when nothing is being sent.
    void stop(std::function<void()> then);

private:
    using Key = Forwarder::Queue;

    [[nodiscard]] Lane& laneOf(const Key& key);
    [[nodiscard]] Result<CapturePtr> read(CaptureId id);
    void answer(std::uint64_t ticket, std::optional<http::Answer> answer);
    void answerThoseWhoWaitedLongest();
    void changed();
    void publish();

    store::Store& m_store;
    const ForwarderCallbacks m_callbacks;
    Shared& m_shared;
    LaneHost m_host;
    std::unique_ptr<store::Reader> m_reader;        // opened when first needed
    std::map<Key, std::unique_ptr<Lane>> m_lanes;
    std::multimap<std::chrono::steady_clock::time_point, std::uint64_t> m_deadlines; // of the tickets
    QTimer m_deadline;
    QTimer m_publish;
    std::function<void()> m_whenStopped;
};

} // namespace hookloupe::forward
