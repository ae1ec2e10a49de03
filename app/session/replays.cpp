// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/replays.h"

#include "base/text.h"
#include "crypto/hmac.h"
#include "http/chunked.h"
#include "client/web_url.h"
#include "session/feed.h"
#include "session/loop_guard.h"
#include "speckle/analysis.h"
#include "verify/verify.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

namespace hookloupe::session {

namespace {

/// The server counts its tickets from 1: it never comes here.
constexpr std::uint64_t replayBit = std::uint64_t{1} << 63;

bool isReplay(std::uint64_t ticket)
{
    return (ticket & replayBit) != 0;
}

std::optional<std::string> dechunked(const http::Headers& headers, std::string_view body)
{
    const auto coding = http::headerValue(headers, "Transfer-Encoding");
    if (!coding || !equalsIgnoreCase(*coding, "chunked"))
        return std::nullopt;
    constexpr auto any = std::numeric_limits<std::size_t>::max() / 2;
    http::ChunkedReader reader({.content = any, .framing = any, .trailerBytes = any, .trailerFields = any});
    std::string raw;
    std::string content;
    http::Headers trailers;
    if (reader.feed(body, raw, content, trailers) != http::ChunkedReader::Step::Done)
        return std::nullopt;
    return content;
}

void judgeSignature(const Rules& rules, const http::Headers& headers, Capture& capture)
{
    const auto armed = std::find_if(rules.endpoints.begin(), rules.endpoints.end(), [&](const ArmedEndpoint& one) {
        return one.endpoint.id == capture.summary.endpoint;
    });
    if (armed == rules.endpoints.end())
        return;
    const auto* scheme = rules.schemes[static_cast<std::size_t>(armed - rules.endpoints.begin())];
    if (scheme)
        capture.summary.signature = verify::verdict(*scheme, {headers, capture.content(), capture.summary.arrivedAt}, armed->secrets);
}

} // namespace

Capture captureOf(const Replay& replay, const Rules& rules)
{
    Capture capture;
    CaptureSummary& summary = capture.summary;
    const Delivery& delivery = replay.delivery;
    const http::HeadView head = http::viewHead(delivery.head);
    summary.kind = CaptureKind::Replay;
    summary.parent = replay.parent;
    summary.endpoint = replay.endpoint;
    summary.arrivedAt = delivery.startedAt;
    summary.method = head.method;
    summary.target = head.target;
    if (const auto url = client::parseUrl(delivery.url)) {
        summary.peer = url->target.socketPath.empty() ? url->hostField : "unix:" + url->target.socketPath;
        summary.tls = url->target.tls;
    }
    capture.head = delivery.head;
    capture.body = replay.body;
    capture.dechunked = dechunked(head.headers, replay.body);
    capture.contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, capture.content());
    capture.answer = delivery.answer;
    summary.headBytes = static_cast<std::int64_t>(capture.head.size());
    summary.contentBytes = static_cast<std::int64_t>(capture.content().size());
    summary.event = speckle::factsOf(capture.content());
    judgeSignature(rules, head.headers, capture);
    summary.answerStatus = delivery.status;
    summary.record = delivery.record;
    summary.outcome = delivery.status != 0 ? AnswerOutcome::Sent : AnswerOutcome::None;
    summary.duration = delivery.timings.total;
    return capture;
}

Replays::Replays(Feed& feed, LoopGuard& loopGuard, QObject* parent) : QObject(parent), m_feed(feed), m_loopGuard(loopGuard) {}

store::StoreCallbacks Replays::around(store::StoreCallbacks inner)
{
    store::StoreCallbacks outer = inner;
    outer.committed = [this, inner = inner.committed](std::vector<store::Committed> batch) {
        const auto first = std::stable_partition(batch.begin(), batch.end(), [](const auto& one) { return !isReplay(one.ticket); });
        std::vector<store::Committed> own(std::make_move_iterator(first), std::make_move_iterator(batch.end()));
        batch.erase(first, batch.end());
        if (inner && !batch.empty())
            inner(std::move(batch));
        if (!own.empty())
            committed(own);
    };
    outer.failed = [this, inner = inner.failed](std::vector<store::NotStored> batch) {
        const auto first = std::stable_partition(batch.begin(), batch.end(), [](const auto& one) { return !isReplay(one.ticket); });
        std::for_each(first, batch.end(), [this](const auto& one) { answer(one.ticket, one.error); });
        batch.erase(first, batch.end());
        if (inner && !batch.empty())
            inner(std::move(batch));
    };
    return outer;
}

void Replays::store(const Replay& replay, const Rules& rules, Then then)
{
    auto capture = std::make_shared<Capture>(captureOf(replay, rules));
    const std::uint64_t ticket = replayBit | ++m_lastTicket;
    {
        const std::lock_guard lock(m_mutex);
        m_waiting.emplace(ticket, std::move(then));
    }
    auto delivery = std::make_unique<Delivery>(replay.delivery);
    delivery->purpose = DeliveryPurpose::Replay;
    const Status queued = m_store->enqueue(std::move(capture), ticket, std::move(delivery));
    if (!queued)
        answer(ticket, queued.error());
}

void Replays::committed(const std::vector<store::Committed>& batch)
{
    m_feed.add(batch);
    m_loopGuard.note(batch);
    for (const store::Committed& one : batch)
        answer(one.ticket, one.capture->summary.id);
}

void Replays::answer(std::uint64_t ticket, Result<CaptureId> result)
{
    Then then;
    {
        const std::lock_guard lock(m_mutex);
        if (auto found = m_waiting.extract(ticket))
            then = std::move(found.mapped());
    }
    if (then)
        QMetaObject::invokeMethod(this, [then = std::move(then), result = std::move(result)] { then(result); }, Qt::QueuedConnection);
}

} // namespace hookloupe::session
