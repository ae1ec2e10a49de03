// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/sniff.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace hookloupe::decode {

namespace {

using namespace std::string_view_literals;

struct Signature {
    std::string_view begin;
    std::string_view type;
};

constexpr std::array signatures{
    Signature{"\x89PNG\r\n\x1a\n"sv, "image/png"sv}, Signature{"\xff\xd8\xff"sv, "image/jpeg"sv},
    Signature{"GIF87a"sv, "image/gif"sv},            Signature{"GIF89a"sv, "image/gif"sv},
    Signature{"%PDF-"sv, "application/pdf"sv},       Signature{"\x1f\x8b\x08"sv, "application/gzip"sv},
    Signature{"PK\x03\x04"sv, "application/zip"sv},
};

} // namespace

std::string_view sniffedType(std::string_view bytes)
{
    for (const Signature& signature : signatures) {
        if (bytes.starts_with(signature.begin))
            return signature.type;
    }
    if (bytes.starts_with("RIFF") && bytes.size() >= 14 && bytes.substr(8, 6) == "WEBPVP")
        return "image/webp";
    return {};
}

bool isReadableText(std::string_view bytes)
{
    const bool plain = std::none_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
    });
    return plain && isUtf8(bytes);
}

std::string percentDecoded(std::string_view text, bool plus)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool pair = text[i] == '%' && i + 2 < text.size() && hexValue(text[i + 1]) >= 0 && hexValue(text[i + 2]) >= 0;
        if (pair) {
            out += static_cast<char>(hexValue(text[i + 1]) * 16 + hexValue(text[i + 2]));
            i += 2;
        } else {
            out += plus && text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace hookloupe::decode
