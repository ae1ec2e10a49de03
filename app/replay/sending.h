// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "http/answer_reader.h"

#include <chrono>
#include <cstdint>
#include <functional>
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

using Fault = DeliveryFault;
using Timings = DeliveryTimings;

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
