// SPDX-License-Identifier: GPL-3.0-or-later
// Measures whole programs side by side: a bare QHttpServer, hookloupe-cli and the window, each on the recorded
// version_create request, signed, over keep-alive connections. Rounds alternate, so that a slow machine slows all alike;
// ratios are taken round by round. Prints a table; writes JSON to the file given.
#include "load.h"
#include "program.h"
#include "support/wire_file.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <map>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe::bench;

namespace {

constexpr auto secret = "topsecret";

/// The recorded request on a connection that stays open.
std::string keepAliveRequest()
{
    auto wire = hookloupe::test::wireFile("full-09");
    const std::string close = "Connection: close\r\n";
    wire.head.erase(wire.head.find(close), close.size());
    return wire.bytes();
}

QString binary(const char* name)
{
    return QStringLiteral(HOOKLOUPE_BIN_DIR) + u'/' + QString::fromLatin1(name);
}

QString benchBinary(const char* name)
{
    return QCoreApplication::applicationDirPath() + u'/' + QString::fromLatin1(name);
}

/// Starts one of the programs on a fresh store.
class Subject {
public:
    explicit Subject(const QString& name) : m_program(file(name), arguments(name), QString::fromLatin1(secret)) {}
    Program& program() { return m_program; }

private:
    static QString file(const QString& name)
    {
        if (name == u"bare"_s)
            return benchBinary("hookloupe-bench-bare");
        return name == u"headless"_s ? binary("hookloupe-cli") : benchBinary("hookloupe-bench-window");
    }
    QStringList arguments(const QString& name) const
    {
        const QString store = m_folder.filePath(u"bench.hookloupe"_s);
        if (name == u"bare"_s)
            return {};
        if (name == u"window"_s)
            return {store};
        return {u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--store"_s, store, u"--secret-env"_s,
                u"HOOKLOUPE_BENCH_SECRET"_s, u"--quiet"_s};
    }

