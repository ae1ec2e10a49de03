// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace hookloupe::server {

/// How many of `wanted` connections this process can have open beside what it needs itself (store, forwarding, window). Where
/// the system allows more file descriptors than are set (the hard limit of `ulimit -n`), it sets what is needed. At least 4, if
/// so many are wanted.
/// Without such a limit (Windows) all of them.
[[nodiscard]] std::size_t connectionsPossible(std::size_t wanted);

/// A descriptor kept for the moment when there is no other: given up, it lets one connection be accepted and told.
class ReserveDescriptor {
public:
    ReserveDescriptor();
    ~ReserveDescriptor();
    ReserveDescriptor(const ReserveDescriptor&) = delete;
    ReserveDescriptor& operator=(const ReserveDescriptor&) = delete;

    /// False if it was given up and could not be had again since.
    [[nodiscard]] bool held() const { return m_descriptor >= 0; }
    void giveUp();
    void takeAgain();

private:
    int m_descriptor = -1;
};

} // namespace hookloupe::server
