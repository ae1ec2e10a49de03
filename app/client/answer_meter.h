// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/request.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace hookloupe::client {

/// Counts an answer's body as Speckle's sender does: after undoing gzip or deflate, as it comes. By node-fetch 2.x: only a
/// Content-Encoding that is exactly "gzip", "x-gzip", "deflate" or "x-deflate" is undone; a gzip that ends too early counts
/// as far as it goes, a deflate that does is damaged. It undoes Brotli too, which is counted here as it came: the sender does
/// not ask for it. Nothing is kept of the bytes, and what is over Speckle's limit is not undone any further.
class AnswerMeter {
public:
    AnswerMeter(int status, const http::Headers& headers);
    ~AnswerMeter();
    AnswerMeter(AnswerMeter&&) noexcept;
    AnswerMeter& operator=(AnswerMeter&&) noexcept;

    void feed(std::string_view bytes);
    void end();
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; } ///< over the limit: at least so many
    [[nodiscard]] bool damaged() const { return m_damaged; } ///< cannot be undone

private:
    struct Inflater;
    void inflateMore(std::string_view bytes);

    std::unique_ptr<Inflater> m_inflater;
    bool m_deflate = false;
    bool m_gzip = false;
    bool m_ended = false;   // the compressed data did
    bool m_damaged = false;
    std::int64_t m_bytes = 0;
};

/// Of a whole answer's content.
[[nodiscard]] std::int64_t meteredBytes(int status, const http::Headers& headers, std::string_view content);

} // namespace hookloupe::client