    QTemporaryDir m_folder;
    Program m_program;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

QJsonObject spread(const std::vector<double>& values)
{
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return {{u"median"_s, median(values)}, {u"min"_s, *low}, {u"max"_s, *high}};
}

struct Figures {
    std::vector<double> rate, ratio, p50, p99;
    std::int64_t failed = 0;
};

QJsonObject throughput(const QStringList& subjects, int rounds, double seconds, const std::string& request)
{
    std::map<QString, Figures> all;
    for (int round = 0; round < rounds; ++round) {
        double bareRate = 0;
        for (const QString& name : subjects) {
            Subject subject(name);
            LoadPlan plan{.port = subject.program().port(), .request = request};
            plan.requests = 2'000;
            (void)runLoad(plan);  // warm-up
            plan.requests = 0;
            plan.seconds = seconds;
            const auto result = runLoad(plan);
            if (name == u"bare"_s)
                bareRate = result.rate();
            auto& figures = all[name];
            figures.rate.push_back(result.rate());
            figures.ratio.push_back(bareRate > 0 ? result.rate() / bareRate : 0);
            figures.p50.push_back(result.percentile(0.50) / 1000.0);
            figures.p99.push_back(result.percentile(0.99) / 1000.0);
            figures.failed += result.failed;
        }
    }
    std::printf("\n%-10s %12s %10s %10s %10s %8s   (median of %d rounds of %.0f s, 16 connections)\n", "", "captures/s",
                "of bare", "p50 ms", "p99 ms", "failed", rounds, seconds);
    QJsonObject json;
    for (const QString& name : subjects) {
        const auto& figures = all[name];
        std::printf("%-10s %12.0f %10.2f %10.2f %10.2f %8lld\n", qPrintable(name), median(figures.rate),
                    median(figures.ratio), median(figures.p50), median(figures.p99), static_cast<long long>(figures.failed));
        json[name] = QJsonObject{{u"captures_per_s"_s, spread(figures.rate)}, {u"ratio_to_bare"_s, spread(figures.ratio)},
                                 {u"p50_ms"_s, spread(figures.p50)},          {u"p99_ms"_s, spread(figures.p99)},
                                 {u"failed"_s, static_cast<qint64>(figures.failed)}};
    }
    return json;
}

/// Memory after 50,000 captures, and the GUI thread's longest gap while 5,000 captures/s arrive.
QJsonObject windowUnderLoad(double seconds, const std::string& request)
{
    Subject subject(u"window"_s);
    auto& program = subject.program();
    LoadPlan plan{.port = program.port(), .request = request};
    const double idle = program.residentMegabytes();
    plan.requests = 50'000;
    const auto filled = runLoad(plan);
    const double resident = program.residentMegabytes();
    (void)program.ask("reset");
    plan.requests = 0;
    plan.seconds = seconds;
    plan.ratePerSecond = 5'000;
    const auto paced = runLoad(plan);
    auto heartbeat = QJsonDocument::fromJson(program.ask("report")).object();
    std::printf("\nwindow: %.0f MB idle, %.0f MB after %lld captures; at %.0f captures/s: p99 %.2f ms, GUI heartbeat gap "
                "p99 %.1f ms, longest %.1f ms\n",
                idle, resident, static_cast<long long>(filled.answered), paced.rate(), paced.percentile(0.99) / 1000.0,
                heartbeat[u"gap_p99_ms"_s].toDouble(), heartbeat[u"gap_max_ms"_s].toDouble());
    return {{u"resident_mb_idle"_s, idle},
            {u"resident_mb_after_50000"_s, resident},
            {u"paced_captures_per_s"_s, paced.rate()},
            {u"paced_p99_ms"_s, paced.percentile(0.99) / 1000.0},
            {u"heartbeat"_s, heartbeat}};
}

/// From starting the process to the answer of its first request, ms.
QJsonObject startUp(const QStringList& subjects, int rounds, const std::string& request)
{
    QJsonObject json;
    std::printf("\nstart to first capture:");
    for (const QString& name : subjects) {
        std::vector<double> times;
        for (int round = 0; round < rounds; ++round) {
            QElapsedTimer timer;
            timer.start();
            Subject subject(name);
            if (firstAnswer(subject.program().port(), request, 10))
                times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        std::printf(" %s %.0f ms", qPrintable(name), median(times));
        json[name] = spread(times);
    }
    std::printf("\n");
    return json;
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser options;
    options.setApplicationDescription(u"Measures Hookloupe beside a bare QHttpServer."_s);
    options.addHelpOption();
    options.addOptions({{u"rounds"_s, u"Rounds of each measurement."_s, u"n"_s, u"5"_s},
                        {u"subjects"_s, u"Which programs, with commas; the baseline first."_s, u"names"_s,
                         u"bare,headless,window"_s},
                        {u"seconds"_s, u"Seconds of load in a round."_s, u"s"_s, u"5"_s},
                        {u"json"_s, u"Where the figures go."_s, u"file"_s, u"bench.json"_s}});
    options.process(app);
    const int rounds = std::max(1, options.value(u"rounds"_s).toInt());
    const double seconds = std::max(0.5, options.value(u"seconds"_s).toDouble());
    const std::string request = keepAliveRequest();

    const QStringList subjects = options.value(u"subjects"_s).split(u',', Qt::SkipEmptyParts);
    QJsonObject json{{u"version"_s, QStringLiteral(HOOKLOUPE_VERSION)},
                     {u"qt"_s, QString::fromLatin1(qVersion())},
                     {u"throughput"_s, throughput(subjects, rounds, seconds, request)}};
    if (subjects.contains(u"window"_s))
        json[u"window"_s] = windowUnderLoad(seconds, request);
    json[u"start_to_first_capture_ms"_s] = startUp(subjects, rounds, request);
    QFile file(options.value(u"json"_s));
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(json).toJson()) < 0) {
        std::fprintf(stderr, "%s could not be written: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
        return 3;
    }
    std::printf("figures: %s\n", qPrintable(file.fileName()));
    return 0;
}
