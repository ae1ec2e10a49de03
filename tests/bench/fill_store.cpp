// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a store with captures made of the recorded Speckle requests, through the store's own writer: five endpoints,
// some 40 projects and 25 people, 1.8 to 2.2 kB each, one a second, nine of ten good; two bodies of 1.2 MB, whose ids it
// prints. Usage: hookloupe-bench-fill FILE CAPTURES
#include "speckle/analysis.h"
#include "store/store.h"
#include "support/wire_file.h"

#include <cstdio>
#include <cstdlib>
#include <random>

using namespace hookloupe;

namespace {

constexpr std::int64_t batch = 4096;

struct Recorded {
    test::WireFile wire;
    EventFacts facts;
};

std::vector<Recorded> recordedRequests(bool large)
{
    constexpr std::size_t smallest = 1'000;
    constexpr std::size_t largest = 10'000;
    std::vector<Recorded> requests;
    for (auto& wire : test::wireFiles()) {
        const bool fits = large ? wire.body.size() > largest : wire.body.size() > smallest && wire.body.size() < largest;
        if (fits)
            requests.push_back({wire, speckle::factsOf(wire.body)});
    }
    return requests;
}

class Maker {
public:
    std::shared_ptr<Capture> make(const Recorded& recorded, std::int64_t number, const std::vector<Endpoint>& endpoints)
    {
        auto capture = std::make_shared<Capture>();
        CaptureSummary& summary = capture->summary;
        const Endpoint& endpoint = endpoints[below(endpoints.size())];
        summary.endpoint = endpoint.id;
        summary.arrivedAt = UtcTime(Micros(1'794'000'000'000'000 + number * 1'000'000 + std::int64_t(below(900'000))));
        summary.method = below(50) == 0 ? "PUT" : "POST";
        summary.target = endpoint.path.empty() ? "/" : endpoint.path;
        summary.peer = "10.0.0." + std::to_string(below(20)) + ":" + std::to_string(30'000 + below(30'000));
        summary.connection = static_cast<std::uint64_t>(number);
        summary.requestOnConnection = 1;
        summary.event = recorded.facts;
        summary.event.projectName = "Project " + std::to_string(below(40));
        summary.event.userName = "Person " + std::to_string(below(25));
        summary.event.message += " no. " + std::to_string(number);
        capture->head = recorded.wire.head;
        capture->body = recorded.wire.body;
        capture->contentSha256.assign(32, static_cast<char>(number));
        judge(*capture);
        summary.headBytes = static_cast<std::int64_t>(capture->head.size());
        summary.contentBytes = static_cast<std::int64_t>(capture->body.size());
        summary.duration = Micros(300 + std::int64_t(below(3'000)));
        summary.outcome = AnswerOutcome::Sent;
        return capture;
    }

private:
    std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_random); }

    void judge(Capture& capture)
    {
        CaptureSummary& summary = capture.summary;
        const bool good = below(10) > 0;
        summary.signature = {good ? SignatureVerdict::Valid : SignatureVerdict::Mismatch, "speckle", Dialect::Object};
        summary.answerStatus = good ? 200 : 401;
        summary.record = good ? SpeckleRecord{SpeckleStatus::Success, SpeckleReason::None, 0}
                              : SpeckleRecord{SpeckleStatus::Failure, SpeckleReason::HttpStatus, 401};
        capture.answer = good ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                              : "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n";
    }

    std::mt19937_64 m_random{1}; // the same store each time
};

} // namespace

int main(int argc, char** argv)
{
    const std::int64_t total = argc > 2 ? std::strtoll(argv[2], nullptr, 10) : 0;
    if (total <= 0) {
        std::fputs("usage: hookloupe-bench-fill FILE CAPTURES\n", stderr);
        return 2;
    }
    store::StoreOptions options;
    options.path = argv[1];
    auto opened = store::Store::open(options, {});
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
        return 3;
    }
    store::Store& store = *opened.value();
    std::vector<Endpoint> endpoints;
    for (const char* path : {"/hooks/ci", "/hooks/chat", "/hooks/nightly", "/hooks/sync"}) {
        Endpoint endpoint;
        endpoint.path = path;
        if (const auto saved = store.save(endpoint); !saved)
            return 3;
    }
    endpoints = store.endpoints().value();

    const auto usual = recordedRequests(false);
    const auto large = recordedRequests(true);
    Maker maker;
    for (std::int64_t number = 1; number <= total; ++number) {
        const bool isLarge = number == total / 2 || number == total - 10;
        const auto& from = isLarge ? large : usual;
        if (isLarge)
            std::printf("%lld\n", static_cast<long long>(number));
        const auto& recorded = from[static_cast<std::size_t>(number) % from.size()];
        if (!store.enqueue(maker.make(recorded, number, endpoints), 0))
            return 3;
        if (number % batch == 0)
            store.flush();
    }
    store.flush();
    return 0;
}
