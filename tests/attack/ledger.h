// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rounds.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace hookloupe::test {

/// What was sent to a server, and what it answered. Thread-safe.
class Ledger {
public:
    /// To be called before it is sent: it may be stored from then on.
    void sent(const std::string& request);
    /// 0: no answer came, so whether it was taken is not known.
    void answered(const std::string& request, int status);

    [[nodiscard]] int acknowledged() const { return m_acknowledged; }
    [[nodiscard]] int refused() const { return m_refused; }
    /// All that were answered with.
    [[nodiscard]] std::set<int> statuses() const;
    /// Bodies of what was acknowledged, as they came over the wire.
    [[nodiscard]] bool hasAcknowledged(const std::string& request) const;

    /// What is wrong with a store that everything went to: empty if each request that was answered 2xx is in it once, byte for
    /// byte, and each other one at most once.
    [[nodiscard]] QString faultsIn(const std::string& store) const;

private:
    struct Entry {
        std::string line; ///< the request line, to name it by
        int status = 0;
    };

    mutable std::mutex m_mutex;
    std::map<QByteArray, Entry> m_entries; ///< by the digest of all bytes
    std::atomic<int> m_acknowledged = 0;
    std::atomic<int> m_refused = 0;
};

/// A POST of random bytes, its length counted or in chunks, like no other of that name and number.
[[nodiscard]] std::string randomRequest(Dice& dice, const std::string& name, int number, std::size_t largestBody);

/// One request on a connection of its own, entered in the ledger; its answer's status.
int post(std::uint16_t port, Ledger& ledger, const std::string& request);

/// Clients that send request after request and enter them, until they are stopped or nobody listens any more.
class Load {
public:
    Load(std::uint16_t port, Ledger& ledger, quint64 seed, int clients, std::size_t largestBody);
    ~Load() { stop(); }
    void stop();

private:
    void run(std::uint16_t port, Ledger& ledger, quint64 seed, std::size_t largestBody);

    std::atomic<bool> m_stopped = false;
    std::vector<std::thread> m_clients;
};

} // namespace hookloupe::test
