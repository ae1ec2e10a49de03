// SPDX-License-Identifier: GPL-3.0-or-later
// Measures the store alone: sixteen captures always on their way, as from sixteen connections that wait for
// their answer, each followed by the report of its answer. Then what a window asks of the store. Prints one
// JSON object. Usage: hookloupe-bench-store FILE [captures] [full]
#include "store/reader.h"
#include "support/sample_captures.h"
#include "store/store.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <string_view>

using namespace hookloupe;

namespace {

using Clock = std::chrono::steady_clock;

double milliseconds(Clock::duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// CPU time of all threads of this process, in µs.
double cpuMicros()
{
    return static_cast<double>(std::clock()) * 1e6 / CLOCKS_PER_SEC;
}

template <typename Function>
double timed(Function function)
{
    const auto start = Clock::now();
    function();
    return milliseconds(Clock::now() - start);
}

/// Which captures are committed, for the loop that sends new ones.
struct Progress {
    std::mutex mutex;
    std::condition_variable grew;
    std::vector<store::Committed> fresh;
    std::size_t refused = 0;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 2) {
        std::fputs("usage: hookloupe-bench-store FILE [captures] [full]\n", stderr);
        return 2;
    }
    constexpr std::size_t inFlight = 16;
    const std::size_t total = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100'000;

    Progress progress;
    store::StoreCallbacks callbacks;
    callbacks.committed = [&](std::vector<store::Committed> batch) {
        const std::lock_guard lock(progress.mutex);
        std::move(batch.begin(), batch.end(), std::back_inserter(progress.fresh));
        progress.grew.notify_one();
    };
    callbacks.failed = [&](std::vector<store::NotStored> batch) {
        const std::lock_guard lock(progress.mutex);
        progress.refused += batch.size();
        progress.grew.notify_one();
    };
    store::StoreOptions options;
    options.path = argv[1];
    if (argc > 3 && std::string_view(argv[3]) == "full")
        options.durability = store::Durability::Full;
    auto opened = store::Store::open(options, callbacks);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
        return 3;
    }
    store::Store& store = *opened.value();

    const auto model = test::sampleCapture();
    std::vector<Clock::time_point> sentAt(total);
    std::vector<double> waits;
    waits.reserve(total);
    std::size_t sent = 0;
    const auto send = [&] {
        sentAt[sent] = Clock::now();
        return store.enqueue(std::make_shared<Capture>(*model), sent++).ok();
    };

    const double cpuBefore = cpuMicros();
    const auto start = Clock::now();
    while (sent < std::min(inFlight, total) && send()) {
    }
    while (waits.size() < total && progress.refused == 0) {
        std::vector<store::Committed> fresh;
        {
            std::unique_lock lock(progress.mutex);
            progress.grew.wait(lock, [&] { return !progress.fresh.empty() || progress.refused > 0; });
            std::swap(fresh, progress.fresh);
        }
        const auto now = Clock::now();
        for (const auto& one : fresh) {
            waits.push_back(milliseconds(now - sentAt[one.ticket]));
            store.report(
                {one.capture->summary.id, AnswerOutcome::Sent, Micros(900), one.capture->summary.record});
            if (sent < total && !send())
                return 1;
        }
    }
    store.flush();
    const double took = milliseconds(Clock::now() - start);
    const double cpu = cpuMicros() - cpuBefore;

    auto reader = store::Reader::open(options.path);
    if (!reader || waits.empty())
        return 1;
    store::Reader& reads = *reader.value();
    std::vector<CaptureId> ids;
    const double allIds = timed([&] { ids = reads.ids({}).value(); });
    const double newest = timed([&] { (void)reads.summaries(reads.newest(200).value()); });
    const double firstStatistics = timed([&] { (void)reads.statistics(); });
    const double statistics = timed([&] { (void)reads.statistics(); });
    const double lasts = timed([&] { (void)reads.lastOfEachEndpoint(); });
    const double one = timed([&] { (void)reads.capture(ids[ids.size() / 2]); });
    const auto bytes = reads.statistics().value().fileBytes;

    std::sort(waits.begin(), waits.end());
    const auto quantile = [&](double q) {
        return waits[static_cast<std::size_t>(q * static_cast<double>(total - 1))];
    };
    std::printf(
        "{\"captures\":%zu,\"captures_per_second\":%.0f,\"cpu_us_per_capture\":%.1f,\"wait_ms\":{\"p50\":%."
        "2f,"
        "\"p99\":%.2f,\"p999\":%.2f,\"max\":%.1f},\"in_store\":%zu,\"bytes_per_capture\":%.0f,\"read_ms\":{"
        "\"ids\":%.1f,\"newest_200\":%.2f,\"statistics_first\":%.1f,\"statistics\":%.2f,"
        "\"last_of_each_endpoint\":%.2f,\"capture\":%.2f}}\n",
        waits.size(), static_cast<double>(waits.size()) / took * 1000,
        cpu / static_cast<double>(waits.size()), quantile(0.5), quantile(0.99), quantile(0.999), waits.back(),
        ids.size(), static_cast<double>(bytes) / static_cast<double>(ids.size()), allIds, newest,
        firstStatistics, statistics, lasts, one);
    return 0;
}
