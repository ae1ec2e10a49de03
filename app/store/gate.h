// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace hookloupe::store {

/// What the connections of one program to one store have in common: its path, and that they can be closed all at once, to be
/// opened anew on another file. SQLite keeps what it knows of a log for as long as one connection of a program is open, so
/// they cannot go over one by one. Thread-safe.
class Gate {
public:
    explicit Gate(std::string path) : m_path(std::move(path)) {}

    /// While it lives no connection is closed. A thread has one at a time.
    class Pass {
    public:
        explicit Pass(Gate& gate);
        Pass(Pass&& other) noexcept : m_gate(std::exchange(other.m_gate, nullptr)) {}
        Pass& operator=(Pass&&) = delete;
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;
        ~Pass();

    private:
        Gate* m_gate;
    };

    /// Where the store is now.
    [[nodiscard]] std::string path() const;

    /// `close` closes a connection, which is opened again by who needs it next. Returns what remove() wants.
    [[nodiscard]] int add(std::function<void()> close);
    /// Waits for closeAll().
    void remove(int member);

    /// Waits until nobody is inside, closes every connection, does something while none is open, and goes on with the path it
    /// returns. Not to be called with a Pass in hand.
    void closeAll(const std::function<std::string()>& meanwhile);

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::string m_path;
    std::map<int, std::function<void()>> m_members;
    int m_lastMember = 0;
    int m_inside = 0;
    bool m_closing = false;
};

} // namespace hookloupe::store
