// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/edited_bytes.h"

#include <algorithm>
#include <atomic>

namespace hookloupe::ui {

namespace {

constexpr std::size_t longestTyped = 16; ///< bytes undone in one go

} // namespace

void EditedBytes::reset(std::shared_ptr<const std::string> bytes)
{
    m_given = std::move(bytes);
    m_own.reset();
    m_steps.clear();
    m_at = 0;
    m_clean = 0;
    m_kept = 0;
}

std::shared_ptr<const std::string> EditedBytes::bytes() const
{
    return m_own ? m_own : m_given;
}

void EditedBytes::put(std::size_t begin, std::size_t count, std::string_view with)
{
    if (!m_own || m_own.use_count() > 1) {
        m_own = std::make_shared<std::string>(bytes() ? *bytes() : std::string());
        m_given.reset();
    } else {
        std::atomic_thread_fence(std::memory_order_acquire); // behind the last read of a thread that held them too
    }
    m_own->replace(begin, count, with);
}

bool EditedBytes::joined(std::size_t begin, std::size_t end, std::string_view with)
{
    if (m_at == 0 || canRedo() || m_clean == m_at)
        return false;
    Step& last = m_steps.back();
    const std::size_t lastEnd = last.begin + last.inserted.size();
    if (begin < last.begin || begin > lastEnd || last.inserted.size() + with.size() > longestTyped)
        return false;
    const std::size_t before = last.removed.size() + last.inserted.size();
    if (end > lastEnd)
        last.removed.append(*bytes(), lastEnd, end - lastEnd);
    last.inserted.replace(begin - last.begin, std::min(end, lastEnd) - begin, with);
    m_kept += last.removed.size() + last.inserted.size() - before;
    return true;
}

void EditedBytes::replace(std::size_t begin, std::size_t end, std::string_view with, bool typedOn)
{
    if (begin == end && with.empty())
        return;
    if (!typedOn || !joined(begin, end, with)) {
        if (m_clean && *m_clean > m_at)
            m_clean.reset();
        for (; canRedo(); m_steps.pop_back())
            m_kept -= m_steps.back().removed.size() + m_steps.back().inserted.size();
        m_steps.push_back({begin, begin == end ? std::string() : bytes()->substr(begin, end - begin), std::string(with)});
        m_kept += end - begin + with.size();
        m_at = m_steps.size();
        forgetOldest();
    }
    put(begin, end - begin, with);
}

void EditedBytes::forgetOldest()
{
    while (m_kept > mostUndone && m_steps.size() > 1) {
        m_kept -= m_steps.front().removed.size() + m_steps.front().inserted.size();
        m_steps.pop_front();
        --m_at;
        if (m_clean)
            m_clean = *m_clean == 0 ? std::nullopt : std::optional(*m_clean - 1);
    }
}

std::optional<EditedBytes::Place> EditedBytes::undo()
{
    if (!canUndo())
        return std::nullopt;
    const Step& step = m_steps[--m_at];
    put(step.begin, step.inserted.size(), step.removed);
    return Place{step.begin, step.begin + step.removed.size()};
}

std::optional<EditedBytes::Place> EditedBytes::redo()
{
    if (!canRedo())
        return std::nullopt;
    const Step& step = m_steps[m_at++];
    put(step.begin, step.removed.size(), step.inserted);
    return Place{step.begin, step.begin + step.inserted.size()};
}

} // namespace hookloupe::ui
