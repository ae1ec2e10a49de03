// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/answer_meter.h"

#include "speckle/sender_rules.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace hookloupe::client {

namespace {

/// zlib's words for the three wrappers (inflateInit2).
enum class Wrapper { Gzip = 16 + MAX_WBITS, Zlib = MAX_WBITS, None = -MAX_WBITS };

constexpr std::size_t portion = 32 * 1024; ///< of output, and of input: fits zlib's counters

} // namespace

struct AnswerMeter::Inflater {
    explicit Inflater(Wrapper wrapper) { ready = inflateInit2(&stream, static_cast<int>(wrapper)) == Z_OK; }
    ~Inflater()
    {
        if (ready)
            inflateEnd(&stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    z_stream stream{};
    bool ready = false;
};

AnswerMeter::AnswerMeter(int status, const http::Headers& headers)
{
    const auto coding = http::headerValue(headers, "Content-Encoding");
    if (!coding || status == 204 || status == 304 || http::headerCount(headers, "Content-Encoding") > 1)
        return;
    m_gzip = *coding == "gzip" || *coding == "x-gzip";
    m_deflate = *coding == "deflate" || *coding == "x-deflate";
}

AnswerMeter::~AnswerMeter() = default;
AnswerMeter::AnswerMeter(AnswerMeter&&) noexcept = default;
AnswerMeter& AnswerMeter::operator=(AnswerMeter&&) noexcept = default;

void AnswerMeter::feed(std::string_view bytes)
{
    if (bytes.empty() || m_damaged)
        return;
    if (!m_gzip && !m_deflate) {
        m_bytes += static_cast<std::int64_t>(bytes.size());
        return;
    }
    if (!m_inflater) {
        // Old servers leave zlib's wrapper out of "deflate": its first byte tells (RFC 1950 section 2.2).
        const bool bare = m_deflate && (bytes.front() & 0x0F) != 0x08;
        m_inflater = std::make_unique<Inflater>(m_gzip ? Wrapper::Gzip : bare ? Wrapper::None : Wrapper::Zlib);
        m_damaged = !m_inflater->ready;
    }
    for (; !bytes.empty() && !m_damaged && m_bytes <= speckle::answerByteLimit; bytes.remove_prefix(std::min(portion, bytes.size())))
        inflateMore(bytes.substr(0, portion));
}

void AnswerMeter::inflateMore(std::string_view bytes)
{
    z_stream& stream = m_inflater->stream;
    // zlib's interface is not const-correct; it does not write to its input.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::array<Bytef, portion> out;
    for (;;) {
        if (m_ended) {
            // Another member of the gzip may follow (RFC 1952 section 2.2); padding with zeros is let through.
            if (stream.avail_in == 0 || !m_gzip || *stream.next_in == 0)
                return;
            m_damaged = inflateReset(&stream) != Z_OK;
            m_ended = false;
        }
        stream.next_out = out.data();
        stream.avail_out = static_cast<uInt>(out.size());
        const int code = inflate(&stream, Z_SYNC_FLUSH);
        m_bytes += static_cast<std::int64_t>(out.size() - stream.avail_out);
        m_ended = code == Z_STREAM_END;
        if (code == Z_BUF_ERROR || (code == Z_OK && stream.avail_in == 0 && stream.avail_out > 0))
            return;
        if (code != Z_OK && code != Z_STREAM_END)
            m_damaged = true;
        if (m_damaged || m_bytes > speckle::answerByteLimit)
            return;
    }
}

void AnswerMeter::end()
{
    if (m_deflate && m_inflater && !m_ended)
        m_damaged = true;
}

std::int64_t meteredBytes(int status, const http::Headers& headers, std::string_view content)
{
    AnswerMeter meter(status, headers);
    meter.feed(content);
    return meter.bytes();
}

} // namespace hookloupe::client
