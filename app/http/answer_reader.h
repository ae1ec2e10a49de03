// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/chunked.h"
#include "http/request.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace hookloupe::http {

/// An answer as it came, every byte kept.
struct ReceivedAnswer {
    int status = 0;             ///< 0 = no status line came
    std::string reason;         ///< as received
    Headers headers;
    std::string rawHead;        ///< from the status line to the empty line, inclusive
    std::string rawBody;        ///< as received: chunk framing and trailers too
    std::optional<std::string> dechunked; ///< set only if chunked
    std::string interim;        ///< the heads of 1xx answers before it
    Headers trailers;

    [[nodiscard]] const std::string& content() const { return dechunked ? *dechunked : rawBody; }
};

struct AnswerLimits {
    std::size_t head = 64 * 1024;        ///< with interim answers; trailers may take as much again
    std::size_t body = 64 * 1024 * 1024; ///< of the content
};

/// Strict, incremental reading of the answer to one request (RFC 9112): any split of the same bytes gives the same result.
class AnswerReader {
public:
    enum class State {
        Head,
        Body,
        Complete,
        Broken,     ///< not HTTP, or too large, or it ended too early: note()
    };

    explicit AnswerReader(bool toHeadRequest = false, const AnswerLimits& limits = {});

    /// Takes bytes up to the end of the answer; returns how many. None when Complete or Broken.
    std::size_t feed(std::string_view bytes);
    /// The peer closed: completes a body without a length (RFC 9112 section 6.3), breaks everything else.
    void end();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] bool isOver() const { return m_state == State::Complete || m_state == State::Broken; }
    [[nodiscard]] const std::string& note() const { return m_note; } ///< what broke it, without the bytes concerned
    [[nodiscard]] bool tooLarge() const { return m_tooLarge; } ///< Broken as it is longer than the limits allow
    [[nodiscard]] const ReceivedAnswer& answer() const { return m_answer; }
    /// The body without chunk framing as far as it came.
    [[nodiscard]] const std::string& contentSoFar() const { return m_chunked && !m_answer.dechunked ? m_content : m_answer.content(); }
    [[nodiscard]] ReceivedAnswer take() { return std::move(m_answer); }

private:
    void feedHead(std::string_view& bytes);
    void feedBody(std::string_view& bytes);
    void takeLine(std::string_view line);
    void headDone();
    void takeStatusLine(std::string_view line);
    void breakOff(const char* note);
    void breakOffTooLarge();

    AnswerLimits m_limits;
    bool m_toHeadRequest;
    State m_state = State::Head;
    ReceivedAnswer m_answer;
    std::size_t m_lineStart = 0;
    std::optional<ChunkedReader> m_chunked;
    std::string m_content;                  // of a chunked body
    std::optional<std::uint64_t> m_length;  // of any other; nothing: until the peer closes
    std::string m_note;
    bool m_tooLarge = false;
};

} // namespace hookloupe::http
