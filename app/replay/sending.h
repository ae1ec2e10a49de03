// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "http/answer_reader.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

class QObject;

namespace hookloupe::replay {

/// Where bytes are sent to.
struct Target {
    std::string host;             ///< name or address, IPv6 without brackets
    std::uint16_t port = 0;
    bool tls = false;
    bool anyCertificate = false;  ///< takes a certificate that nobody vouches for, such as our own self-signed one
};

/// What kept an answer from coming whole.
enum class Fault {
    None,
    NameNotFound,
    NotConnected,   ///< refused, unreachable
    Tls,            ///< handshake or certificate
    ConnectionLost, ///< reset, or closed before the end of the answer
    NotHttp,        ///< what came is no answer of HTTP/1.1, or too large
    TimedOut,
};

/// Moments since the start; nothing for what was not reached.
struct Timings {
    std::optional<Micros> name;       ///< the name was resolved
    std::optional<Micros> connected;
    std::optional<Micros> encrypted;
    std::optional<Micros> firstByte;  ///< of the answer
    Micros total{};
};

/// What came of one sending.
struct Outcome {
    http::ReceivedAnswer answer;      ///< what came of it, also if `fault` is set
    Timings timings;
    Fault fault = Fault::None;
    std::string detail;               ///< of the fault, technical; holds none of the bytes
};

/// Sends exactly these bytes over a connection of its own, without a proxy, and reads one answer. `then` is called once, in
/// the caller's thread and a later turn of its event loop; never, if `owner` is gone by then: deleting it cancels. `limit` is
/// for all of it.
void send(QObject* owner, const Target& target, std::string bytes, std::chrono::milliseconds limit,
          std::function<void(const Outcome&)> then);

} // namespace hookloupe::replay
