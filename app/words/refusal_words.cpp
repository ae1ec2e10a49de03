// SPDX-License-Identifier: GPL-3.0-or-later
#include "words/refusal_words.h"

#include <QCoreApplication>

namespace hookloupe::words {

using namespace Qt::Literals::StringLiterals;

QString refusalSentence(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return {};
    case Refusal::RequestLineMalformed:
        return QCoreApplication::translate("Refusal",
            "The request line is not made of a method, a target and an HTTP version.");
    case Refusal::TargetMalformed:
        return QCoreApplication::translate("Refusal",
            "The request target is malformed: it has a space, a control or a non-ASCII byte, or "
            "is neither a path nor a valid absolute address.");
    case Refusal::VersionMalformed:
        return QCoreApplication::translate("Refusal",
            "The request line does not end with an HTTP version.");
    case Refusal::VersionUnsupported:
        return QCoreApplication::translate("Refusal",
            "The request speaks another version than HTTP/1.0 or HTTP/1.1.");
    case Refusal::HeaderMalformed:
        return QCoreApplication::translate("Refusal",
            "A header line is malformed: it has no colon, a space before the colon, a name that "
            "is none, or a control byte in the value.");
    case Refusal::LineEndingMalformed:
        return QCoreApplication::translate("Refusal",
            "A line of the head ends with CR or LF alone instead of CRLF, so its end is "
            "ambiguous.");
    case Refusal::ObsoleteFolding:
        return QCoreApplication::translate("Refusal",
            "A header field is folded over several lines, which HTTP/1.1 no longer allows.");
    case Refusal::HostMissing:
        return QCoreApplication::translate("Refusal",
            "The head has no Host field, which HTTP/1.1 requires.");
    case Refusal::HostRepeated:
        return QCoreApplication::translate("Refusal",
            "The head has more than one Host field, so its addressee is ambiguous.");
    case Refusal::HostMalformed:
        return QCoreApplication::translate("Refusal",
            "The Host field is not a host name or address with an optional port.");
    case Refusal::ContentLengthMalformed:
        return QCoreApplication::translate("Refusal",
            "Content-Length is not a plain decimal number, so the end of the body is unknown.");
    case Refusal::ContentLengthRepeated:
        return QCoreApplication::translate("Refusal",
            "The head has more than one Content-Length field, so the end of the body is "
            "ambiguous.");
    case Refusal::LengthAndChunked:
        return QCoreApplication::translate("Refusal",
            "The head has both Content-Length and Transfer-Encoding, so the end of the body is "
            "ambiguous.");
    case Refusal::TransferEncodingUnsupported:
        return QCoreApplication::translate("Refusal",
            "The transfer coding is not exactly “chunked”, the only one that is supported.");
    case Refusal::TransferEncodingRepeated:
        return QCoreApplication::translate("Refusal",
            "The head has more than one Transfer-Encoding field, so the end of the body is "
            "ambiguous.");
    case Refusal::TransferEncodingInHttp10:
        return QCoreApplication::translate("Refusal",
            "The request uses Transfer-Encoding, which HTTP/1.0 does not have.");
    case Refusal::ChunkMalformed:
        return QCoreApplication::translate("Refusal",
            "The chunked body is malformed: a chunk’s size, extension or line end is not as it "
            "must be.");
    case Refusal::TrailerMalformed:
        return QCoreApplication::translate("Refusal",
            "A trailer field after the chunked body is malformed, or is one that must not be "
            "there.");
    case Refusal::ExpectationUnknown:
        return QCoreApplication::translate("Refusal",
            "The Expect field asks for something other than 100-continue.");
    case Refusal::RequestLineTooLong:
        return QCoreApplication::translate("Refusal",
            "The request line is longer than the limit in the settings.");
    case Refusal::HeadTooLarge:
        return QCoreApplication::translate("Refusal",
            "The header fields or trailers are larger than the limit in the settings.");
    case Refusal::TooManyFields:
        return QCoreApplication::translate("Refusal",
            "There are more header fields or trailers than the limit in the settings.");
    case Refusal::BodyTooLarge:
        return QCoreApplication::translate("Refusal",
            "The body is larger than the limit in the settings.");
    case Refusal::HeadTimeout:
        return QCoreApplication::translate("Refusal",
            "The request head did not arrive within the time limit.");
    case Refusal::BodyTimeout:
        return QCoreApplication::translate("Refusal",
            "The request body did not arrive within the time limit.");
    case Refusal::TooManyConnections:
        return QCoreApplication::translate("Refusal",
            "There were more connections open at once than the limit in the settings.");
    case Refusal::TooManyBytesInFlight:
        return QCoreApplication::translate("Refusal",
            "The requests in progress together were larger than the limit in the settings.");
    case Refusal::QueueFull:
        return QCoreApplication::translate("Refusal",
            "The request could not be stored because the store does not keep up. Fewer requests "
            "at once, or a faster disk, will help.");
    case Refusal::DiskFull:
        return QCoreApplication::translate("Refusal",
            "The request could not be stored because the disk is full. Free some space, or delete "
            "captures.");
    case Refusal::StoreFailed:
        return QCoreApplication::translate("Refusal",
            "The request could not be stored because the store reported an error.");
    case Refusal::ClientLeft:
        return QCoreApplication::translate("Refusal",
            "The client closed the connection in the middle of its request.");
    case Refusal::LengthRequired:
        return QCoreApplication::translate("Refusal",
            "The request has no Content-Length, which is required here.");
    case Refusal::TlsHandshakeFailed:
        return QCoreApplication::translate("Refusal",
            "The client and this program could not agree on a TLS connection. Often the client "
            "does not trust the certificate, or speaks plain HTTP to the HTTPS port.");
    case Refusal::TlsHandshakeTimeout:
        return QCoreApplication::translate("Refusal",
            "The client did not complete the TLS handshake within the time limit.");
    case Refusal::Paused:
        return QCoreApplication::translate("Refusal",
            "Capturing is paused, or the program is ending.");
    case Refusal::WebPageQuota:
        return QCoreApplication::translate("Refusal",
            "Web pages have sent more within a minute than the limit in the settings. Further requests of theirs are "
            "answered 429 and not kept; one a minute is shown.");
    }
    return {};
}

