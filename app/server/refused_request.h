// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hookloupe::server {

/// The bytes of a request that was refused, kept for people to look at: who was refused for a field wants to see what body came
/// with it. What a sender promised is read leniently here, as nothing is done with it but waiting a moment. At most 128 KiB.
class RefusedRequest {
public:
    /// `behind` came behind what was framed.
    RefusedRequest(http::Request request, std::string_view behind);

    void add(std::string_view bytes);
    /// Whether the sender promised more than is there, and does not wait for the answer.
    [[nodiscard]] bool isMoreToCome() const;
    [[nodiscard]] std::size_t bytes() const { return m_request.rawHead.size() + m_request.rawBody.size(); }
    /// Moved out.
    [[nodiscard]] http::Request take();

private:
    void splitHead();
    void readPromise();

    http::Request m_request;
    bool m_headEnded = false;
    std::size_t m_searched = 0; ///< of rawHead, for its end
    std::size_t m_length = 0;   ///< of the body, as promised
    bool m_chunked = false;
    bool m_awaitsContinue = false;
};

} // namespace hookloupe::server
