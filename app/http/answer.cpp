// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/answer.h"

#include "base/text.h"
#include "http/syntax.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

namespace hookloupe::http {

namespace {

/// RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string formatDate(std::chrono::sys_seconds time)
{
    using namespace std::chrono;
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = floor<std::chrono::days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT", days[weekday(day).c_encoding()],
                  static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                  static_cast<int>(date.year()), static_cast<int>(clock.hours().count()),
                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
    return text.data();
}

/// The date field's value now; formatted once a second.
const std::string& currentDate()
{
    thread_local std::chrono::sys_seconds formatted{};
    thread_local std::string text;
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (text.empty() || now != formatted) {
        text = formatDate(now);
        formatted = now;
    }
    return text;
}

bool isSafe(std::string_view text)
{
    constexpr std::string_view dangerous("\r\n\0", 3);
    return text.find_first_of(dangerous) == std::string_view::npos;
}

/// Fields the writer alone decides about: a second one would make the framing ambiguous.
bool belongsToWriter(std::string_view name)
{
    constexpr std::array<std::string_view, 4> own{"Date", "Connection", "Content-Length", "Transfer-Encoding"};
    return std::any_of(own.begin(), own.end(), [&](auto field) { return equalsIgnoreCase(field, name); });
}

void appendField(std::string& out, std::string_view name, std::string_view value)
{
    out.append(name).append(": ").append(value).append("\r\n");
}

std::string_view sentenceForRefusal(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
    case Refusal::ClientLeft:
    case Refusal::TlsHandshakeFailed:
    case Refusal::TlsHandshakeTimeout:
        return {};
    case Refusal::RequestLineMalformed:
        return "The request line is malformed.";
    case Refusal::TargetMalformed:
        return "The request target is malformed.";
    case Refusal::VersionMalformed:
        return "The HTTP version is malformed.";
    case Refusal::VersionUnsupported:
        return "Only HTTP/1.0 and HTTP/1.1 are supported.";
    case Refusal::HeaderMalformed:
        return "A header field is malformed.";
    case Refusal::LineEndingMalformed:
        return "A line does not end with CRLF.";
    case Refusal::ObsoleteFolding:
        return "Header fields folded over several lines are not accepted.";
    case Refusal::HostMissing:
        return "The Host field is missing.";
    case Refusal::HostRepeated:
        return "There is more than one Host field.";
    case Refusal::HostMalformed:
        return "The Host field is malformed.";
    case Refusal::ContentLengthMalformed:
        return "Content-Length is not a decimal number.";
    case Refusal::ContentLengthRepeated:
        return "There is more than one Content-Length field.";
    case Refusal::LengthAndChunked:
        return "Content-Length and Transfer-Encoding exclude each other.";
    case Refusal::TransferEncodingUnsupported:
        return "The only supported transfer coding is chunked.";
    case Refusal::TransferEncodingRepeated:
        return "There is more than one Transfer-Encoding field.";
    case Refusal::TransferEncodingInHttp10:
        return "HTTP/1.0 has no Transfer-Encoding.";
    case Refusal::ChunkMalformed:
        return "The chunked body is malformed.";
    case Refusal::TrailerMalformed:
        return "A trailer field is malformed.";
    case Refusal::ExpectationUnknown:
        return "The only supported expectation is 100-continue.";
    case Refusal::RequestLineTooLong:
        return "The request line is too long.";
    case Refusal::HeadTooLarge:
        return "The header fields are too large.";
    case Refusal::TooManyFields:
        return "There are too many header fields.";
    case Refusal::BodyTooLarge:
        return "The body is too large.";
    case Refusal::HeadTimeout:
        return "The request head did not arrive in time.";
    case Refusal::BodyTimeout:
        return "The request body did not arrive in time.";
    case Refusal::TooManyConnections:
        return "There are too many connections.";
    case Refusal::TooManyBytesInFlight:
        return "Too many requests are in flight.";
    case Refusal::QueueFull:
        return "The request could not be stored: the queue is full.";
    case Refusal::DiskFull:
        return "The request could not be stored: the disk is full.";
    case Refusal::StoreFailed:
        return "The request could not be stored.";
    case Refusal::LengthRequired:
        return "The request needs a Content-Length.";
    case Refusal::Paused:
        return "Nothing is captured at the moment.";
    case Refusal::WebPageQuota:
        return "Web pages have sent too much. Try again in a minute.";
    }
    return {};
}

} // namespace

