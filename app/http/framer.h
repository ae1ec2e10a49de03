// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/refusal.h"
#include "http/request.h"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace hookloupe::http {

struct FramerLimits {
    std::size_t requestLine = 8 * 1024;    ///< without its CRLF
    std::size_t head = 64 * 1024;          ///< with the empty line; trailers may take as much again
    std::size_t fields = 96;               ///< of the head, and again of the trailers
    std::size_t body = 64 * 1024 * 1024;   ///< of the content; chunk framing may add as much again at most
};

/// Strict, incremental framing of HTTP/1.x requests on one connection (RFC 9112): the gate's judgement. Any split of the
/// same bytes gives the same result. Linear in the bytes; never throws, never reads past what it was fed.
class RequestFramer {
public:
    enum class State {
        Idle,      ///< no byte of the next request yet (leading CRLFs are skipped, RFC 9112 section 2.2)
        Head,
        Body,      ///< the head is complete and good: head() may be read, 100 Continue sent
        Complete,  ///< take() it
        Refused,   ///< refusal(), note(), take() for the bytes; nothing more can be framed on this connection
    };

    explicit RequestFramer(const FramerLimits& limits = {});
    ~RequestFramer();

    /// Consumes bytes up to the end of one request; returns how many were taken. Takes none when Complete or Refused.
    /// A refusal comes with the byte that shows the fault: what follows it is not taken.
    std::size_t feed(std::string_view bytes);
    [[nodiscard]] State state() const;
    [[nodiscard]] const RequestHead& head() const;  ///< from Body on
    [[nodiscard]] bool bodyBegun() const;           ///< a byte of it came
    [[nodiscard]] Refusal refusal() const;
    [[nodiscard]] const std::string& note() const;  ///< what was wrong and where, without the bytes concerned
    [[nodiscard]] std::size_t bufferedBytes() const;///< held for the current request, head and body
    /// Gives the current request up for a reason from outside: a deadline, a limit of the server, the client left. The
    /// state is Refused from then on.
    void refuse(Refusal refusal, std::string note);
    /// The request (Complete) or what came of it (Refused), moved out. After Complete the framer is Idle again, after
    /// Refused it stays so. Not for other states: refuse() first.
    [[nodiscard]] Request take();
    void setLimits(const FramerLimits& limits);     ///< for requests to come

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace hookloupe::http
