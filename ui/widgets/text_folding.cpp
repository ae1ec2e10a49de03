// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/text_folding.h"

#include <algorithm>

namespace hookloupe::ui {

void TextFolding::reset(Folds folds)
{
    m_folds = std::move(folds);
    m_closed.clear();
}

std::optional<std::size_t> TextFolding::at(std::size_t begin) const
{
    if (!m_folds)
        return std::nullopt;
    const auto found = std::lower_bound(m_folds->begin(), m_folds->end(), begin,
                                        [](const decode::Fold& fold, std::size_t wanted) { return fold.begin < wanted; });
    if (found == m_folds->end() || found->begin != begin)
        return std::nullopt;
    return std::size_t(found - m_folds->begin());
}

std::optional<std::size_t> TextFolding::around(std::size_t offset) const
{
    if (!m_folds)
        return std::nullopt;
    auto behind = std::upper_bound(m_folds->begin(), m_folds->end(), offset + 1,
                                   [](std::size_t wanted, const decode::Fold& fold) { return wanted < fold.begin; });
    // Folds are ordered by begin: the last one before the offset that does not end before it is the innermost.
    while (behind != m_folds->begin()) {
        --behind;
        if (offset <= behind->end)
            return std::size_t(behind - m_folds->begin());
    }
    return std::nullopt;
}

void TextFolding::setClosed(std::size_t index, bool closed)
{
    if (closed)
        m_closed.insert(index);
    else
        m_closed.erase(index);
}

void TextFolding::closeAllInside()
{
    // What is inside a closed fold need not be closed too: it is hidden, and opens as it was.
    const std::size_t count = m_folds ? m_folds->size() : 0;
    for (std::size_t i = 1; i < count && m_closed.size() < mostClosed;) {
        m_closed.insert(i);
        const std::uint32_t end = fold(i).end;
        const auto next = std::lower_bound(m_folds->begin() + std::ptrdiff_t(i), m_folds->end(), end,
                                           [](const decode::Fold& one, std::uint32_t wanted) { return one.begin < wanted; });
        i = std::size_t(next - m_folds->begin());
    }
}

bool TextFolding::reveal(std::size_t offset)
{
    return std::erase_if(m_closed, [&](std::size_t i) { return fold(i).begin <= offset && offset < fold(i).end; }) > 0;
}

std::vector<HiddenText> TextFolding::hidden(std::string_view text) const
{
    std::vector<HiddenText> found;
    for (const std::size_t i : m_closed) {
        const decode::Fold& one = fold(i);
        if (!found.empty() && one.begin < found.back().end)
            continue;
        const std::string_view part = text.substr(one.begin, one.end - one.begin);
        found.push_back({one.begin, one.end, std::size_t(std::count(part.begin(), part.end(), '\n'))});
    }
    return found;
}

} // namespace hookloupe::ui
