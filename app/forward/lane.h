// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forward/forwarding.h"
#include "forward/queue_status.h"
#include "forward/window.h"
#include "http/answer.h"
#include "server/capture_server.h"
#include "client/web_url.h"
#include "client/wire.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>

namespace hookloupe::forward {

/// What the queues of all targets share.
struct LaneHost {
    store::Store& store;
    /// The whole capture; nothing if it is gone or hidden.
    std::function<Result<CapturePtr>(CaptureId)> read;
    /// The sender of that ticket gets this answer, or the endpoint's own.
    std::function<void(std::uint64_t ticket, std::optional<http::Answer>)> answer;
    std::function<void()> changed; ///< the status did
    std::string hop;               ///< see hopOf()
    server::ListenAddress listening; ///< see Forwarder::setListening()
};

/// Sends what waits for one target: one after the other, in order, over a connection that is kept. Whatever answers, by
/// whatever status, has had the request; who cannot be reached is tried again and again, with pauses that grow. Lives in the
/// forwarder's thread.
class Lane : public QObject {
    Q_OBJECT

public:
    Lane(LaneHost& host, EndpointId endpoint, std::string target, QObject* parent);

    /// How to send; nothing: the endpoint forwards elsewhere.
    void setForwarding(const std::optional<Forwarding>& forwarding);
    void add(Entry entry);
    void reload(std::int64_t waiting);
    void confirm(std::int64_t position) { m_window.confirm(position); }
    [[nodiscard]] bool allConfirmed() const { return m_window.allConfirmed(); }
    void placesChange() { m_window.placesChange(m_sending); }
    void setHeld(bool held);
    void setWithheld(bool withheld);  ///< see Forwarder::setRoutes()
    void listeningChanged();          ///< LaneHost::listening did
    void setStoreGone(bool gone);     ///< see Forwarder::storeGone()
    void retryNow();
    /// Where the request that is being sent, or tried again, stands; 0 = none is.
    [[nodiscard]] std::int64_t positionInHand() const;
    /// Takes it out of the queue, whatever comes of it.
    void dropInHand();
    /// Starts nothing more.
    void stop();
    [[nodiscard]] bool isSending() const { return m_sending; }

    /// Takes what comes at once: a new request would be the next to be sent, or nearly.
    [[nodiscard]] bool isFlowing() const;
    [[nodiscard]] QueueStatus status() const;
    [[nodiscard]] const std::deque<CaptureId>& failed() const { return m_failed; }

Q_SIGNALS:
    void sent(); ///< nothing is being sent now

private:
    void next();
    [[nodiscard]] bool prepare(Entry& entry);
    [[nodiscard]] std::chrono::milliseconds pause(const Entry& entry) const;
    void send(Entry& entry);
    void refuse(const Entry& entry, std::string why);
    void done(Delivery delivery, const client::Outcome& outcome);
    void leadBack();
    void leaveAltered(const Entry& entry, std::string detail);
    void finished(Delivery delivery, const client::Outcome& outcome);
    void triedInVain(Delivery delivery, bool reached, QueueState then);
    void noteEnd(const Delivery& delivery);
    void wait(QueueState state, std::chrono::milliseconds time);
    void setState(QueueState state);
    void letGo(Entry& entry);

    LaneHost& m_host;
    const EndpointId m_endpoint;
    const std::string m_target;
    Window m_window;
    std::deque<CaptureId> m_failed;      // of this run, the latest; see QueueStatus::failed
    std::optional<Forwarding> m_forwarding;
    ForwardTarget m_how;                 // as the forwarding says
    client::WebUrl m_url;
    std::unique_ptr<client::Wire> m_wire;
    QTimer m_timer;                      // the next attempt, or the next turn
    QueueState m_state = QueueState::Idle;
    bool m_sending = false;
    bool m_held = false;
    bool m_withheld = false;
    bool m_leadsBack = false;            // as its URL says
    bool m_storeGone = false;
    bool m_stopped = false;
    int m_failures = 0;                  // in a row
    int m_reached = 0;                   // of them those that the target may have had
    Delivery m_failure;                  // the last, without its bytes
    std::optional<UtcTime> m_downSince;
    std::optional<UtcTime> m_nextTry;
    std::optional<std::chrono::steady_clock::time_point> m_lastStart;
    UtcTime m_lastArrival{};
};

} // namespace hookloupe::forward
