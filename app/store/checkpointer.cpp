// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checkpointer.h"

#include <sqlite3.h>

namespace hookloupe::store {

namespace {
constexpr std::chrono::milliseconds interval{300};
}

Result<std::unique_ptr<Checkpointer>> Checkpointer::start(const std::string& path)
{
    auto connection = Connection::open(path, Connection::Mode::Write);
    if (!connection)
        return connection.error();
    // A connection that never read does not know of the log, and its checkpoints silently do nothing.
    if (auto seen = connection->number("SELECT count(*) FROM sqlite_schema"); !seen)
        return seen.error();
    return std::unique_ptr<Checkpointer>(new Checkpointer(std::move(connection).value()));
}

Checkpointer::Checkpointer(Connection connection)
    : m_connection(std::move(connection)), m_file(m_connection.path()), m_thread([this] { work(); })
{
}

Checkpointer::~Checkpointer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Checkpointer::notify()
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_dirty)
            return;
        m_dirty = true;
    }
    m_wake.notify_one();
}

void Checkpointer::work()
{
    std::unique_lock lock(m_mutex);
    while (!m_stop) {
        m_wake.wait(lock, [this] { return m_dirty || m_stop; });
        if (m_wake.wait_for(lock, interval, [this] { return m_stop; }))
            return;
        m_dirty = false;
        pass(lock);
    }
}

void Checkpointer::pass(std::unique_lock<std::mutex>& lock)
{
    const auto looksRight = [&] {
        lock.unlock();
        const bool right = m_file.looksRight();
        lock.lock();
        return right;
    };
    while (!looksRight()) {
        // Pages of the log would be mixed with those of another time.
        if (m_file.isWrittenOver() || m_wake.wait_for(lock, FileWatch::pause, [this] { return m_stop; }))
            return;
    }
    lock.unlock();
    // What fails now (a full disk) is tried again after the next commit.
    (void)sqlite3_wal_checkpoint_v2(m_connection.handle(), "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
    m_passed = true;
    lock.lock();
    (void)looksRight(); // so that it is known how far the file gets now
}

bool Checkpointer::lookWhetherWrittenOver()
{
    while (!m_file.looksRight() && !m_file.isWrittenOver())
        std::this_thread::sleep_for(FileWatch::pause);
    return m_file.isWrittenOver();
}

} // namespace hookloupe::store
