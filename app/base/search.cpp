// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/search.h"

#include "base/text.h"

#include <cstring>

namespace hookloupe {

namespace {

char lowerAscii(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// The lower case of letters whose two cases are equally long in UTF-8 (Unicode 15, simple case folding).
char32_t folded(char32_t c)
{
    if (c >= U'A' && c <= U'Z')
        return c + 32;
    if (c >= 0xc0 && c <= 0xde && c != 0xd7)
        return c + 32;
    if ((c >= 0x391 && c <= 0x3a9 && c != 0x3a2) || (c >= 0x410 && c <= 0x42f))
        return c + 32;
    if (c >= 0x400 && c <= 0x40f)
        return c + 80;
    return c;
}

std::string foldedText(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto point = firstCodePoint(text);
        if (point)
            appendUtf8(out, folded(point->value));
        else
            out += text[0];
        text.remove_prefix(point ? point->length : 1);
    }
    return out;
}

} // namespace

TextSearch::TextSearch(std::string_view wanted, bool matchCase)
    : m_wanted(matchCase ? std::string(wanted) : foldedText(wanted)), m_matchCase(matchCase)
{
    if (m_wanted.empty())
        return;
    m_first = m_wanted[0];
    m_otherFirst = m_first >= 'a' && m_first <= 'z' ? static_cast<char>(m_first - 32) : m_first;
    // The two cases of a Greek or Cyrillic letter may begin with different bytes.
    if (m_first == '\xcf' || m_first == '\xd1')
        m_otherFirst = static_cast<char>(m_first - 1);
}

bool TextSearch::matchesAt(const char* at) const
{
    for (std::size_t i = 0; i < m_wanted.size();) {
        if (static_cast<unsigned char>(at[i]) < 0x80) {
            if (lowerAscii(at[i]) != m_wanted[i])
                return false;
            ++i;
            continue;
        }
        const std::string_view rest(at + i, m_wanted.size() - i);
        const auto found = firstCodePoint(rest);
        const auto sought = firstCodePoint(std::string_view(m_wanted).substr(i));
        if (!found || !sought) {
            if (at[i] != m_wanted[i])
                return false;
            ++i;
            continue;
        }
        if (folded(found->value) != sought->value)
            return false;
        i += sought->length;
    }
    return true;
}

std::size_t TextSearch::find(std::string_view text, std::size_t from) const
{
    if (m_wanted.empty() || from > text.size())
        return none;
    if (m_matchCase)
        return text.find(m_wanted, from);
    if (text.size() - from < m_wanted.size())
        return none;
    const char* const end = text.data() + text.size() - m_wanted.size() + 1;
    for (const char* at = text.data() + from; at < end; ++at) {
        if ((*at == m_first || *at == m_otherFirst) && matchesAt(at))
            return static_cast<std::size_t>(at - text.data());
    }
    return none;
}

} // namespace hookloupe
