// SPDX-License-Identifier: GPL-3.0-or-later
#include "decode/charset.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace hookloupe::decode {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t looked = 64; ///< bytes by which the order of unmarked ones is told

struct Mark {
    std::string_view bytes;
    Charset charset;
};
// Longer ones first: one begins as another does.
constexpr std::array marks{
    Mark{"\xff\xfe\0\0"sv, Charset::Utf32Le}, Mark{"\0\0\xfe\xff"sv, Charset::Utf32Be},
    Mark{"\xff\xfe"sv, Charset::Utf16Le},     Mark{"\xfe\xff"sv, Charset::Utf16Be},
};

std::size_t unitOf(Charset charset)
{
    switch (charset) {
    case Charset::Utf8:
        return 1;
    case Charset::Utf16Le:
    case Charset::Utf16Be:
        return 2;
    case Charset::Utf32Le:
    case Charset::Utf32Be:
        return 4;
    }
    return 1;
}

std::optional<Mark> markOf(std::string_view bytes)
{
    const auto found = std::find_if(marks.begin(), marks.end(), [&](const Mark& mark) {
        // Four zero bytes short of a whole UTF-32 text are a zero character in UTF-16.
        return bytes.starts_with(mark.bytes) && (unitOf(mark.charset) != 4 || bytes.size() % 4 == 0);
    });
    return found == marks.end() ? std::nullopt : std::optional(*found);
}

/// Most characters of texts that machines write are ASCII, whose high byte is zero.
bool isLittleEndian(std::string_view bytes, std::size_t unit)
{
    std::size_t zeroFirst = 0;
    std::size_t zeroLast = 0;
    for (std::size_t at = 0; at + unit <= std::min(bytes.size(), looked); at += unit) {
        zeroFirst += bytes[at] == '\0' ? 1U : 0U;
        zeroLast += bytes[at + unit - 1] == '\0' ? 1U : 0U;
    }
    return zeroLast > zeroFirst;
}

Charset byName(std::string_view bytes, std::string_view named)
{
    struct Name {
        std::string_view text;
        Charset charset;
    };
    constexpr std::array names{Name{"utf-16le", Charset::Utf16Le}, Name{"utf-16be", Charset::Utf16Be},
                               Name{"utf-32le", Charset::Utf32Le}, Name{"utf-32be", Charset::Utf32Be}};
    for (const Name& name : names) {
        if (equalsIgnoreCase(named, name.text))
            return name.charset;
    }
    // Without a mark it is big-endian (RFC 2781 section 4.3), which Windows does not keep to.
    if (equalsIgnoreCase(named, "utf-16"))
        return isLittleEndian(bytes, 2) ? Charset::Utf16Le : Charset::Utf16Be;
    if (equalsIgnoreCase(named, "utf-32"))
        return isLittleEndian(bytes, 4) ? Charset::Utf32Le : Charset::Utf32Be;
    return Charset::Utf8;
}

Charset byZeros(std::string_view bytes)
{
    const auto bracketAt = [&](std::size_t at) { return at < bytes.size() && (bytes[at] == '{' || bytes[at] == '['); };
    if (bracketAt(0) && bytes.substr(1, 3) == "\0\0\0"sv)
        return Charset::Utf32Le;
    if (bracketAt(3) && bytes.starts_with("\0\0\0"sv))
        return Charset::Utf32Be;
    if (bracketAt(0) && bytes.substr(1, 1) == "\0"sv)
        return Charset::Utf16Le;
    if (bracketAt(1) && bytes.front() == '\0')
        return Charset::Utf16Be;
    return Charset::Utf8;
}

class Units {
public:
    Units(std::string_view bytes, Charset charset)
        : m_bytes(bytes), m_unit(unitOf(charset)), m_little(charset == Charset::Utf16Le || charset == Charset::Utf32Le)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_bytes.empty(); }

    char32_t next()
    {
        const char32_t unit = peek();
        m_bytes.remove_prefix(std::min(m_unit, m_bytes.size()));
        if (m_unit == 2 && unit >= 0xd800 && unit < 0xdc00 && !atEnd()) {
            const char32_t low = peek();
            if (low >= 0xdc00 && low < 0xe000) {
                m_bytes.remove_prefix(m_unit);
                return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            }
        }
        return unit;
    }

private:
    [[nodiscard]] char32_t peek() const
    {
        if (m_bytes.size() < m_unit)
            return U'\ufffd';
        char32_t unit = 0;
        for (std::size_t i = 0; i < m_unit; ++i)
            unit = unit << 8 | static_cast<unsigned char>(m_bytes[m_little ? m_unit - 1 - i : i]);
        return unit;
    }

    std::string_view m_bytes;
    std::size_t m_unit;
    bool m_little;
};

} // namespace

Charset charsetOf(std::string_view bytes, std::string_view named)
{
    if (const auto mark = markOf(bytes))
        return mark->charset;
    const Charset charset = byName(bytes, named);
    return charset == Charset::Utf8 ? byZeros(bytes) : charset;
}

std::string_view nameOf(Charset charset)
{
    switch (charset) {
    case Charset::Utf8:
        return "UTF-8";
    case Charset::Utf16Le:
        return "UTF-16LE";
    case Charset::Utf16Be:
        return "UTF-16BE";
    case Charset::Utf32Le:
        return "UTF-32LE";
    case Charset::Utf32Be:
        return "UTF-32BE";
    }
    return {};
}

std::string toUtf8(std::string_view bytes, Charset charset)
{
    if (charset == Charset::Utf8)
        return std::string(bytes);
    if (const auto mark = markOf(bytes); mark && mark->charset == charset)
        bytes.remove_prefix(mark->bytes.size());
    std::string out;
    out.reserve(bytes.size() / unitOf(charset));
    for (Units units(bytes, charset); !units.atEnd();)
        appendUtf8(out, units.next());
    return out;
}

std::optional<std::string> utf8OfJson(std::string_view bytes)
{
    const Charset charset = charsetOf(bytes);
    if (charset == Charset::Utf8)
        return std::nullopt;
    const std::string begin = toUtf8(bytes.substr(0, looked), charset);
    const std::size_t first = begin.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || (begin[first] != '{' && begin[first] != '['))
        return std::nullopt;
    return toUtf8(bytes, charset);
}

} // namespace hookloupe::decode