std::string_view reasonPhrase(int status)
{
    struct Phrase {
        int status;
        std::string_view text;
    };
    constexpr std::array<Phrase, 51> phrases{{
        {100, "Continue"}, {101, "Switching Protocols"}, {102, "Processing"}, {103, "Early Hints"},
        {200, "OK"}, {201, "Created"}, {202, "Accepted"}, {203, "Non-Authoritative Information"},
        {204, "No Content"}, {205, "Reset Content"}, {206, "Partial Content"}, {207, "Multi-Status"},
        {300, "Multiple Choices"}, {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"},
        {304, "Not Modified"}, {305, "Use Proxy"}, {307, "Temporary Redirect"}, {308, "Permanent Redirect"},
        {400, "Bad Request"}, {401, "Unauthorized"}, {402, "Payment Required"}, {403, "Forbidden"},
        {404, "Not Found"}, {405, "Method Not Allowed"}, {406, "Not Acceptable"},
        {407, "Proxy Authentication Required"}, {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"},
        {411, "Length Required"}, {412, "Precondition Failed"}, {413, "Content Too Large"}, {414, "URI Too Long"},
        {415, "Unsupported Media Type"}, {416, "Range Not Satisfiable"}, {417, "Expectation Failed"},
        {421, "Misdirected Request"}, {422, "Unprocessable Content"}, {425, "Too Early"},
        {426, "Upgrade Required"}, {428, "Precondition Required"}, {429, "Too Many Requests"},
        {431, "Request Header Fields Too Large"}, {500, "Internal Server Error"}, {501, "Not Implemented"},
        {502, "Bad Gateway"}, {503, "Service Unavailable"}, {504, "Gateway Timeout"},
        {505, "HTTP Version Not Supported"},
    }};
    if (status == 507)
        return "Insufficient Storage";
    const auto found = std::find_if(phrases.begin(), phrases.end(), [&](const Phrase& p) { return p.status == status; });
    return found == phrases.end() ? "Unknown" : found->text;
}

std::string writeAnswer(const Answer& answer, const AnswerContext& context)
{
    const int status = answer.status >= 100 && answer.status <= 999 ? answer.status : 500;
    const bool interim = status < 200;
    const bool bodiless = interim || status == 204 || status == 304;
    const bool customReason = !answer.reason.empty() && isFieldContent(answer.reason);
    std::string out;
    out.reserve(256 + (bodiless || context.headRequest ? 0 : answer.body.size()));
    out.append("HTTP/1.1 ").append(std::to_string(status)).append(" ");
    out.append(customReason ? std::string_view(answer.reason) : reasonPhrase(status)).append("\r\n");
    for (const auto& [name, value] : answer.headers) {
        if (isToken(name) && isSafe(value) && !belongsToWriter(name)
            && !(bodiless && equalsIgnoreCase(name, "Content-Type")))
            appendField(out, name, value);
    }
    if (!interim) {
        appendField(out, "Date", currentDate());
        if (!context.keepAlive)
            appendField(out, "Connection", "close");
        else if (context.minorVersion == 0)
            appendField(out, "Connection", "keep-alive");
    }
    // A 304 may only repeat the length that the 200 would have had, which is known if there is a body.
    if (!bodiless || (status == 304 && !answer.body.empty()))
        appendField(out, "Content-Length", std::to_string(answer.body.size()));
    out.append("\r\n");
    if (!bodiless && !context.headRequest)
        out.append(answer.body);
    return out;
}

int statusForRefusal(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
    case Refusal::ClientLeft:
    case Refusal::TlsHandshakeFailed:
    case Refusal::TlsHandshakeTimeout:
        return 0;
    case Refusal::RequestLineMalformed:
    case Refusal::TargetMalformed:
    case Refusal::VersionMalformed:
    case Refusal::HeaderMalformed:
    case Refusal::LineEndingMalformed:
    case Refusal::ObsoleteFolding:
    case Refusal::HostMissing:
    case Refusal::HostRepeated:
    case Refusal::HostMalformed:
    case Refusal::ContentLengthMalformed:
    case Refusal::ContentLengthRepeated:
    case Refusal::LengthAndChunked:
    case Refusal::TransferEncodingRepeated:
    case Refusal::TransferEncodingInHttp10:
    case Refusal::ChunkMalformed:
    case Refusal::TrailerMalformed:
        return 400;
    case Refusal::HeadTimeout:
    case Refusal::BodyTimeout:
        return 408;
    case Refusal::LengthRequired:
        return 411;
    case Refusal::BodyTooLarge:
        return 413;
    case Refusal::RequestLineTooLong:
        return 414;
    case Refusal::ExpectationUnknown:
        return 417;
    case Refusal::WebPageQuota:
        return 429;
    case Refusal::HeadTooLarge:
    case Refusal::TooManyFields:
        return 431;
    case Refusal::TransferEncodingUnsupported:
        return 501;
    case Refusal::TooManyConnections:
    case Refusal::TooManyBytesInFlight:
    case Refusal::QueueFull:
    case Refusal::StoreFailed:
    case Refusal::Paused:
        return 503;
    case Refusal::VersionUnsupported:
        return 505;
    case Refusal::DiskFull:
        return 507;
    }
    return 0;
}

Answer answerForRefusal(Refusal refusal)
{
    Answer answer;
    answer.status = statusForRefusal(refusal);
    if (answer.status == 0)
        return answer;
    answer.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
    if (refusal == Refusal::WebPageQuota)
        answer.headers.push_back({"Retry-After", "60"});
    answer.body.append(sentenceForRefusal(refusal)).append("\n");
    return answer;
}

} // namespace hookloupe::http
