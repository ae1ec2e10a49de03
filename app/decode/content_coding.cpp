// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/content_coding.h"

#include "base/text.h"
#include "decode/decoder.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace hookloupe::decode {

namespace {

constexpr std::size_t mostCodings = 4;
constexpr std::size_t chunk = 64 * 1024;

/// zlib's words for the three wrappers (inflateInit2).
enum class Wrapper { Gzip = 16 + MAX_WBITS, Zlib = MAX_WBITS, None = -MAX_WBITS };

struct Inflated {
    std::string bytes;
    Problem problem = Problem::None;
    std::string detail;
};

class Inflater {
public:
    explicit Inflater(Wrapper wrapper)
    {
        m_ready = inflateInit2(&m_stream, static_cast<int>(wrapper)) == Z_OK;
    }
    ~Inflater()
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    Inflated run(std::string_view input, std::size_t limit)
    {
        Inflated out;
        if (!m_ready)
            return {{}, Problem::BadCompression, "zlib could not start"};
        std::array<char, chunk> buffer;
        for (;;) {
            feed(input);
            m_stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
            m_stream.avail_out = static_cast<uInt>(buffer.size());
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            const std::size_t got = buffer.size() - m_stream.avail_out;
            const std::size_t room = limit - out.bytes.size();
            out.bytes.append(buffer.data(), std::min(got, room));
            if (got > room) {
                out.problem = Problem::CompressionBomb;
                return out;
            }
            if (code == Z_STREAM_END) {
                input = input.substr(input.size() - m_left - m_stream.avail_in);
                if (input.empty())
                    return out;
                // A gzip body may have several members (RFC 1952 section 2.2).
                if (!input.starts_with("\x1f\x8b") || inflateReset(&m_stream) != Z_OK) {
                    out.problem = Problem::BadCompression;
                    out.detail = std::to_string(input.size()) + " bytes after the end of the compressed data";
                    return out;
                }
                m_left = 0;
                m_stream.avail_in = 0;
                m_fed = false;
            } else if (code != Z_OK || (got == 0 && m_stream.avail_in == 0 && m_left == 0)) {
                out.problem = Problem::BadCompression;
                const bool ended = code == Z_OK || code == Z_BUF_ERROR;
                out.detail = ended ? "the compressed data ends too early"
                    : m_stream.msg ? m_stream.msg
                                   : "not compressed";
                return out;
            }
        }
    }

private:
    /// Hands over the input in portions that fit zlib's 32-bit counter.
    void feed(std::string_view input)
    {
        if (!m_fed) {
            m_left = input.size();
            m_fed = true;
        }
        if (m_stream.avail_in > 0 || m_left == 0)
            return;
        const std::size_t portion = std::min<std::size_t>(m_left, std::numeric_limits<int>::max());
        // zlib's interface is not const-correct; it does not write to its input.
        m_stream.next_in =
            reinterpret_cast<Bytef*>(const_cast<char*>(input.data() + (input.size() - m_left)));
        m_stream.avail_in = static_cast<uInt>(portion);
        m_left -= portion;
    }

    z_stream m_stream{};
    std::size_t m_left = 0; ///< bytes of the input not yet handed over
    bool m_fed = false;
    bool m_ready = false;
};

/// "deflate" means zlib's wrapper; some senders leave it out, and readers take both (RFC 9110
/// section 8.4.1.2).
Inflated undoDeflate(std::string_view bytes, std::size_t limit)
{
    Inflated wrapped = Inflater(Wrapper::Zlib).run(bytes, limit);
    if (wrapped.problem != Problem::BadCompression || !wrapped.bytes.empty())
        return wrapped;
    Inflated bare = Inflater(Wrapper::None).run(bytes, limit);
    return bare.problem == Problem::BadCompression && bare.bytes.empty() ? wrapped : bare;
}

std::vector<std::string_view> codingsOf(const http::Headers& headers)
{
    std::vector<std::string_view> codings;
    for (const http::Header& header : headers) {
        if (!equalsIgnoreCase(header.name, "Content-Encoding"))
            continue;
        std::string_view rest = header.value;
        for (;;) {
            const std::size_t comma = std::min(rest.find(','), rest.size());
            const std::string_view coding = trimmedOws(rest.substr(0, comma));
            if (!coding.empty() && !equalsIgnoreCase(coding, "identity"))
                codings.push_back(coding);
            if (comma == rest.size())
                break;
            rest.remove_prefix(comma + 1);
        }
    }
    return codings;
}

} // namespace

void undoContentCodings(const http::Headers& headers, std::string_view content, const DecodeLimits& limits,
                        Document& document)
{
    document.text = content;
    const auto codings = codingsOf(headers);
    for (std::size_t i = codings.size(); i-- > 0 && document.problem == Problem::None;) {
        const std::string_view coding = codings[i];
        const bool gzip = equalsIgnoreCase(coding, "gzip") || equalsIgnoreCase(coding, "x-gzip");
        if ((!gzip && !equalsIgnoreCase(coding, "deflate")) || document.undone.size() == mostCodings) {
            setProblem(document, Problem::UnknownEncoding, 0, std::string(coding));
            return;
        }
        Inflated out = gzip ? Inflater(Wrapper::Gzip).run(document.text, limits.bytes)
                            : undoDeflate(document.text, limits.bytes);
        if (out.problem == Problem::BadCompression && out.bytes.empty()) {
            setProblem(document, out.problem, 0, std::move(out.detail));
            return; // the bytes as they came say more than nothing
        }
        document.text = std::move(out.bytes);
        document.undone.emplace_back(gzip ? "gzip" : "deflate");
        if (out.problem != Problem::None)
            setProblem(document, out.problem, document.text.size(), std::move(out.detail));
    }
}

} // namespace hookloupe::decode
