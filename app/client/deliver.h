// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "client/web_url.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>

class QObject;

namespace hookloupe::client {

/// How a request is sent.
enum class Mode {
    Exact,      ///< the bytes as they are: no field added, no redirect followed
    AsSpeckle,  ///< as a Speckle server delivers: its fields in its order, 10 s, ≤ 2 redirects by its rules, ≤ 500,000 bytes
};

/// One request to send.
struct Shipment {
    WebUrl url{};               ///< of Exact only the target; its path counts for AsSpeckle
    Mode mode = Mode::Exact;
    std::string head{};         ///< Exact: request line to empty line, sent as it is
    std::string body{};         ///< Exact: what follows the head (with chunk framing if it has any); AsSpeckle: the content
    std::string secret{};       ///< AsSpeckle: signs the content (empty = the empty key). Wiped after use
    /// AsSpeckle: send this value in X-WEBHOOK-SIGNATURE instead of signing; for replays that are not to be signed anew.
    std::optional<std::string> signature{};
    /// AsSpeckle: a redirect that leads off this machine is not followed: BadRedirect, and what Speckle would record is open.
    bool stayOnMachine = false;
    std::chrono::milliseconds limit{30'000}; ///< Exact: for all of it. AsSpeckle always has Speckle's 10 s
    std::int64_t answerLimit = 64 * 1024 * 1024; ///< bytes of an answer's body, Exact; more is AnswerTooLarge
};

/// Sends, and calls `then` once with everything but id, capture, purpose and attempt filled in, in the caller's thread and a
/// later turn of its event loop; never, if `owner` is gone by then: deleting it cancels. `record` is what Speckle would
/// record (speckle.md sections 2 and 3), by its rules in AsSpeckle mode, of the single answer in Exact mode.
void deliver(QObject* owner, Shipment shipment, std::function<void(Delivery)> then);

/// The bytes that deliver() sends first, for a preview: the same code makes them.
[[nodiscard]] std::string firstRequest(const Shipment& shipment);

} // namespace hookloupe::client
