// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/capture.h"
#include "capture/delivery.h"
#include "session/judge.h"
#include "store/store.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace hookloupe::session {

class Feed;
class LoopGuard;

/// Something the user sent, with what came of it.
struct Replay {
    CaptureId parent{};      ///< what it was made from; 0 = made up
    EndpointId endpoint = catchAllEndpoint; ///< judges its signature, and lists it
    std::string body;        ///< as sent after Delivery::head, with chunk framing if it had any
    Delivery delivery;       ///< as client::deliver() gave it
};

/// The capture a replay becomes: kind Replay, the request as it was sent, the answer as it came. Pure.
[[nodiscard]] Capture captureOf(const Replay& replay, const Rules& rules);

/// Stores replays: each as a capture of its own, so that it can be shown and replayed like any other, with its delivery.
/// Lives in the owner's thread; the callbacks run on the store's writer thread.
class Replays : public QObject {
    Q_OBJECT

public:
    using Then = std::function<void(Result<CaptureId>)>;

    Replays(Feed& feed, LoopGuard& loopGuard, QObject* parent = nullptr);

    /// Callbacks for the store that take out what is of a replay; `inner` gets all else.
    [[nodiscard]] store::StoreCallbacks around(store::StoreCallbacks inner);
    void setStore(store::Store* store) { m_store = store; }

    /// `then` is called later, in the owner's thread, when both are on disk, in one transaction; an error is that of
    /// Store::enqueue(), or of the disk.
    void store(const Replay& replay, const Rules& rules, Then then);

private:
    void committed(const std::vector<store::Committed>& batch);
    void answer(std::uint64_t ticket, Result<CaptureId> result);

    Feed& m_feed;
    LoopGuard& m_loopGuard;
    store::Store* m_store = nullptr;
    std::uint64_t m_lastTicket = 0;
    std::mutex m_mutex;
    std::unordered_map<std::uint64_t, Then> m_waiting; // guarded: by ticket
};

} // namespace hookloupe::session
