// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/killed_child.h"

#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>

#include <fcntl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

namespace hookloupe::test {

namespace {

std::string textIn(pid_t child, std::uint64_t address)
{
    std::string text(512, '\0');
    const iovec here{text.data(), text.size()};
    const iovec there{reinterpret_cast<void*>(address), text.size()}; // NOLINT: an address of the other process
    ssize_t got = ::process_vm_readv(child, &here, 1, &there, 1, 0);
    if (got < 0) { // it may end before that many bytes
        const iovec less{reinterpret_cast<void*>(address), 64};
        got = ::process_vm_readv(child, &here, 1, &less, 1, 0);
    }
    text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return text.substr(0, text.find('\0'));
}

SystemCall readCall(pid_t child, const __ptrace_syscall_info& info)
{
    SystemCall call{static_cast<long>(info.entry.nr), {}};
    switch (call.number) {
#ifdef SYS_rename
    case SYS_rename:
    case SYS_unlink:
    case SYS_mkdir:
        call.path = textIn(child, info.entry.args[0]);
        break;
#endif
    case SYS_renameat:
    case SYS_renameat2:
    case SYS_unlinkat:
    case SYS_mkdirat:
    case SYS_openat:
        call.path = textIn(child, info.entry.args[1]);
        break;
    default:
        break;
    }
    return call;
}

[[noreturn]] void become(const std::vector<std::string>& command)
{
    std::vector<char*> arguments;
    for (const std::string& word : command)
        arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::setenv("ASAN_OPTIONS", "detect_leaks=0", 1); // looking for leaks is tracing, too
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

} // namespace

bool canTrace()
{
    return runUntil({"/bin/true"}, [](const SystemCall&) { return false; });
}

bool runUntil(const std::vector<std::string>& command, const std::function<bool(const SystemCall&)>& killsBefore)
{
    const pid_t child = ::fork();
    if (child == 0)
        become(command);
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
        return false;
    constexpr auto options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
    if (::ptrace(PTRACE_SETOPTIONS, child, nullptr, options) != 0)
        return false;
    for (pid_t stopped = child;;) {
        int signal = 0;
        if (WIFSTOPPED(status) && WSTOPSIG(status) == (SIGTRAP | 0x80)) {
            __ptrace_syscall_info info{};
            ::ptrace(PTRACE_GET_SYSCALL_INFO, stopped, sizeof info, &info);
            if (info.op == PTRACE_SYSCALL_INFO_ENTRY && killsBefore(readCall(stopped, info)))
                ::kill(child, SIGKILL);
        } else if (WIFSTOPPED(status) && WSTOPSIG(status) != SIGTRAP && WSTOPSIG(status) != SIGSTOP) {
            signal = WSTOPSIG(status);
        }
        ::ptrace(PTRACE_SYSCALL, stopped, nullptr, signal); // of one that was killed meanwhile: fails
        do {
            stopped = ::waitpid(-1, &status, __WALL);
        } while (stopped < 0 && errno == EINTR);
        if (stopped < 0)
            return false;
        if (stopped == child && (WIFEXITED(status) || WIFSIGNALED(status)))
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
}

} // namespace hookloupe::test
