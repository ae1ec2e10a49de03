// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostile_requests.h"

#include <utility>

namespace hookloupe::test {

namespace {

using namespace std::string_literals;

const std::string host = "Host: a\r\n";
const std::string post = "POST /hook HTTP/1.1\r\nHost: a\r\n";
const std::string chunkedPost = post + "Transfer-Encoding: chunked\r\n\r\n";
const std::string smuggled = "GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

/// A table under construction. `upToFault` ends with the byte that shows the fault, `rest` must not be looked at.
class Table {
public:
    void legal(std::string name, const std::string& bytes, int taken = 1, bool closes = false)
    {
        m_rows.push_back({std::move(name), bytes, bytes.size(), taken, Refusal::None, 200, closes});
    }
    void bad(std::string name, int status, Refusal refusal, const std::string& upToFault, const std::string& rest = smuggled,
             int taken = 0)
    {
        m_rows.push_back({std::move(name), upToFault + rest, upToFault.size(), taken, refusal, status, true});
    }
    /// The request line is at fault.
    void badLine(std::string name, int status, Refusal refusal, const std::string& line)
    {
        bad(std::move(name), status, refusal, line + "\r\n", host + "\r\n" + smuggled);
    }
    /// The one field line after Host is at fault.
    void badField(std::string name, Refusal refusal, const std::string& line)
    {
        bad(std::move(name), 400, refusal, post + line + "\r\n", "\r\n" + smuggled);
    }
    /// The head as a whole is at fault.
    void badHead(std::string name, int status, Refusal refusal, const std::string& fields)
    {
        bad(std::move(name), status, refusal, post + fields + "\r\n");
    }
    void badHost(std::string name, const std::string& value)
    {
        bad(std::move(name), 400, Refusal::HostMalformed, "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n");
    }
    void goodHost(std::string name, const std::string& value)
    {
        legal(std::move(name), "GET / HTTP/1.1\r\nHost: " + value + "\r\n\r\n");
    }
    void badChunks(std::string name, const std::string& upToFault, const std::string& rest = "\r\n0\r\n\r\n" + smuggled)
    {
        bad(std::move(name), 400, Refusal::ChunkMalformed, chunkedPost + upToFault, rest);
    }
    void badTrailer(std::string name, const std::string& line)
    {
        bad(std::move(name), 400, Refusal::TrailerMalformed, chunkedPost + "0\r\n" + line, "\r\n" + smuggled);
    }
    void goodChunks(std::string name, const std::string& body) { legal(std::move(name), chunkedPost + body); }

