// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "http/answer_reader.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

class QObject;

namespace hookloupe::client {

/// Where bytes are sent to.
struct Target {
    std::string host;             ///< name or address, IPv6 without brackets
    std::uint16_t port = 0;
    bool tls = false;
    bool anyCertificate = false;  ///< takes a certificate that nobody vouches for, such as our own self-signed one
    std::string socketPath{};     ///< of a unix socket; empty = host and port

    bool operator==(const Target&) const = default;
};

using Fault = DeliveryFault;
using Timings = DeliveryTimings;

/// What came of one sending.
struct Outcome {
    http::ReceivedAnswer answer;      ///< what came of it, also if `fault` is set
    Timings timings;
    Fault fault = Fault::None;
    std::string detail;               ///< of the fault, technical; holds none of the bytes
    bool surplus = false;             ///< bytes came after the answer's end, which nobody asked for
    bool refused = false;             ///< NotConnected, as WireRequest::refuses said
    bool reused = false;              ///< over a connection that had served before: there was nothing to connect
};

/// One request as it goes over a connection.
struct WireRequest {
    std::string bytes;                       ///< head and body, sent as they are
    std::chrono::milliseconds limit{30'000}; ///< for all of it
    http::AnswerLimits answer{};             ///< more is Fault::AnswerTooLarge
    /// Looks at the answer after each portion that came. Other than nothing ends it there, with that fault or, None, as good.
    std::function<std::optional<Fault>(const http::AnswerReader&)> watch{};
    /// Looks at where a new connection ends, as names and redirections lead to places that nobody can tell from the URL. True: no
    /// byte of the request is sent. Not asked of unix sockets.
    std::function<bool(std::string_view address, std::uint16_t port)> refuses{};
};

/// Sends exactly these bytes over a connection of its own, without a proxy, and reads one answer. `then` is called once, in
/// the caller's thread and a later turn of its event loop; never, if `owner` is gone by then: deleting it cancels. `limit` is
/// for all of it.
void send(QObject* owner, const Target& target, WireRequest request, std::function<void(const Outcome&)> then);
void send(QObject* owner, const Target& target, std::string bytes, std::chrono::milliseconds limit,
          std::function<void(const Outcome&)> then);

} // namespace hookloupe::client
