// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "forward/forwarding.h"
#include "forward/queue_status.h"
#include "http/answer.h"
#include "server/capture_server.h"
#include "store/store.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace hookloupe::forward {

/// Called on the forwarder's thread; must not block.
struct ForwarderCallbacks {
    /// What the sender who waits under that ticket gets: the first target's answer, or nothing: the endpoint's own. Once for
    /// each Handed::ticket.
    std::function<void(std::uint64_t ticket, std::optional<http::Answer>)> answer;
    std::function<void()> changed; ///< queues() says something else; at most every 100 ms
};

/// What is to become of a request that arrives now.
struct Plan {
    std::vector<std::string> targets;  ///< for Capture::forwardTo
    bool atOnce = false;               ///< for Capture::forwardAtOnce
    bool senderWaits = false;          ///< the first target's answer goes back: hand it over with a ticket
    bool rejectedToo = false;          ///< see Forwarding
};

/// A capture that is committed, on its way to its targets.
struct Handed {
    store::Committed committed;
    std::uint64_t ticket = 0;  ///< its sender waits for the first target's answer; 0 = it does not
    std::chrono::steady_clock::time_point answerBy{}; ///< but not longer
};

/// Passes captures on to the targets of their endpoints, in a thread of its own, and keeps what cannot be delivered in the
/// store's inbox: a queue for each target of each endpoint. All functions are thread-safe; those that return a Status wait
/// for the thread, which never waits for a target.
class Forwarder {
public:
    using Routes = std::vector<std::pair<EndpointId, Forwarding>>;
    using Queue = store::InboxTarget;

    /// Sends nothing before start(). `store` must outlive this.
    Forwarder(store::Store& store, ForwarderCallbacks callbacks);
    ~Forwarder(); ///< lets what is being sent end, for a second; the rest stays in the store. Senders that wait get nothing

    /// Where endpoints forward to now. What waits for another target is kept and shown as QueueState::NotATarget; what is of a
    /// `withheld` queue waits, as QueueState::NotAgreed.
    void setRoutes(Routes routes, std::set<Queue> withheld = {});
    /// Where this program listens now; port 0: nowhere. Nothing is sent there, as it would come back and be passed on again: it waits,
    /// as QueueState::LeadsBack, until the target or this is another.
    void setListening(server::ListenAddress listening);
    /// Targets of today's routes that lead there: by their URL, or because a name turned out to when it was last tried.
    [[nodiscard]] std::vector<Queue> leadingBack() const;
    /// Begins with what an earlier run left in the inbox.
    void start();
    [[nodiscard]] Plan planFor(EndpointId endpoint) const;

    void hand(std::vector<Handed> captures);
    /// To be called with StoreCallbacks::delivered.
    void stored(const std::vector<store::Delivered>& delivered);
    /// The inbox was changed, or captures were hidden or came back.
    void reload();

    /// The store's files are gone: nothing more is sent (QueueState::StoreFailed), whatever the routes say, until goOn(). Does
    /// not block.
    void storeGone();
    /// How often storeGone() was called.
    [[nodiscard]] int losses() const;
    /// The store goes on, perhaps with another file: reads every queue anew before anything of it is sent. Nothing if the store
    /// was lost once more since `losses` was asked for.
    void goOn(int losses);

    /// No sender waits from now on: those who do get their endpoint's own answer. What comes is passed on still.
    void endWaits();

    [[nodiscard]] std::vector<QueueStatus> queues() const;
    /// Nothing was handed over that queues() does not know of yet, and every delivery is on disk.
    [[nodiscard]] bool isSettled() const;
    /// Held: nothing more is sent to these targets until they are released, in a later run too.
    [[nodiscard]] Status setHeld(const std::vector<Queue>& queues, bool held);
    /// Those that are down; of all of them, if none is named.
    void retryNow(const std::vector<Queue>& queues = {});
    /// Takes items out without delivering them; one that is being sent is given up.
    [[nodiscard]] Status skip(const std::vector<std::int64_t>& positions);
    /// See Store::reorderInbox(); one that is being sent keeps its place.
    [[nodiscard]] Status reorder(const std::vector<std::int64_t>& positions);
    /// Takes skip() back, or queues captures anew; returns what was queued, see Store::queueForDelivery().
    [[nodiscard]] Result<std::vector<InboxItem>> putBack(const std::vector<InboxItem>& items);
    /// What QueueStatus::failed counts for these targets, in the order of arrival, for putBack().
    [[nodiscard]] std::vector<InboxItem> failed(const std::vector<Queue>& queues) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hookloupe::forward
