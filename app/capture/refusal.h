// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace hookloupe {

/// Why the gate did not take a request. Stored by number: append only. Each has one HTTP status (http/answer.h).
enum class Refusal {
    None = 0,
    RequestLineMalformed = 1,    ///< 400, RFC 9112 section 3
    TargetMalformed = 2,         ///< 400, RFC 9112 section 3.2: control, space or non-ASCII byte, or not one of the four forms
    VersionMalformed = 3,        ///< 400
    VersionUnsupported = 4,      ///< 505: HTTP/2.0, HTTP/0.9, …
    HeaderMalformed = 5,         ///< 400: no colon, space before the colon, not a token, control byte in the value
    LineEndingMalformed = 6,     ///< 400: bare CR or bare LF
    ObsoleteFolding = 7,         ///< 400, RFC 9112 section 5.2
    HostMissing = 8,             ///< 400: HTTP/1.1 without Host
    HostRepeated = 9,            ///< 400
    HostMalformed = 10,          ///< 400
    ContentLengthMalformed = 11, ///< 400: sign, list, hex, space, empty, over 2^63
    ContentLengthRepeated = 12,  ///< 400
    LengthAndChunked = 13,       ///< 400: Content-Length with Transfer-Encoding
    TransferEncodingUnsupported = 14, ///< 501: anything but exactly `chunked`
    TransferEncodingRepeated = 15,    ///< 400
    TransferEncodingInHttp10 = 16,    ///< 400
    ChunkMalformed = 17,         ///< 400: size, extension, missing CRLF
    TrailerMalformed = 18,       ///< 400
    ExpectationUnknown = 19,     ///< 417
    RequestLineTooLong = 20,     ///< 414
    HeadTooLarge = 21,           ///< 431
    TooManyFields = 22,          ///< 431
    BodyTooLarge = 23,           ///< 413
    HeadTimeout = 24,            ///< 408
    BodyTimeout = 25,            ///< 408
    TooManyConnections = 26,     ///< 503
    TooManyBytesInFlight = 27,   ///< 503
    QueueFull = 28,              ///< 503: the store does not keep up; counted, not stored
    DiskFull = 29,               ///< 507: counted, not stored
    StoreFailed = 30,            ///< 503: the store reported another error; counted, not stored
    ClientLeft = 31,             ///< no answer: the client closed in the middle of a request
    LengthRequired = 32,         ///< 411; not used by the gate: without a length there is no body (RFC 9112 section 6.3)
    TlsHandshakeFailed = 33,     ///< no answer
    TlsHandshakeTimeout = 34,    ///< no answer
    Paused = 35,                 ///< 503: the user paused capturing; counted, not stored
    WebPageQuota = 36,           ///< 429: web pages sent more than they may; one a minute is stored, the others are counted
};

} // namespace hookloupe
