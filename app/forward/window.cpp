// SPDX-License-Identifier: GPL-3.0-or-later
#include "forward/window.h"

#include <algorithm>

namespace hookloupe::forward {

namespace {

constexpr std::size_t mostEntries = 512;
constexpr std::size_t mostBytes = 16 * 1024 * 1024;
constexpr std::size_t claimedAtOnce = 64;

std::size_t sizeOf(const Entry& entry)
{
    return entry.capture ? entry.capture->head.size() + entry.capture->body.size() + entry.capture->answer.size() : 0;
}

} // namespace

Window::Window(store::Store& store, EndpointId endpoint, std::string target)
    : m_store(store), m_endpoint(endpoint), m_target(std::move(target))
{
}

bool Window::add(Entry entry)
{
    if (entry.item.position <= m_known)
        return false;
    ++m_waiting;
    if (entry.claimed)
        m_untried.insert(entry.item.position);
    if (m_moreOnDisk || m_entries.size() >= mostEntries || m_bytes + sizeOf(entry) > mostBytes) {
        m_moreOnDisk = true;
        if (entry.claimed) {
            entry.claimed = false;
            note(entry);
        }
        return true;
    }
    m_known = entry.item.position;
    m_bytes += sizeOf(entry);
    m_entries.push_back(std::move(entry));
    return true;
}

void Window::reload(std::int64_t waiting, bool keepFirst)
{
    m_entries.erase(m_entries.begin() + (keepFirst && !m_entries.empty() ? 1 : 0), m_entries.end());
    m_bytes = m_entries.empty() ? 0 : sizeOf(m_entries.front());
    m_known = 0;
    m_moreOnDisk = true;
    m_waiting = std::max<std::int64_t>(waiting - static_cast<std::int64_t>(m_gone.size()), 0);
}

Result<Entry*> Window::front()
{
    while (m_entries.empty() && m_moreOnDisk) {
        auto items = m_store.inboxOf(m_endpoint, m_target, m_known, mostEntries);
        if (!items)
            return items.error();
        m_moreOnDisk = items->size() == mostEntries;
        for (InboxItem& item : *items) {
            m_known = item.position;
            if (m_gone.contains(item.position))
                continue;
            Entry entry;
            entry.claimed = item.begun;
            entry.mayRepeat = item.begun && !m_untried.contains(item.position);
            entry.item = std::move(item);
            m_entries.push_back(std::move(entry));
        }
        if (!m_moreOnDisk)
            m_waiting = static_cast<std::int64_t>(m_entries.size());
    }
    return m_entries.empty() ? nullptr : &m_entries.front();
}

void Window::pop(bool stored)
{
    const Entry& first = m_entries.front();
    if (stored)
        m_gone.insert(first.item.position);
    m_untried.erase(first.item.position);
    m_bytes -= std::min(m_bytes, sizeOf(first));
    m_entries.pop_front();
    m_waiting = std::max<std::int64_t>(m_waiting - 1, 0);
}

void Window::confirm(std::int64_t position)
{
    m_gone.erase(position);
}

Status Window::claim()
{
    std::vector<std::int64_t> positions;
    const auto last = std::min(m_entries.size(), claimedAtOnce);
    for (std::size_t i = 0; i < last; ++i) {
        if (!m_entries[i].claimed)
            positions.push_back(m_entries[i].item.position);
    }
    if (auto begun = m_store.beginDeliveries(positions); !begun)
        return begun;
    m_untried.insert(positions.begin(), positions.end());
    for (std::size_t i = 0; i < last; ++i)
        m_entries[i].claimed = true;
    return success();
}

void Window::unclaim(bool keepFirst)
{
    for (Entry& entry : m_entries) {
        if (!entry.claimed || entry.mayRepeat || (keepFirst && &entry == &m_entries.front()))
            continue;
        entry.claimed = false;
        note(entry);
    }
}

void Window::placesChange(bool keepFirst)
{
    unclaim(keepFirst);
    m_untried.clear();
}

void Window::failed(bool reached)
{
    Entry& first = m_entries.front();
    ++first.item.attempts;
    first.mayRepeat = first.mayRepeat || reached;
    first.claimed = first.mayRepeat;
    if (reached)
        m_untried.erase(first.item.position);
    note(first);
}

void Window::note(const Entry& entry)
{
    InboxItem item = entry.item;
    item.begun = entry.claimed;
    m_store.updateInbox(item);
}

} // namespace hookloupe::forward
