// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/crash.h"

#include "support/sanitizers.h"

#include <QFile>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::test {

namespace {

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

bool coresAreDumpedHere()
{
#ifdef HOOKLOUPE_UNDER_ASAN
    return false;
#else
    rlimit limit{};
    return ::getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_max == RLIM_INFINITY
        && !contentOf(u"/proc/sys/kernel/core_pattern"_s).startsWith('|');
#endif
}

Crash crash(const QString& program, const QStringList& arguments, const QString& folder, const std::function<bool()>& ready)
{
    QList<QByteArray> words{program.toLocal8Bit()};
    for (const QString& argument : arguments)
        words << argument.toLocal8Bit();
    std::vector<char*> pointers;
    for (QByteArray& word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    const QByteArray place = folder.toLocal8Bit();
    const pid_t child = ::fork();
    if (child == 0) { // what QProcess hides is whether there was a dump
        rlimit limit{};
        ::getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_CORE, &limit);
        if (::chdir(place.constData()) == 0)
            ::execv(pointers.front(), pointers.data());
        ::_exit(127);
    }
    Crash crash;
    int status = 0;
    const bool started = QTest::qWaitFor(ready, 30'000);
    const QString proc = u"/proc/%1/"_s.arg(child);
    crash.limits = contentOf(proc + u"limits"_s);
    crash.dumpFilter = contentOf(proc + u"coredump_filter"_s).trimmed();
    ::kill(child, started ? SIGABRT : SIGKILL);
    ::waitpid(child, &status, 0);
    crash.aborted = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    crash.dumped = WIFSIGNALED(status) && WCOREDUMP(status);
    return crash;
}

} // namespace hookloupe::test
