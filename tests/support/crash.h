// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>

namespace hookloupe::test {

struct Crash {
    bool aborted = false;      ///< by SIGABRT, as it was told to
    bool dumped = false;       ///< the system wrote a core dump, or gave it to a crash reporter
    QByteArray limits;         ///< /proc/PID/limits before
    QByteArray dumpFilter;     ///< /proc/PID/coredump_filter before; empty if it may not be read
};

/// Whether this machine and this build dump at all: no hard limit, no sanitizer, which forbids it.
[[nodiscard]] bool coresAreDumpedHere();

/// Runs a program with core dumps allowed and `folder` as its working folder, waits until `ready`, and lets it crash.
[[nodiscard]] Crash crash(const QString& program, const QStringList& arguments, const QString& folder, const std::function<bool()>& ready);

} // namespace hookloupe::test
