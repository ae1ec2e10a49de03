// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "store/store.h"

#include <deque>
#include <optional>
#include <set>

namespace hookloupe::forward {

/// A request on its way to one target.
struct Entry {
    InboxItem item;
    CapturePtr capture;          ///< nullptr: to be read when it is its turn
    bool claimed = false;        ///< the store knows that its sending may have begun
    bool mayRepeat = false;      ///< the target may have had it
    std::uint64_t ticket = 0;    ///< of the sender who waits for the answer; 0 = nobody does
};

/// The queue of one target: its first requests in memory, the rest on disk. What was sent counts as gone before the store
/// has said so. One thread.
class Window {
public:
    Window(store::Store& store, EndpointId endpoint, std::string target);

    /// One that was just committed. Returns false if it was known.
    bool add(Entry entry);
    /// Forgets what is in memory, but for the first one if it is being sent, and reads the store again. `waiting` is how many
    /// there are.
    void reload(std::int64_t waiting, bool keepFirst);
    /// Items are about to change places: what the store knows as begun from now on was tried.
    void placesChange(bool keepFirst);
    /// The next one; nullptr if nothing waits. An error is the store's.
    [[nodiscard]] Result<Entry*> front();
    /// Takes the first out: sent, or gone. `stored`: a delivery that takes it out of the store is on its way there.
    void pop(bool stored);
    /// The store has taken this item out.
    void confirm(std::int64_t position);
    /// Makes the store know that the sending of the first one may begin, and of some behind it: one transaction for all.
    [[nodiscard]] Status claim();
    /// Nothing will be sent for a while: takes claim() back, but of those that the target may have had, and of the first one
    /// if it is being sent.
    void unclaim(bool keepFirst);
    /// The first one was tried in vain. `reached`: the target may have had it.
    void failed(bool reached);

    [[nodiscard]] std::int64_t waiting() const { return m_waiting; }
    [[nodiscard]] bool allConfirmed() const { return m_gone.empty(); }
    [[nodiscard]] bool allInMemory() const { return !m_moreOnDisk; }
    [[nodiscard]] std::deque<Entry>& entries() { return m_entries; }

private:
    void note(const Entry& entry);

    store::Store& m_store;
    const EndpointId m_endpoint;
    const std::string m_target;
    std::deque<Entry> m_entries;
    std::size_t m_bytes = 0;            ///< of the captures in memory
    std::int64_t m_known = 0;           ///< every item up to this position was seen
    bool m_moreOnDisk = false;
    std::int64_t m_waiting = 0;
    std::set<std::int64_t> m_gone;      ///< sent, but still in the store
    std::set<std::int64_t> m_untried;   ///< begun in the store, but by this run, which knows that they were not
};

} // namespace hookloupe::forward
