// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/refused_request.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace hookloupe::server {

namespace {

constexpr std::size_t mostKept = 128 * 1024;
constexpr std::string_view emptyLine = "\r\n\r\n";
constexpr std::string_view lastChunk = "0\r\n\r\n";

bool isOtherProtocol(std::string_view head)
{
    return !head.empty() && static_cast<unsigned char>(head.front()) < 0x20;
}

} // namespace

RefusedRequest::RefusedRequest(http::Request request, std::string_view behind) : m_request(std::move(request))
{
    m_request.dechunked.reset();
    splitHead();
    add(behind);
}

void RefusedRequest::add(std::string_view bytes)
{
    bytes = bytes.substr(0, mostKept - std::min(mostKept, this->bytes()));
    (m_headEnded ? m_request.rawBody : m_request.rawHead) += bytes;
    if (!m_headEnded)
        splitHead();
}

/// What came behind a fault in the middle of a head may hold its end, and the body.
void RefusedRequest::splitHead()
{
    std::string& head = m_request.rawHead;
    const auto end = head.find(emptyLine, m_searched);
    if (end == std::string::npos) {
        m_searched = head.size() - std::min(head.size(), emptyLine.size() - 1);
        return;
    }
    m_headEnded = true;
    m_request.rawBody.insert(0, head, end + emptyLine.size());
    head.resize(end + emptyLine.size());
    readPromise();
}

void RefusedRequest::readPromise()
{
    const http::Headers headers = http::viewHead(m_request.rawHead).headers;
    if (const auto length = http::headerValue(headers, "Content-Length"))
        std::from_chars(length->data(), length->data() + length->size(), m_length);
    m_chunked = http::headerValue(headers, "Transfer-Encoding").has_value();
    m_awaitsContinue = http::headerValue(headers, "Expect").has_value();
}

bool RefusedRequest::isMoreToCome() const
{
    if (bytes() >= mostKept || isOtherProtocol(m_request.rawHead))
        return false;
    if (!m_headEnded)
        return true;
    const std::string& body = m_request.rawBody;
    if (m_awaitsContinue && body.empty())
        return false;
    return m_chunked ? !body.ends_with(lastChunk) : body.size() < m_length;
}

http::Request RefusedRequest::take()
{
    if (m_request.rawHead.size() > mostKept)
        m_request.rawHead.resize(mostKept);
    if (const std::size_t left = mostKept - m_request.rawHead.size(); m_request.rawBody.size() > left)
        m_request.rawBody.resize(left);
    m_request.rawBody.shrink_to_fit();
    return std::move(m_request);
}

} // namespace hookloupe::server
