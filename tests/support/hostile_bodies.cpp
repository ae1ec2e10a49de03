// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hostile_bodies.h"

#include "support/wire_file.h"

#include <zlib.h>

#include <array>
#include <cstdint>
#include <cstdlib>

using namespace std::string_literals;

namespace hookloupe::test {

namespace {

constexpr std::size_t mebi = 1024 * 1024;

std::string bigEndian(std::uint32_t number)
{
    std::string bytes;
    for (const int shift : {24, 16, 8, 0})
        bytes += static_cast<char>(number >> shift & 0xffU);
    return bytes;
}

std::string pngChunk(const std::string& typeAndData)
{
    const auto* data = reinterpret_cast<const Bytef*>(typeAndData.data());
    const auto sum = crc32(0, data, static_cast<uInt>(typeAndData.size()));
    return bigEndian(static_cast<std::uint32_t>(typeAndData.size() - 4)) + typeAndData + bigEndian(static_cast<std::uint32_t>(sum));
}

/// One colour, `side` pixels wide and high: some kilobytes that become 4 bytes a pixel.
std::string plainPng(std::uint32_t side)
{
    const std::string rows((std::size_t(side) * 3 + 1) * side, '\0');
    std::string packed(compressBound(static_cast<uLong>(rows.size())), '\0');
    auto size = static_cast<uLongf>(packed.size());
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
                  static_cast<uLong>(rows.size()), 9)
        != Z_OK)
        std::abort();
    packed.resize(size);
    return "\x89PNG\r\n\x1a\n"s + pngChunk("IHDR" + bigEndian(side) + bigEndian(side) + "\x08\x02\x00\x00\x00"s)
        + pngChunk("IDAT" + packed) + pngChunk("IEND");
}

/// A head that promises 1.6 GB of pixels, and next to nothing after it.
std::string hugePng()
{
    const std::string size = bigEndian(20'000) + bigEndian(20'000) + "\x08\x06\x00\x00\x00"s;
    return "\x89PNG\r\n\x1a\n"s + pngChunk("IHDR" + size) + pngChunk("IDAT\x78\x9c\x03\x00\x00\x00\x00\x01"s) + pngChunk("IEND");
}

std::string base64(const std::string& bytes)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i)
            group = group << 8U | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
        for (std::size_t i = 0; i < 4; ++i)
            text += at + i > bytes.size() ? '=' : letters[group >> (18 - 6 * i) & 63U];
    }
    return text;
}

std::string gzipOfZeros(std::size_t bytes)
{
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        std::abort();
    static const std::array<Bytef, mebi> zeros{};
    std::array<Bytef, 64 * 1024> out{};
    std::string packed;
    for (std::size_t done = 0; done <= bytes; done += zeros.size()) {
        stream.next_in = const_cast<Bytef*>(zeros.data());
        stream.avail_in = done == bytes ? 0 : static_cast<uInt>(zeros.size());
        do {
            stream.next_out = out.data();
            stream.avail_out = static_cast<uInt>(out.size());
            deflate(&stream, done == bytes ? Z_FINISH : Z_NO_FLUSH);
            packed.append(reinterpret_cast<const char*>(out.data()), out.size() - stream.avail_out);
        } while (stream.avail_out == 0);
    }
    deflateEnd(&stream);
    return packed;
}

