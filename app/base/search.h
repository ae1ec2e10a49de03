// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace hookloupe {

/// Finds one text in others. Without regard to case, letters of ASCII, Latin-1, Greek and Cyrillic count as equal to their
/// other case: these take as many bytes in UTF-8, so what is found is always as long as what is sought. Any thread.
class TextSearch {
public:
    static constexpr std::size_t none = std::string_view::npos;

    explicit TextSearch(std::string_view wanted, bool matchCase = false);

    /// Bytes of what is sought, and of all that is found; 0 finds nothing.
    [[nodiscard]] std::size_t length() const { return m_wanted.size(); }
    /// Where the first one at or after `from` begins; `none` if there is none. Linear for usual texts.
    [[nodiscard]] std::size_t find(std::string_view text, std::size_t from = 0) const;
    [[nodiscard]] bool isIn(std::string_view text) const { return find(text) != none; }

private:
    [[nodiscard]] bool matchesAt(const char* at) const;

    std::string m_wanted;   ///< folded, unless case matters
    bool m_matchCase;
    char m_first = '\0';    ///< what may begin a find: the first byte, in either case
    char m_otherFirst = '\0';
};

} // namespace hookloupe
