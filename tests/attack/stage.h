// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/cli_program.h"
#include "ledger.h"

#include <QTemporaryDir>

#include <csignal>
#include <string>

namespace hookloupe::test {

/// A home of its own with a store in a folder of its own, for the real program. Stays if the test fails.
struct Stage {
    ~Stage()
    {
        if (!QTest::currentTestFailed())
            return;
        home.setAutoRemove(false);
        qInfo("Kept to be looked at: %s", qPrintable(home.path()));
    }

    QTemporaryDir home;
    QString folder = home.filePath(QStringLiteral("folder"));
    QString store = folder + QStringLiteral("/s.hookloupe");

    [[nodiscard]] std::string path() const { return store.toStdString(); }
    [[nodiscard]] QStringList arguments(const QStringList& more = {}) const
    {
        return QStringList{QStringLiteral("--quiet"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0"), QStringLiteral("--store"),
                           store} + more;
    }
    /// A command that only reads; -1: it crashed or hung.
    [[nodiscard]] CliResult read(const QStringList& command) const
    {
        return runCli(command + QStringList{QStringLiteral("--store"), store}, home.path());
    }
};

/// SIGTERM; what is wrong with how it ended: nothing if that was in time and in order.
[[nodiscard]] inline QString faultOfEnd(ServeProcess& serve, CliResult* end = nullptr)
{
    serve.signal(SIGTERM);
    const CliResult result = serve.wait();
    if (end)
        *end = result;
    return result.exitCode == 0 ? QString()
                                : QStringLiteral("exit code %1 (-1: crashed or hung): %2").arg(result.exitCode).arg(QString::fromUtf8(result.err.right(2000)));
}

/// The program from its start to its end, with one request between.
struct Served {
    bool listened = false;
    int status = 0;   ///< what the request was answered
    CliResult end;    ///< errors of all its starts
};

/// A store that lost its name takes nothing until who starts it says that kept secrets do not matter; so that is said, once it was
/// told that it has to be.
[[nodiscard]] inline Served serveOnce(const Stage& stage, Ledger& ledger, const std::string& request)
{
    const QString option = QStringLiteral("--ignore-kept-secrets");
    Served served;
    QByteArray told;
    for (const QStringList& more : {QStringList{}, QStringList{option}}) {
        ServeProcess serve(stage.arguments(more), stage.home.path());
        served.listened = serve.listens();
        if (served.listened) {
            served.status = post(serve.port(), ledger, request);
            serve.signal(SIGTERM);
        }
        served.end = serve.wait();
        told = served.end.err = told + served.end.err;
        if (served.status != 503 || served.end.exitCode != 0 || !told.contains(option.toUtf8()))
            break;
    }
    return served;
}

} // namespace hookloupe::test
