// SPDX-License-Identifier: GPL-3.0-or-later
// Replay in bulk beside a bare load on the same server (Qt's own HTTP server, answering 200): rate, and the latency added.
// One JSON object a line. Arguments: how many requests (default 10,000).
#include "load.h"
#include "program.h"
#include "replay/bulk.h"
#include "support/wire_file.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

namespace {

struct Figures {
    double rate = 0;
    double p50 = 0;  ///< ms
    double p99 = 0;
};

Figures direct(std::uint16_t port, const std::string& request, int connections, std::int64_t count)
{
    const auto result = bench::runLoad({.port = port, .request = request, .connections = connections, .requests = count});
    return {result.rate(), result.percentile(0.5) / 1000.0, result.percentile(0.99) / 1000.0};
}

Figures replayed(std::uint16_t port, const std::string& head, const std::string& body, int parallel, std::size_t count)
{
    replay::BulkRun run({.items = count, .parallel = parallel}, [&](std::size_t, const replay::BulkRun::Give& give) {
        replay::BulkItem item;
        item.shipment.url = *client::parseUrl("http://127.0.0.1:" + std::to_string(port));
        item.shipment.head = head;
        item.shipment.body = body;
        give(std::move(item));
    });
    std::vector<double> times;
    QObject::connect(&run, &replay::BulkRun::sent, [&](const replay::BulkResult& result) {
        if (!result.good)
            qFatal("a replay failed: %s", result.delivery.detail.c_str());
        times.push_back(double(result.delivery.timings.total.count()) / 1000);
    });
    QObject::connect(&run, &replay::BulkRun::finished, [] { QCoreApplication::exit(); });
    QElapsedTimer clock;
    clock.start();
    run.start();
    QCoreApplication::exec();
    const double seconds = double(clock.nsecsElapsed()) / 1e9;
    std::sort(times.begin(), times.end());
    const auto at = [&](double share) { return times[static_cast<std::size_t>(share * double(times.size() - 1))]; };
    return {double(times.size()) / seconds, at(0.5), at(0.99)};
}

std::string withoutClose(std::string head)
{
    const std::string field = "Connection: close\r\n";
    if (const auto at = head.find(field); at != std::string::npos)
        head.erase(at, field.size());
    return head;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    const auto count = argc > 1 ? std::max(1L, std::atol(argv[1])) : 10'000L;
    const auto file = test::wireFile("01");
    const bench::Program server(QCoreApplication::applicationDirPath() + u"/hookloupe-bench-bare"_s, {}, {});
    std::string head = file.head;
    head.replace(0, head.find(" HTTP/"), "POST /s/200");
    const std::string kept = withoutClose(head);
    for (const int parallel : {1, 8, 64}) {
        for (const bool keeps : {true, false}) {
            const Figures bare = direct(server.port(), kept + file.body, parallel, count);
            const Figures ours = replayed(server.port(), keeps ? kept : head, file.body, parallel, static_cast<std::size_t>(count));
            std::printf("{\"parallel\":%d,\"connection\":\"%s\",\"direct_per_s\":%.0f,\"replay_per_s\":%.0f,\"share\":%.2f,"
                        "\"direct_p50_ms\":%.3f,\"replay_p50_ms\":%.3f,\"direct_p99_ms\":%.3f,\"replay_p99_ms\":%.3f}\n",
                        parallel, keeps ? "kept" : "closed", bare.rate, ours.rate, ours.rate / bare.rate, bare.p50, ours.p50,
                        bare.p99, ours.p99);
            std::fflush(stdout);
        }
    }
    return 0;
}
