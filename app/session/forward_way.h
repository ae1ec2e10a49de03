// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forward/forwarder.h"
#include "session/judge.h"

#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace hookloupe::session {

/// What forwarding adds to the way of a request: marks what is to be passed on, hands it over once it is committed, and knows
/// which senders wait for a handler's answer. Any thread.
class ForwardWay {
public:
    /// It must outlive its use; nullptr ends it.
    void setForwarder(forward::Forwarder* forwarder);

    /// To be called before a capture is queued. What is passed on: requests that the endpoint accepts, and if its forwarding
    /// says so those it rejects.
    void mark(Capture& capture, std::uint64_t ticket, Reception reception, const http::AnswerContext& context);
    /// It was not stored.
    void forget(std::uint64_t ticket);
    /// Hands over what is to be passed on; returns whose answer is to be sent now, the others wait.
    [[nodiscard]] std::vector<std::uint64_t> committed(const std::vector<store::Committed>& batch);
    void stored(const std::vector<store::Delivered>& delivered);
    /// See Forwarder::storeGone().
    void storeGone();
    /// How the answer of a sender who waits no longer is framed; nothing if it did not wait.
    [[nodiscard]] std::optional<http::AnswerContext> endWait(std::uint64_t ticket);

private:
    std::mutex m_mutex;
    forward::Forwarder* m_forwarder = nullptr;
    std::unordered_map<std::uint64_t, http::AnswerContext> m_waiting; ///< by ticket
};

/// What endpoints forward to; what cannot be read, because a newer version saved it, forwards nowhere. `forAll` stands for
/// each endpoint's own, if not empty.
[[nodiscard]] forward::Forwarder::Routes routesOf(const Rules& rules, const std::string& forAll);

} // namespace hookloupe::session
