// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/file_watch.h"
#include "store/sqlite.h"

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace hookloupe::store {

/// Moves committed pages from the write-ahead log into the file, in a thread of its own: in the writer it
/// would add tens of milliseconds to the answers that wait for a commit. Sleeps while nothing is written.
class Checkpointer {
public:
    [[nodiscard]] static Result<std::unique_ptr<Checkpointer>> start(const std::string& path);
    ~Checkpointer();

    /// Something was committed, or somebody wrote into the file. Thread-safe, cheap.
    void notify();
    /// Whether a pass ended since this was last asked: little of the log is left to move now. Thread-safe.
    [[nodiscard]] bool justPassed() { return m_passed.exchange(false); }
    /// Whether somebody wrote an older file over the store, as seen before the last pass. Thread-safe, cheap.
    [[nodiscard]] bool isWrittenOver() const { return m_file.isWrittenOver(); }
    /// Looks now; takes 0.2 ms if all is well. Thread-safe.
    [[nodiscard]] bool lookWhetherWrittenOver();

private:
    explicit Checkpointer(Connection connection);
    void work();
    void pass(std::unique_lock<std::mutex>& lock);

    Connection m_connection;
    FileWatch m_file;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::atomic<bool> m_passed = false;
    bool m_dirty = false;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace hookloupe::store
