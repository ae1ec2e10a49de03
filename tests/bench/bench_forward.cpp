// SPDX-License-Identifier: GPL-3.0-or-later
// Forwarding to a local handler (Qt's own HTTP server, answering 200) beside wrk straight at that handler: rate from the first
// request to the last delivery on disk, and the latency that a sender sees added when the handler's answer goes back to it.
// A table on standard error, one JSON object on standard output. Arguments: how many captures (default 10,000).
#include "load.h"
#include "program.h"
#include "store/store.h"
#include "support/wire_file.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

namespace {

std::string keptAlive(test::WireFile file)
{
    const std::string field = "Connection: close\r\n";
    file.head.erase(file.head.find(field), field.size());
    file.head.replace(0, file.head.find(" HTTP/"), "POST /s/200");
    return file.bytes();
}

/// Requests a second by wrk; 0 without wrk.
double wrk(const QString& folder, std::uint16_t port, const std::string& body, int connections)
{
    QFile script(folder + u"/post.lua"_s);
    if (!script.open(QFile::WriteOnly))
        return 0;
    script.write("wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [==[");
    script.write(QByteArray::fromStdString(body) + "]==]\n");
    script.close();
    QProcess process;
    process.start(u"wrk"_s, {u"-t1"_s, u"-c%1"_s.arg(connections), u"-d3s"_s, u"-s"_s, script.fileName(),
                             u"http://127.0.0.1:%1/s/200"_s.arg(port)});
    process.waitForFinished(30'000);
    static const QRegularExpression rate(u"Requests/sec:\\s+([\\d.]+)"_s);
    return rate.match(QString::fromUtf8(process.readAllStandardOutput())).captured(1).toDouble();
}

/// Until nothing waits any more; seconds since `clock` began.
double secondsToTheLast(const std::string& path, const QElapsedTimer& clock)
{
    store::StoreOptions options;
    options.path = path;
    options.readOnly = true;
    const auto store = store::Store::open(options, {});
    if (!store)
        qFatal("%s", store.error().detail.c_str());
    while ((*store)->inboxSize().value() > 0)
        QThread::msleep(2);
    return double(clock.nsecsElapsed()) / 1e9;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const std::int64_t count = argc > 1 ? std::max(1L, std::atol(argv[1])) : 10'000L;
    const auto file = test::wireFile("01");
    const std::string request = keptAlive(file);
    const QString here = QCoreApplication::applicationDirPath();
    const bench::Program handler(here + u"/hookloupe-bench-bare"_s, {}, {});
    QTemporaryDir folder;
    const QString target = u"http://127.0.0.1:%1/s/200"_s.arg(handler.port());
    const auto forward = [&](const QString& name, const QStringList& more) {
        return QStringList{u"forward"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--quiet"_s, u"--store"_s, folder.filePath(name),
                           u"--loop-rate"_s, u"off"_s, u"--to"_s, target} + more;
    };
    const QString cli = QStringLiteral(HOOKLOUPE_BIN_DIR "/hookloupe-cli");

    const double straightOne = wrk(folder.path(), handler.port(), file.body, 1);
    const double straightMany = wrk(folder.path(), handler.port(), file.body, 16);
    double captured = 0;
    double forwarded = 0;
    {
        const bench::Program program(cli, forward(u"rate"_s, {}), {});
        (void)bench::firstAnswer(program.port(), request, 10);
        QElapsedTimer clock;
        clock.start();
        const auto load = bench::runLoad({.port = program.port(), .request = request, .connections = 16, .requests = count});
        captured = load.rate();
        forwarded = double(load.answered) / secondsToTheLast(folder.filePath(u"rate"_s).toStdString(), clock);
    }
    // One request after the other: a queue would be measured otherwise, not the way.
    const auto direct = bench::runLoad({.port = handler.port(), .request = request, .connections = 1, .requests = count / 2});
    bench::LoadResult through;
    bench::LoadResult alone;
    {
        const bench::Program program(cli, forward(u"through"_s, {u"--answer-from"_s, u"first-target"_s}), {});
        (void)bench::firstAnswer(program.port(), request, 10);
        through = bench::runLoad({.port = program.port(), .request = request, .connections = 1, .requests = count / 2});
    }
    {
        const bench::Program program(cli, {u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--quiet"_s, u"--loop-rate"_s, u"off"_s,
                                           u"--store"_s, folder.filePath(u"alone"_s)}, {});
        (void)bench::firstAnswer(program.port(), request, 10);
        alone = bench::runLoad({.port = program.port(), .request = request, .connections = 1, .requests = count / 2});
    }
    const auto added = [&](double share) { return (double(through.percentile(share)) - double(direct.percentile(share))) / 1000; };
    std::fprintf(stderr,
                 "%-46s %10.0f /s\n%-46s %10.0f /s\n%-46s %10.0f /s\n%-46s %10.0f /s (%.2f of wrk, one connection)\n"
                 "%-46s %10.3f ms, p99 %.3f ms\n%-46s %10.3f ms, p99 %.3f ms\n%-46s %10.3f ms, p99 %.3f ms\n",
                 "wrk straight at the handler, 1 connection", straightOne, "wrk straight at the handler, 16 connections", straightMany,
                 "captured while forwarding, 16 senders", captured, "forwarded, first request to last delivery", forwarded,
                 straightOne > 0 ? forwarded / straightOne : 0, "a request straight at the handler, p50",
                 direct.percentile(0.5) / 1000.0, direct.percentile(0.99) / 1000.0, "captured alone, p50",
                 alone.percentile(0.5) / 1000.0, alone.percentile(0.99) / 1000.0,
                 "added by capture and forwarding, p50", added(0.5), added(0.99));
    std::printf("{\"captures\":%lld,\"wrk_1_per_s\":%.0f,\"wrk_16_per_s\":%.0f,\"captured_per_s\":%.0f,\"forwarded_per_s\":%.0f,"
                "\"share_of_wrk_1\":%.3f,\"share_of_wrk_16\":%.3f,\"direct_p50_ms\":%.3f,\"direct_p99_ms\":%.3f,"
                "\"capture_p50_ms\":%.3f,\"capture_p99_ms\":%.3f,\"through_p50_ms\":%.3f,\"through_p99_ms\":%.3f,"
                "\"added_p50_ms\":%.3f,\"added_p99_ms\":%.3f}\n",
                static_cast<long long>(count), straightOne, straightMany, captured, forwarded,
                straightOne > 0 ? forwarded / straightOne : 0, straightMany > 0 ? forwarded / straightMany : 0,
                direct.percentile(0.5) / 1000.0, direct.percentile(0.99) / 1000.0, alone.percentile(0.5) / 1000.0,
                alone.percentile(0.99) / 1000.0, through.percentile(0.5) / 1000.0, through.percentile(0.99) / 1000.0, added(0.5),
                added(0.99));
    return 0;
}
