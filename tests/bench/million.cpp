// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the window on a store of a million captures, beside a bare table of as many rows. Fills the store first if it
// is not there. Prints a table; writes JSON to the file given.
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patienceMs = 1'800'000;

QString benchBinary(const QString& name)
{
    return QCoreApplication::applicationDirPath() + u'/' + name;
}

/// Runs a program to its end; its output, or nothing if it failed.
QByteArray run(const QString& name, const QStringList& arguments)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(u"QT_QPA_PLATFORM"_s))
        environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    environment.insert(u"HOOKLOUPE_BENCH_START"_s, QString::number(std::chrono::nanoseconds(now).count()));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(benchBinary(name), arguments);
    if (!process.waitForFinished(patienceMs) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        std::fprintf(stderr, "%s failed: %s\n", qPrintable(name), qPrintable(process.errorString()));
        return {};
    }
    return process.readAllStandardOutput();
}

/// Lets the system forget what it keeps of a file in memory, as after a fresh start of the machine.
void forget(const QString& file)
{
    const int handle = ::open(QFile::encodeName(file).constData(), O_RDONLY);
    if (handle < 0)
        return;
    ::fdatasync(handle);
    ::posix_fadvise(handle, 0, 0, POSIX_FADV_DONTNEED);
    ::close(handle);
}

/// A number below `path`, e.g. {"page_down", "frame_p99_ms"}.
double numberAt(const QJsonObject& json, const QStringList& path)
{
    QJsonValue value = json;
    for (const QString& key : path)
        value = value.isArray() ? value.toArray().at(0) : value.toObject()[key];
    return value.isArray() ? value.toArray().at(0).toDouble(-1) : value.toDouble(-1);
}

double median(const std::vector<QJsonObject>& rounds, const QStringList& path)
{
    std::vector<double> values;
    for (const auto& round : rounds)
        values.push_back(numberAt(round, path));
    std::sort(values.begin(), values.end());
    return values.empty() ? -1 : values[values.size() / 2];
}

void line(const char* title, const std::vector<QJsonObject>& bare, const std::vector<QJsonObject>& window,
          const QStringList& path, const char* aim)
{
    const double own = median(window, path);
    const double base = median(bare, path);
    std::printf("%-44s %10.1f", title, own);
    if (base > 0)
        std::printf(" %10.1f %8.2f", base, own / base);
    else
        std::printf(" %10s %8s", "", "");
    std::printf("   %s\n", aim);
}

void print(const std::vector<QJsonObject>& bare, const std::vector<QJsonObject>& window, int rounds)
{
    std::printf("\nmedian of %d rounds; ms, MB %24s %10s %8s\n", rounds, "window", "bare", "ratio");
    line("process start to first row painted", bare, window, {u"first_row_ms"_s}, "<= 400");
    line("  all rows there", bare, window, {u"all_rows_ms"_s}, "");
    line("  longest gap of the GUI thread, first 3 s", bare, window, {u"start_gap_max_ms"_s}, "");
    line("page down, frame p50", bare, window, {u"page_down"_s, u"frame_p50_ms"_s}, "");
    line("page down, frame p99", bare, window, {u"page_down"_s, u"frame_p99_ms"_s}, "<= 16");
    line("page down, frame longest", bare, window, {u"page_down"_s, u"frame_max_ms"_s}, "");
    line("page down, rows there p99", bare, window, {u"page_down"_s, u"rows_there_p99_ms"_s}, "");
    line("page down, longest gap of the GUI thread", bare, window, {u"page_down"_s, u"gap_max_ms"_s}, "");
    line("jump to the end", bare, window, {u"jump_to_end_ms"_s}, "");
    line("select and show 2 kB, p50", bare, window, {u"detail_2kB_p50_ms"_s}, "<= 50");
    line("select and show 2 kB, longest of 20", bare, window, {u"detail_2kB_max_ms"_s}, "");
    line("select and show 1.2 MB", bare, window, {u"detail_large_ms"_s}, "<= 200");
    line("resident memory", bare, window, {u"resident_mb"_s}, "<= 200");
    line("  at the highest", bare, window, {u"resident_peak_mb"_s}, "");
    line("  at the highest, with ordering and clearing", bare, window, {u"resident_end_peak_mb"_s}, "");
    line("statistics", bare, window, {u"statistics"_s, u"ms"_s}, "");
    line("moments of all", bare, window, {u"moments"_s, u"ms"_s}, "");
    line("clear", bare, window, {u"clear"_s, u"ms"_s}, "");
    line("take that back", bare, window, {u"restore"_s, u"ms"_s}, "");
    for (const QString& order : window.front()[u"orders"_s].toObject().keys()) {
        line(qPrintable(u"order by %1"_s.arg(order)), bare, window, {u"orders"_s, order, u"ms"_s}, "");
        line("  longest gap of the GUI thread", bare, window, {u"orders"_s, order, u"gap_max_ms"_s}, "");
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser options;
    options.setApplicationDescription(u"Measures the window on a large store."_s);
    options.addHelpOption();
    options.addOptions({{u"captures"_s, u"Captures in the store."_s, u"n"_s, u"1000000"_s},
                        {u"store"_s, u"The store; filled if it is not there."_s, u"file"_s,
                         QDir::temp().filePath(u"hookloupe-million/captures.hookloupe"_s)},
                        {u"rounds"_s, u"Rounds of each measurement."_s, u"n"_s, u"3"_s},
                        {u"cold"_s, u"Let the system forget the file before each round."_s},
                        {u"json"_s, u"Where the figures go."_s, u"file"_s, u"million.json"_s}});
    options.process(app);
    const qint64 captures = std::max<qint64>(100, options.value(u"captures"_s).toLongLong());
    const int rounds = std::max(1, options.value(u"rounds"_s).toInt());
    const QString store = options.value(u"store"_s);
    if (!QFile::exists(store)) {
        QDir().mkpath(QFileInfo(store).path());
        std::printf("filling %s with %lld captures\n", qPrintable(store), static_cast<long long>(captures));
        std::fflush(stdout);
        if (run(u"hookloupe-bench-fill"_s, {store, QString::number(captures)}).isEmpty())
            return 3;
    }
    const QStringList large{QString::number(captures / 2), QString::number(captures - 10)};

    std::vector<QJsonObject> bare;
    std::vector<QJsonObject> window;
    for (int round = 0; round < rounds; ++round) {
        bare.push_back(QJsonDocument::fromJson(run(u"hookloupe-bench-million-bare"_s, {QString::number(captures)})).object());
        if (options.isSet(u"cold"_s))
            forget(store);
        window.push_back(QJsonDocument::fromJson(run(u"hookloupe-bench-million-window"_s, QStringList{store} + large)).object());
        if (bare.back().isEmpty() || window.back().isEmpty())
            return 3;
    }
    print(bare, window, rounds);

    QJsonArray bareRounds;
    QJsonArray windowRounds;
    for (const auto& round : bare)
        bareRounds << round;
    for (const auto& round : window)
        windowRounds << round;
    QFile file(options.value(u"json"_s));
    const QJsonObject json{{u"captures"_s, captures}, {u"cold"_s, options.isSet(u"cold"_s)},
                           {u"store_bytes"_s, QFileInfo(store).size()}, {u"bare"_s, bareRounds},
                           {u"window"_s, windowRounds}};
    if (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(json).toJson()) < 0) {
        std::fprintf(stderr, "%s could not be written: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
        return 3;
    }
    std::printf("figures: %s\n", qPrintable(file.fileName()));
    return 0;
}