    std::vector<HostileRequest> rows() && { return std::move(m_rows); }

private:
    std::vector<HostileRequest> m_rows;
};

std::string repeated(const std::string& text, std::size_t count)
{
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
        out += text;
    return out;
}

void addRequestLines(Table& t)
{
    t.legal("any method token", "M-SEARCH! / HTTP/1.1\r\n" + host + "\r\n");
    t.legal("a lower-case method is another token", "get / HTTP/1.1\r\n" + host + "\r\n");
    t.legal("two slashes are kept", "GET //evil/x HTTP/1.1\r\n" + host + "\r\n");
    t.legal("dots and escapes are kept", "GET /../%2F%00%zz?q=/..#f HTTP/1.1\r\n" + host + "\r\n");
    t.legal("absolute form", "GET http://b:8/x HTTP/1.1\r\n" + host + "\r\n");
    t.legal("absolute form without a path", "GET http://[::1] HTTP/1.1\r\n" + host + "\r\n");
    t.legal("asterisk form", "OPTIONS * HTTP/1.1\r\n" + host + "\r\n");
    t.legal("authority form", "CONNECT b:443 HTTP/1.1\r\nHost: b:443\r\n\r\n");
    t.legal("an empty line first", "\r\nGET / HTTP/1.1\r\n" + host + "\r\n");
    t.legal("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n" + host + "\r\n");
    t.legal("request line at the limit", "GET /" + std::string(8192 - 14, 'a') + " HTTP/1.1\r\n" + host + "\r\n");

    const auto malformed = Refusal::RequestLineMalformed;
    t.badLine("no version", 400, malformed, "GET /");
    t.badLine("a method alone", 400, malformed, "GET");
    t.badLine("a space first", 400, malformed, " GET / HTTP/1.1");
    t.badLine("method with a colon", 400, malformed, "GE:T / HTTP/1.1");
    t.badLine("method with a control byte", 400, malformed, "G\x01T / HTTP/1.1");
    t.badLine("method with a NUL", 400, malformed, "G\0T / HTTP/1.1"s);
    t.badLine("method with a tab", 400, malformed, "GET\t/ HTTP/1.1");
    t.badLine("method beyond ASCII", 400, malformed, "G\xc3\x89T / HTTP/1.1");
    t.badLine("tabs instead of spaces", 400, malformed, "GET\t/\tHTTP/1.1");
    t.bad("three empty lines first", 400, malformed, "\r\n\r\n\r\n");
    t.bad("SOCKS 5", 400, malformed, "\x05", "\x01"s + "\0"s);
    t.bad("SOCKS 4", 400, malformed, "\x04", "\x01\x00\x50\x7f\x00\x00\x01\x00"s);
    t.bad("PROXY protocol, version 1", 400, Refusal::VersionMalformed, "PROXY TCP4 192.0.2.1 192.0.2.2 56324 443\r\n", smuggled);
    t.bad("PROXY protocol, version 2", 400, malformed, "\r\n\r\n\0"s, "\r\nQUIT\n\x21\x11\x00\x0c"s + smuggled);
    t.bad("a NUL first", 400, malformed, "\0"s, smuggled);
    t.badLine("SSH", 400, malformed, "SSH-2.0-OpenSSH_9.2");
    t.badLine("SMTP", 400, malformed, "EHLO mail.example");
    t.bad("a Redis command", 400, malformed, "*1\r\n", "$4\r\nPING\r\n");
    t.bad("a TLS handshake", 400, malformed, "\x16", "\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s);

    const auto target = Refusal::TargetMalformed;
    t.badLine("two spaces before the target", 400, target, "GET  / HTTP/1.1");
    t.badLine("two spaces after the target", 400, target, "GET /  HTTP/1.1");
    t.badLine("a space in the target", 400, target, "GET /a b HTTP/1.1");
    t.badLine("a request hidden in the target", 400, target, "GET / HTTP/1.1 /smuggled HTTP/1.1");
    t.badLine("a tab in the target", 400, target, "GET /a\tb HTTP/1.1");
    t.badLine("a NUL in the target", 400, target, "GET /a\0b HTTP/1.1"s);
    t.badLine("an escape byte in the target", 400, target, "GET /\x1b[31m HTTP/1.1");
    t.badLine("a DEL in the target", 400, target, "GET /\x7f HTTP/1.1");
    t.badLine("raw UTF-8 in the target", 400, target, "GET /\xc3\xa9 HTTP/1.1");
    t.badLine("a target without slash", 400, target, "GET hook HTTP/1.1");
    t.badLine("asterisk with another method", 400, target, "GET * HTTP/1.1");
    t.badLine("authority with another method", 400, target, "GET b:443 HTTP/1.1");
    t.badLine("CONNECT with a path", 400, target, "CONNECT / HTTP/1.1");
    t.badLine("CONNECT without a port", 400, target, "CONNECT b HTTP/1.1");
    t.badLine("absolute form without a host", 400, target, "GET http:///x HTTP/1.1");
    t.badLine("absolute form with user information", 400, target, "GET http://u:p@b/ HTTP/1.1");
    t.badLine("absolute form with a bad port", 400, target, "GET http://b:99999/ HTTP/1.1");

    t.badLine("HTTP/0.9", 505, Refusal::VersionUnsupported, "GET / HTTP/0.9");
    t.badLine("HTTP/1.2", 505, Refusal::VersionUnsupported, "GET / HTTP/1.2");
    t.badLine("HTTP/2.0", 505, Refusal::VersionUnsupported, "GET / HTTP/2.0");
    t.bad("the preface of HTTP/2", 505, Refusal::VersionUnsupported, "PRI * HTTP/2.0\r\n", "\r\nSM\r\n\r\n");
    t.badLine("version in lower case", 400, Refusal::VersionMalformed, "GET / http/1.1");
    t.badLine("version with two digits", 400, Refusal::VersionMalformed, "GET / HTTP/1.10");
    t.badLine("version without a minor", 400, Refusal::VersionMalformed, "GET / HTTP/1");
    t.badLine("another protocol", 400, Refusal::VersionMalformed, "GET / ICAP/1.0");
    t.badLine("a space last", 400, Refusal::VersionMalformed, "GET / HTTP/1.1 ");

    t.bad("request line past the limit", 414, Refusal::RequestLineTooLong, "GET /" + std::string(8192 - 13, 'a') + " HTTP/1.1\r",
          "\n" + host + "\r\n");
    t.bad("a request line without end", 414, Refusal::RequestLineTooLong, std::string(8194, 'G'), std::string(50'000, 'G'));
}

void addLineEndings(Table& t)
{
    const auto ending = Refusal::LineEndingMalformed;
    t.bad("LF alone after the request line", 400, ending, "GET / HTTP/1.1\n", host + "\r\n" + smuggled);
    t.bad("LF alone after a field", 400, ending, post + "X: 1\n", "\r\n" + smuggled);
    t.bad("LF alone ends the head", 400, ending, post + "X: 1\r\n\n");
    t.bad("LF alone everywhere", 400, ending, "GET / HTTP/1.1\n", "Host: a\n\n");
    t.bad("CR alone in the request line", 400, ending, "GET / HTTP/1.1\rH", "ost: a\r\n\r\n");
    t.bad("CR alone in a value", 400, ending, post + "X: a\rC", "ontent-Length: 30\r\n\r\n" + smuggled);
    t.bad("CR alone in a name", 400, ending, post + "X\rY", ": 1\r\n\r\n");
    t.bad("two CR before LF", 400, ending, post + "X: 1\r\r", "\n\r\n" + smuggled);
    t.bad("LF alone first", 400, ending, "\n", "GET / HTTP/1.1\r\n" + host + "\r\n");
    t.bad("CR alone first", 400, ending, "\rG", "ET / HTTP/1.1\r\n" + host + "\r\n");
}

void addFields(Table& t)
{
    t.legal("no space after the colon", post + "X:1\r\n\r\n");
    t.legal("white space around the value", post + "X: \t 1 \t \r\n\r\n");
    t.legal("an empty value", post + "X:\r\n\r\n");
    t.legal("a tab in the value", post + "X: a\tb\r\n\r\n");
    t.legal("bytes beyond ASCII in the value", post + "X: \xff\xc3\xa9\x80\r\n\r\n");
    t.legal("odd token characters in the name", post + "!#$%&'*+-.^_`|~9: 1\r\n\r\n");
    t.legal("repeated fields", post + "X: 1\r\nx: 2\r\nX: 1\r\n\r\n");
    t.legal("as many fields as allowed", post + repeated("X: 1\r\n", 95) + "\r\n");
    t.legal("a head at the limit", post + "X: " + std::string(65536 - post.size() - 7, 'a') + "\r\n\r\n");

    const auto header = Refusal::HeaderMalformed;
    t.badField("no colon", header, "X");
    t.badField("no name", header, ": 1");
    t.badField("a space before the colon", header, "Content-Length : 30");
    t.badField("a tab before the colon", header, "Transfer-Encoding\t: chunked");
    t.badField("a space in the name", header, "X Y: 1");
    t.badField("a NUL in the name", header, "X\0Y: 1"s);
    t.badField("a bracket in the name", header, "X(Y): 1");
    t.badField("a name beyond ASCII", header, "X\xc3\xa9: 1");
    t.badField("a NUL in the value", header, "X: a\0b"s);
    t.badField("an escape byte in the value", header, "X: \x1b]0;evil");
    t.badField("a vertical tab in the value", header, "Content-Length:\x0b""30");
    t.badField("a DEL in the value", header, "X: a\x7f");
    t.badField("a request line among the fields", header, "GET /smuggled HTTP/1.1");
    t.badField("a folded line", Refusal::ObsoleteFolding, " folded");
    t.badField("a line folded with a tab", Refusal::ObsoleteFolding, "\tContent-Length: 30");
    t.badField("a line of spaces", Refusal::ObsoleteFolding, "   ");
    t.bad("white space before the first field", 400, header, "GET / HTTP/1.1\r\n Host: a\r\n", "\r\n" + smuggled);

    t.bad("one field too many", 431, Refusal::TooManyFields, post + repeated("X: 1\r\n", 96), "\r\n" + smuggled);
    t.bad("a head past the limit", 431, Refusal::HeadTooLarge,
          post + "X: " + std::string(65536 - post.size() - 6, 'a') + "\r\n\r", "\n" + smuggled);
    t.bad("a field without end", 431, Refusal::HeadTooLarge, post + "X: " + std::string(65536 - post.size() - 3, 'a'),
          std::string(20'000, 'a'));
}

void addHosts(Table& t)
{
    t.goodHost("a host with a port", "hooks.example:4100");
    t.goodHost("a host with an empty port", "a:");
    t.goodHost("an IPv4 host", "127.0.0.1:65535");
    t.goodHost("an IPv6 host", "[::1]:4100");
    t.goodHost("a long IPv6 host", "[2001:db8:0:1:2:3:4:5]");
    t.goodHost("an IPv6 host that ends as IPv4", "[::ffff:127.0.0.1]");
    t.goodHost("an address of the future", "[v1.a:b]");
    t.goodHost("an escaped host", "a%2Fb");
    t.legal("no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 1, true);
    t.legal("an empty Host with an absolute target", "GET http://b/ HTTP/1.1\r\nHost:\r\n\r\n");

    t.badHost("an empty Host", "");
    t.badHost("a port without a host", ":80");
    t.badHost("a port past 65535", "a:65536");
    t.badHost("a port with a sign", "a:+80");
    t.badHost("a port in letters", "a:http");
    t.badHost("two ports", "a:80:80");
    t.badHost("two hosts in one field", "a, b");
    t.badHost("a space in the host", "a b");
    t.badHost("a path in the host", "a/b");
    t.badHost("user information in the host", "u@a");
    t.badHost("a host with quotes", "\"a\"");
    t.badHost("a host beyond ASCII", "\xc3\xa9");
    t.badHost("a bad escape in the host", "a%2");
    t.badHost("IPv6 without brackets", "::1");
    t.badHost("brackets that do not close", "[::1");
    t.badHost("empty brackets", "[]");
    t.badHost("IPv6 with two gaps", "[1::2::3]");
    t.badHost("IPv6 with nine groups", "[1:2:3:4:5:6:7:8:9]");
    t.badHost("IPv6 with a zone", "[fe80::1%25eth0]");
    t.badHost("letters after the brackets", "[::1]a");
    t.bad("no Host", 400, Refusal::HostMissing, "GET / HTTP/1.1\r\n\r\n");
    t.bad("no Host with an absolute target", 400, Refusal::HostMissing, "GET http://b/ HTTP/1.1\r\n\r\n");
    t.bad("two Hosts", 400, Refusal::HostRepeated, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    t.bad("the same Host twice", 400, Refusal::HostRepeated, "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n");
    t.bad("two Hosts in HTTP/1.0", 400, Refusal::HostRepeated, "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n");
}

void addLengths(Table& t)
{
    t.legal("a body that looks like a request", post + "Content-Length: " + std::to_string(smuggled.size()) + "\r\n\r\n" + smuggled);
    t.legal("a length with leading zeros", post + "Content-Length: 00000000000000000000003\r\n\r\nabc");
    t.legal("a length of zero", post + "Content-Length: 0\r\n\r\n");
    t.legal("a GET with a body", "GET / HTTP/1.1\r\n" + host + "Content-Length: 3\r\n\r\nabc");
    t.legal("a POST without a length has no body", post + "\r\n");
    t.legal("binary bytes in the body", post + "Content-Length: 6\r\n\r\n\0\r\n\r\n\xff"s);

    const auto length = Refusal::ContentLengthMalformed;
    for (const char* value : {"-1", "+7", "7, 7", "7,7", "0x7", "7 7", "7.0", "7e1", "", "seven", "\"7\"", "7;", "9223372036854775808",
                              "18446744073709551616", "99999999999999999999999999", "\xd9\xa7"})
        t.badHead("Content-Length '"s + value + "'", 400, length, "Content-Length: "s + value + "\r\n");
    t.badHead("two lengths", 400, Refusal::ContentLengthRepeated, "Content-Length: 0\r\nContent-Length: 36\r\n");
    t.badHead("the same length twice", 400, Refusal::ContentLengthRepeated, "Content-Length: 0\r\ncontent-length: 0\r\n");
    t.badHead("a length past the limit", 413, Refusal::BodyTooLarge, "Content-Length: 67108865\r\n");
    t.badHead("the greatest length", 413, Refusal::BodyTooLarge, "Content-Length: 9223372036854775807\r\n");
}

void addCodings(Table& t)
{
    t.legal("chunked in another case", post + "TRANSFER-ENCODING: \tChUnKeD \r\n\r\n0\r\n\r\n");
    // Stricter than a list may be read (RFC 9110 section 5.6.1): where receivers differ, a request can be hidden.
    for (const char* value : {"xchunkedx", "chunked,", ", chunked", ",", "chunked, chunked", "gzip, chunked", "chunked, identity", "identity", "chunked;q=1", "",
                              "\"chunked\"", "chun ked"})
        t.badHead("Transfer-Encoding '"s + value + "'", 501, Refusal::TransferEncodingUnsupported,
                  "Transfer-Encoding: "s + value + "\r\n");
    t.badHead("two codings", 400, Refusal::TransferEncodingRepeated, "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n");
    t.badHead("a second coding of identity", 400, Refusal::TransferEncodingRepeated,
              "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n");
    t.badHead("length before chunked", 400, Refusal::LengthAndChunked, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    t.badHead("length after chunked", 400, Refusal::LengthAndChunked, "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n");
    t.badHead("length and an unknown coding", 400, Refusal::LengthAndChunked, "Content-Length: 5\r\nTransfer-Encoding: x\r\n");
    t.bad("chunked in HTTP/1.0", 400, Refusal::TransferEncodingInHttp10,
          "POST / HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n", "0\r\n\r\n" + smuggled);
}

void addChunks(Table& t)
{
    t.goodChunks("no chunk", "0\r\n\r\n");
    t.goodChunks("chunks of both cases", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n");
    t.goodChunks("a size with leading zeros", "0000000000000003\r\nabc\r\n000\r\n\r\n");
    t.goodChunks("a chunk that looks like an end", "5\r\n0\r\n\r\n\r\n0\r\n\r\n");
    t.goodChunks("extensions", "3;a;b=c; d = \"e;\\\"x\"\t;f\r\nabc\r\n0;last\r\n\r\n");
    t.goodChunks("trailers", "3\r\nabc\r\n0\r\nX-Sum: 1\r\nX-Sum:2\r\n\r\n");

    t.badChunks("a size with a sign", "+3\r\n");
    t.badChunks("a negative size", "-3\r\n");
    t.badChunks("a size with 0x", "0x3\r\n");
    t.badChunks("a size of 17 digits", "00000000000000003\r\n");
    t.badChunks("no size", "\r\n");
    t.badChunks("a space before the size", " 3\r\n");
    t.badChunks("a space after the size", "3 \r\n");
    t.badChunks("a size in letters", "xyz\r\n");
    t.badChunks("an extension without a name", "3;\r\n");
    t.badChunks("an extension without a value", "3;a=\r\n");
    t.badChunks("an extension whose quotes stay open", "3;a=\"b\r\n");
    t.badChunks("a control byte in an extension", "3;a=\"\x01\"\r\n");
    t.badChunks("a NUL in an extension", "3;a\0\r\n"s);
    t.badChunks("LF alone after the size", "3\n");
    t.badChunks("LF alone in an extension", "3;a\n", "5\r\nabc\r\n0\r\n\r\n");
    t.badChunks("CR alone after the size", "3\ra");
    t.badChunks("data longer than the size", "3\r\nabcde");
    t.badChunks("data shorter than the size", "5\r\nabc\r\n0\r", "\n\r\n");
    t.badChunks("LF alone after the data", "3\r\nabc\n");
    t.badChunks("an extension without end", "3;" + std::string(4094, 'a'), std::string(20'000, 'a'));
    t.bad("a chunk past the limit", 413, Refusal::BodyTooLarge, chunkedPost + "4000001\r\n");
    t.bad("the greatest chunk", 413, Refusal::BodyTooLarge, chunkedPost + "ffffffffffffffff\r\n");
    t.bad("chunks past the limit together", 413, Refusal::BodyTooLarge, chunkedPost + "1\r\na\r\n4000000\r\n");

    t.badTrailer("a trailer without colon", "X\r\n");
    t.badTrailer("a trailer with a space before the colon", "X : 1\r\n");
    t.badTrailer("a folded trailer", "X: 1\r\n folded\r\n");
    t.badTrailer("a trailer with a NUL", "X: \0\r\n"s);
    t.badTrailer("a trailer that ends with LF", "X: 1\n");
    t.badTrailer("LF alone after the trailers", "\n");
    t.badTrailer("a length in the trailers", "Content-Length: 36\r\n");
    t.badTrailer("a coding in the trailers", "transfer-encoding: chunked\r\n");
    t.badTrailer("a Host in the trailers", "Host: b\r\n");
    t.bad("one trailer too many", 431, Refusal::TooManyFields, chunkedPost + "0\r\n" + repeated("X: 1\r\n", 97), "\r\n" + smuggled);
    t.bad("trailers past the limit", 431, Refusal::HeadTooLarge, chunkedPost + "0\r\nX: " + std::string(65533, 'a'),
          std::string(20'000, 'a'));
}

void addConnections(Table& t)
{
    const std::string get = "GET / HTTP/1.1\r\n" + host;
    t.legal("three requests at once", get + "\r\n" + post + "Content-Length: 3\r\n\r\nabc" + get + "\r\n", 3);
    t.legal("requests with empty lines between", get + "\r\n\r\n" + get + "\r\n\r\n\r\n" + get + "\r\n", 3);
    t.legal("chunked, then another", chunkedPost + "1\r\na\r\n0\r\n\r\n" + get + "\r\n", 2);
    t.legal("close in a list", get + "Connection: x, CLOSE\r\n\r\n", 1, true);
    t.legal("close in a second field", get + "Connection: x\r\nConnection: close\r\n\r\n", 1, true);
    t.legal("a word that only contains close", get + "Connection: closed, not-close\r\n\r\n");
    t.legal("a second request after close is taken", get + "Connection: close\r\n\r\n" + get + "Connection: close\r\n\r\n", 2, true);
    t.legal("keep-alive in HTTP/1.0", "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
    t.legal("an expectation in HTTP/1.0 is ignored", "GET / HTTP/1.0\r\nExpect: x\r\n\r\n", 1, true);
    t.legal("100-continue in another case", post + "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\na");
    t.legal("an empty expectation", post + "Expect:\r\nContent-Length: 1\r\n\r\na");
    t.legal("an expectation among empty elements", post + "Expect: , 100-continue ,,\r\nContent-Length: 1\r\n\r\na");
    t.legal("100-continue twice", post + "Expect: 100-continue\r\nExpect:\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na");
    t.legal("empty elements in Connection", get + "Connection: ,, x,\r\n\r\n");
    t.legal("close among empty elements", get + "Connection: ,close,\r\n\r\n", 1, true);
    for (const char* value : {"x", "100-continue, x", "x,", "200-ok", "100-continue;q=1", "100-continue x"})
        t.badHead("Expect '"s + value + "'", 417, Refusal::ExpectationUnknown, "Expect: "s + value + "\r\nContent-Length: 36\r\n");
    t.bad("a good request, then a bad one", 400, Refusal::HostMissing, get + "\r\nGET /bad HTTP/1.1\r\n\r\n", smuggled, 1);
    t.bad("bytes after a body", 400, Refusal::RequestLineMalformed, post + "Content-Length: 3\r\n\r\nabcdef\r\n", smuggled, 1);
}

} // namespace

std::vector<HostileRequest> hostileRequests()
{
    Table table;
    addRequestLines(table);
    addLineEndings(table);
    addFields(table);
    addHosts(table);
    addLengths(table);
    addCodings(table);
    addChunks(table);
    addConnections(table);
    return std::move(table).rows();
}

} // namespace hookloupe::test
