// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace hookloupe::test {

/// A call into the system that a child process is about to make.
struct SystemCall {
    long number = 0;
    std::string path; ///< the first argument of rename(), unlink(), mkdir() and their like, else empty
};

/// Whether child processes can be followed here.
[[nodiscard]] bool canTrace();

/// Runs a program and follows its system calls. `killsBefore` is asked in front of each; where it says yes, the child gets
/// SIGKILL before the call is made. True if the child ended by itself, with exit code 0.
[[nodiscard]] bool runUntil(const std::vector<std::string>& command, const std::function<bool(const SystemCall&)>& killsBefore);

} // namespace hookloupe::test