QString refusalName(Refusal refusal)
{
    switch (refusal) {
    case Refusal::None:
        return u"none"_s;
    case Refusal::RequestLineMalformed:
        return u"request_line_malformed"_s;
    case Refusal::TargetMalformed:
        return u"target_malformed"_s;
    case Refusal::VersionMalformed:
        return u"version_malformed"_s;
    case Refusal::VersionUnsupported:
        return u"version_unsupported"_s;
    case Refusal::HeaderMalformed:
        return u"header_malformed"_s;
    case Refusal::LineEndingMalformed:
        return u"line_ending_malformed"_s;
    case Refusal::ObsoleteFolding:
        return u"obsolete_folding"_s;
    case Refusal::HostMissing:
        return u"host_missing"_s;
    case Refusal::HostRepeated:
        return u"host_repeated"_s;
    case Refusal::HostMalformed:
        return u"host_malformed"_s;
    case Refusal::ContentLengthMalformed:
        return u"content_length_malformed"_s;
    case Refusal::ContentLengthRepeated:
        return u"content_length_repeated"_s;
    case Refusal::LengthAndChunked:
        return u"length_and_chunked"_s;
    case Refusal::TransferEncodingUnsupported:
        return u"transfer_encoding_unsupported"_s;
    case Refusal::TransferEncodingRepeated:
        return u"transfer_encoding_repeated"_s;
    case Refusal::TransferEncodingInHttp10:
        return u"transfer_encoding_in_http10"_s;
    case Refusal::ChunkMalformed:
        return u"chunk_malformed"_s;
    case Refusal::TrailerMalformed:
        return u"trailer_malformed"_s;
    case Refusal::ExpectationUnknown:
        return u"expectation_unknown"_s;
    case Refusal::RequestLineTooLong:
        return u"request_line_too_long"_s;
    case Refusal::HeadTooLarge:
        return u"head_too_large"_s;
    case Refusal::TooManyFields:
        return u"too_many_fields"_s;
    case Refusal::BodyTooLarge:
        return u"body_too_large"_s;
    case Refusal::HeadTimeout:
        return u"head_timeout"_s;
    case Refusal::BodyTimeout:
        return u"body_timeout"_s;
    case Refusal::TooManyConnections:
        return u"too_many_connections"_s;
    case Refusal::TooManyBytesInFlight:
        return u"too_many_bytes_in_flight"_s;
    case Refusal::QueueFull:
        return u"queue_full"_s;
    case Refusal::DiskFull:
        return u"disk_full"_s;
    case Refusal::StoreFailed:
        return u"store_failed"_s;
    case Refusal::ClientLeft:
        return u"client_left"_s;
    case Refusal::LengthRequired:
        return u"length_required"_s;
    case Refusal::TlsHandshakeFailed:
        return u"tls_handshake_failed"_s;
    case Refusal::TlsHandshakeTimeout:
        return u"tls_handshake_timeout"_s;
    case Refusal::Paused:
        return u"paused"_s;
    case Refusal::WebPageQuota:
        return u"web_page_quota"_s;
    }
    return {};
}

QString outcomeSentence(AnswerOutcome outcome)
{
    switch (outcome) {
    case AnswerOutcome::Open:
        return QCoreApplication::translate("Refusal", "The answer is not sent yet, or the program ended before it was.");
    case AnswerOutcome::Sent:
        return QCoreApplication::translate("Refusal", "The answer was sent.");
    case AnswerOutcome::ClientLeft:
        return QCoreApplication::translate("Refusal", "The client closed the connection before the answer was sent.");
    case AnswerOutcome::TimedOut:
        return QCoreApplication::translate("Refusal", "The client did not read the answer within the time limit.");
    case AnswerOutcome::None:
        return QCoreApplication::translate("Refusal", "No answer was to be sent.");
    }
    return {};
}

} // namespace hookloupe::words