std::string manyKeys()
{
    std::string text = "{";
    for (int key = 0; key < 10'000; ++key)
        text += (key ? ",\"key " : "\"key ") + std::to_string(key) + "\":{\"value\":" + std::to_string(key) + "}";
    return text + "}";
}

std::string manyNumbers()
{
    std::string text = "[0";
    for (int number = 1; number < 300'000; ++number)
        text += "," + std::to_string(number);
    return text + "]";
}

std::string stringsWithinStrings(int depth)
{
    std::string text = "{\"end\":true}";
    for (int level = 0; level < depth; ++level) {
        std::string escaped;
        for (const char letter : text)
            escaped += letter == '"' || letter == '\\' ? std::string{'\\', letter} : std::string(1, letter);
        text = "{\"inner\":\"" + escaped + "\"}";
    }
    return text;
}

std::string noise(std::size_t bytes)
{
    std::string text(bytes, '\0');
    std::uint64_t state = 88172645463325252ULL; // xorshift64
    for (char& letter : text) {
        state ^= state << 13U;
        state ^= state >> 7U;
        state ^= state << 17U;
        letter = static_cast<char>(state & 0xffU);
    }
    return text;
}

} // namespace

std::string HostileBody::request(const std::string& path) const
{
    std::string head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + contentType + "\r\n";
    if (!contentEncoding.empty())
        head += "Content-Encoding: " + contentEncoding + "\r\n";
    return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::vector<HostileBody> hostileBodies()
{
    const std::string json = "application/json";
    const std::string nasty = "<h1>big</h1><img src=x onerror=alert(1)> \\u001b[31mred\\u001b[0m \\u0000\\u0007\\u200b user\\u202etxt.exe"
                              " \xe2\x80\xae reversed \xe2\x81\xa6 \\ud83c lone";
    return {
        {"markup, escapes, controls", json, "", "{\"<b>key</b>\":\"" + nasty + "\",\"payload\":\"" + nasty + "\"}"},
        {"the same as text", "text/plain", "", "<h1>big</h1>\x1b[31mred\x1b[0m\0\a\b\x7f \xff\xfe bytes \xe2\x80\xae reversed"s},
        {"5 MB on one line", "text/plain", "", std::string(5'000'000, 'x')},
        {"5 MB in one JSON string", json, "", "{\"long\":\"" + std::string(5'000'000, 'x') + "\"}"},
        {"10,000 keys", json, "", manyKeys()},
        {"300,000 numbers", json, "", manyNumbers()},
        {"depth 1,000", json, "", std::string(1'000, '[') + std::string(1'000, ']')},
        {"depth 100,000", json, "", std::string(100'000, '[') + std::string(100'000, ']')},
        {"strings within strings", json, "", stringsWithinStrings(12)},
        {"1.2 MB screenshot", json, "", wireFile("full-50").body},
        {"decompression bomb", json, "gzip", gzipOfZeros(1024 * mebi)},
        {"PNG of 20,000 x 20,000 px", json, "",
         "{\"payload\":{\"screenshot\":\"data:image/png;base64," + base64(hugePng()) + "\"}}"},
        {"the PNG as body", "image/png", "", hugePng()},
        {"16 MiB of noise", "application/octet-stream", "", noise(16 * mebi)},
    };
}

std::vector<std::string> heavyBodyNames()
{
    return {"not-utf8", "not-utf8-json", "not-utf8-at-the-end", "string-payload", "line-feeds", "header-lines", "dispositions", "pictures"};
}

HostileBody heavyBody(const std::string& name)
{
    const std::string json = "application/json";
    const std::string multipart = "multipart/form-data; boundary=x";
    const auto repeated = [](const std::string& piece, std::size_t bytes) {
        std::string text;
        text.reserve(bytes + piece.size());
        while (text.size() < bytes)
            text += piece;
        return text;
    };
    if (name == "not-utf8")
        return {name, "text/plain", "", std::string(50'000'000, '\xff')};
    if (name == "not-utf8-json")
        return {name, json, "", "{\"a\":\"" + std::string(50'000'000, '\xff') + "\"}"};
    if (name == "not-utf8-at-the-end")
        return {name, json, "", "{\"a\":\"" + std::string(50'000'000, 'x') + "\xff\"}"};
    if (name == "string-payload")
        return {name, json, "", "{\"payload\":\"" + std::string(50'000'000, 'x') + "\xff\"}"};
    if (name == "line-feeds")
        return {name, "text/plain", "", std::string(60'000'000, '\n')};
    if (name == "header-lines")
        return {name, multipart, "", "--x\r\n" + repeated("a\n", 60'000'000) + "\r\nb\r\n--x--"};
    if (name == "dispositions")
        return {name, multipart, "",
                "--x\r\n" + repeated("Content-Disposition: form-data; name=\"a\"\r\n", 60'000'000) + "\r\nb\r\n--x--"};
    const std::string picture = ",\"data:image/png;base64," + base64(plainPng(4'000)) + "\"";
    std::string all;
    for (int i = 0; i < 200; ++i)
        all += picture;
    return {name, json, "",
            R"({"payload":{"streamId":"a1b2c3d4e5","event":{"event_name":"comment_created","data":{"pictures":[0)" + all + "]}}}}"};
}

} // namespace hookloupe::test
