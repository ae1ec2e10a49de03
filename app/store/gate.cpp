// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/gate.h"

namespace hookloupe::store {

Gate::Pass::Pass(Gate& gate) : m_gate(&gate)
{
    std::unique_lock lock(gate.m_mutex);
    gate.m_changed.wait(lock, [&] { return !gate.m_closing; });
    ++gate.m_inside;
}

Gate::Pass::~Pass()
{
    if (!m_gate)
        return;
    {
        const std::lock_guard lock(m_gate->m_mutex);
        --m_gate->m_inside;
    }
    m_gate->m_changed.notify_all();
}

std::string Gate::path() const
{
    const std::lock_guard lock(m_mutex);
    return m_path;
}

int Gate::add(std::function<void()> close)
{
    const std::lock_guard lock(m_mutex);
    m_members.emplace(++m_lastMember, std::move(close));
    return m_lastMember;
}

void Gate::remove(int member)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_closing; });
    m_members.erase(member);
}

void Gate::closeAll(const std::function<std::string()>& meanwhile)
{
    std::unique_lock lock(m_mutex);
    m_closing = true;
    m_changed.wait(lock, [this] { return m_inside == 0; });
    const auto members = m_members;
    lock.unlock();
    for (const auto& [number, close] : members)
        close();
    std::string path = meanwhile();
    lock.lock();
    m_path = std::move(path);
    m_closing = false;
    lock.unlock();
    m_changed.notify_all();
}

} // namespace hookloupe::store
