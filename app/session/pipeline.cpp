// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/pipeline.h"

#include "answers/prediction.h"
#include "crypto/hmac.h"
#include "http/answer.h"
#include "http/answer_reader.h"
#include "speckle/analysis.h"

#include <array>
#include <utility>

namespace hookloupe::session {

using std::chrono::steady_clock;

namespace {

/// A full queue empties and fills many times a second: only a while without trouble counts as over.
constexpr std::chrono::seconds calmBeforeRecovery{1};

constexpr std::uint64_t toInt(server::Ticket ticket) { return static_cast<std::uint64_t>(ticket); }

Refusal refusalFor(const Error& error)
{
    switch (error.code) {
    case ErrorCode::QueueFull:
        return Refusal::QueueFull;
    case ErrorCode::DiskFull:
        return Refusal::DiskFull;
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::AlreadyExists:
    case ErrorCode::PermissionDenied:
    case ErrorCode::AddressInUse:
    case ErrorCode::Unreadable:
    case ErrorCode::NewerVersion:
    case ErrorCode::LockedByOther:
    case ErrorCode::Corrupt:
    case ErrorCode::Altered:
    case ErrorCode::DiskFailed:
    case ErrorCode::StoreGone:
    case ErrorCode::TooLarge:
    case ErrorCode::Unsupported:
    case ErrorCode::Failed:
        return Refusal::StoreFailed;
    }
    return Refusal::StoreFailed;
}

int statusIn(std::string_view answer)
{
    http::AnswerReader reader;
    reader.feed(answer);
    return reader.answer().status;
}

/// A refused head was not parsed: its request line is read for display, so that the row says what it was.
void readWhatThereIs(http::Request& request)
{
    constexpr std::size_t longestMethod = 64;
    constexpr std::size_t longestTarget = 8 * 1024;
    if (!request.head.method.empty())
        return;
    http::HeadView view = http::viewHead(request.rawHead);
    request.head.method = view.method.substr(0, longestMethod);
    request.head.target = view.target.substr(0, longestTarget);
}

std::shared_ptr<Capture> captureOf(server::Incoming&& incoming, Judgement&& judgement, std::string&& wire, int status)
{
    auto capture = std::make_shared<Capture>();
    CaptureSummary& summary = capture->summary;
    http::Request& request = incoming.request;
    summary.kind = incoming.refusal == Refusal::None ? CaptureKind::Request : CaptureKind::Malformed;
    summary.refusal = incoming.refusal;
    summary.arrivedAt = incoming.arrivedAt;
    summary.endpoint = judgement.endpoint;
    summary.method = std::move(request.head.method);
    summary.target = std::move(request.head.target);
    summary.peer = std::move(incoming.peer);
    summary.tls = incoming.tls;
    summary.connection = incoming.connection;
    summary.requestOnConnection = incoming.requestOnConnection;
    summary.headBytes = static_cast<std::int64_t>(request.rawHead.size());
    summary.signature = std::move(judgement.signature);
    summary.answerStatus = status;
    summary.record = judgement.planned ? *judgement.planned : recordOf(status, bodyBytesOf(wire), AnswerOutcome::Open, {});
    capture->head = std::move(request.rawHead);
    capture->body = std::move(request.rawBody);
    capture->dechunked = std::move(request.dechunked);
    capture->answer = std::move(wire);
    capture->note = std::move(incoming.note);
    summary.contentBytes = static_cast<std::int64_t>(capture->content().size());
    capture->contentSha256 = crypto::digest(crypto::HashAlgorithm::Sha256, capture->content());
    if (summary.kind == CaptureKind::Request)
        summary.event = speckle::factsOf(capture->content());
    return capture;
}

} // namespace

Pipeline::Pipeline(Feed& feed, LoopGuard& loopGuard, QObject* parent)
    : QObject(parent), m_feed(feed), m_loopGuard(loopGuard)
{
}

void Pipeline::setRules(RulesPtr rules)
{
    const std::lock_guard lock(m_rulesMutex);
    m_rules = std::move(rules);
}

RulesPtr Pipeline::rules() const
{
    const std::lock_guard lock(m_rulesMutex);
    return m_rules;
}

void Pipeline::setPaused(bool paused)
{
    m_paused = paused;
}

void Pipeline::setStore(store::Store* store)
{
    m_store = store;
}

void Pipeline::setServer(server::CaptureServer* server)
{
    const std::lock_guard lock(m_serverMutex);
    m_server = server;
}

store::StoreCallbacks Pipeline::callbacks()
{
    store::StoreCallbacks callbacks;
    callbacks.committed = [this](std::vector<store::Committed> batch) { committed(std::move(batch)); };
    callbacks.failed = [this](const std::vector<store::NotStored>& batch) { notStored(batch); };
    callbacks.reported = [this](const std::vector<AnswerReport>& reports) { m_feed.add(reports); };
    callbacks.delivered = [this](const std::vector<store::Delivered>& delivered) {
        m_forwardWay.stored(delivered);
        std::vector<CaptureId> captures;
        std::vector<DeliveryId> ids;
        for (const auto& [delivery, position] : delivered) {
            captures.push_back(delivery.capture);
            ids.push_back(delivery.id);
        }
        Q_EMIT deliveriesStored(captures, ids);
    };
    callbacks.lost = [this](const store::StoreLoss& loss) {
        if (!loss.over)
            m_forwardWay.storeGone(); // at once: what is of that file is not sent while nobody knows whose the next one is
        Q_EMIT storeLost(loss);
    };
    return callbacks;
}

void Pipeline::setForwarder(forward::Forwarder* forwarder)
{
    m_forwardWay.setForwarder(forwarder);
}

void Pipeline::answered(std::uint64_t ticket, std::optional<http::Answer> answer)
{
    const auto context = m_forwardWay.endWait(ticket);
    if (!context)
        return;
    std::string wire;
    if (answer && answer->status >= 200) {
        wire = http::writeAnswer(*answer, *context);
        const std::lock_guard lock(m_sendingMutex);
        if (const auto sending = m_sending.find(ticket); sending != m_sending.end()) {
            sending->second.status = answer->status;
            sending->second.bodyBytes = bodyBytesOf(wire);
            sending->second.instead = wire;
        }
    }
    const std::lock_guard lock(m_serverMutex);
    if (!m_server)
        return;
    if (wire.empty())
        m_server->release(std::array{server::Ticket{ticket}});
    else
        m_server->release(server::Ticket{ticket}, std::move(wire));
}

server::AtHead Pipeline::atHead(const http::RequestHead& head)
{
    return m_paused ? server::AtHead() : judgeHead(*rules(), head, m_positions);
}

http::Answer Pipeline::answerFor(const server::Incoming& incoming, server::Ticket ticket)
{
    if (m_paused)
        return {.status = 503, .reason = {}, .headers = {}, .body = {}}; // accept() refuses it as paused
    m_judgement = judge(*rules(), incoming, m_positions);
    m_judged = ticket;
    return std::move(m_judgement.answer);
}

Refusal Pipeline::accept(server::Incoming incoming, std::string wire, int status, server::Ticket ticket)
{
    if (m_paused)
        return Refusal::Paused;
    Judgement judgement;
    if (incoming.refusal != Refusal::None)
        readWhatThereIs(incoming.request);
    if (m_judged == ticket) {
        judgement = std::move(m_judgement);
        m_judged = {};
    } else if (const auto* armed = endpointFor(rules()->endpoints, incoming.request.head.target)) {
        judgement.endpoint = armed->endpoint.id; // refused by the gate: where it was meant for is all there is to say
    }
    const http::AnswerContext context = incoming.context;
    const bool isScripted = judgement.planned.has_value() || incoming.headPhase;
    Script script{judgement.redirectsBefore, context.headRequest, {}, incoming.headPhase};
    // A request that follows the endpoint's own redirect is the same event again.
    const Reception reception = judgement.redirectsBefore > 0 ? Reception::NotTaken : judgement.reception;
    const auto capture = captureOf(std::move(incoming), std::move(judgement), std::move(wire), status);
    m_forwardWay.mark(*capture, toInt(ticket), reception, context);
    const Status queued = m_store->enqueue(capture, toInt(ticket));
    if (queued) {
        if (isScripted)
            m_scripts.insert_or_assign(toInt(ticket), std::move(script));
        return Refusal::None;
    }
    m_forwardWay.forget(toInt(ticket));
    noteTrouble(queued.error());
    return refusalFor(queued.error());
}

void Pipeline::committed(std::vector<store::Committed> batch)
{
    {
        const std::lock_guard lock(m_sendingMutex);
        for (const auto& [ticket, capture, positions] : batch) {
            m_sending.insert_or_assign(ticket, Sending{capture->summary.id, capture->summary.answerStatus,
                                                       bodyBytesOf(capture->answer)});
        }
    }
    std::vector<server::Ticket> tickets;
    tickets.reserve(batch.size());
    for (const std::uint64_t ticket : m_forwardWay.committed(batch))
        tickets.push_back(server::Ticket{ticket});
    {
        const std::lock_guard lock(m_serverMutex);
        if (m_server)
            m_server->release(tickets);
    }
    m_feed.add(batch);
    m_loopGuard.note(batch);
    noteSuccess();
}

void Pipeline::notStored(const std::vector<store::NotStored>& batch)
{
    if (batch.empty())
        return;
    std::vector<std::pair<server::Ticket, Refusal>> tickets;
    for (const auto& [ticket, error] : batch) {
        tickets.emplace_back(server::Ticket{ticket}, refusalFor(error));
        m_forwardWay.forget(ticket);
    }
    {
        const std::lock_guard lock(m_serverMutex);
        if (m_server)
            m_server->refuse(tickets);
    }
    noteTrouble(batch.back().error);
}

void Pipeline::played(server::Ticket ticket, http::Played played)
{
    if (const auto script = m_scripts.find(toInt(ticket)); script != m_scripts.end())
        script->second.played = std::move(played);
}

void Pipeline::finished(server::Ticket ticket, AnswerOutcome outcome, Micros duration)
{
    const auto script = m_scripts.extract(toInt(ticket));
    Sending sending;
    {
        const std::lock_guard lock(m_sendingMutex);
        const auto found = m_sending.find(toInt(ticket));
        if (found == m_sending.end())
            return; // refused by the store: there is no capture to report on
        sending = std::move(found->second);
        m_sending.erase(found);
    }
    AnswerReport report{sending.capture, outcome, duration,
                        recordOf(sending.status, sending.bodyBytes, outcome, duration)};
    if (sending.instead) {
        report.sentStatus = sending.status;
        report.sent = std::move(sending.instead);
        if (script && script.mapped().headPhase) {
            report.sent->insert(0, script.mapped().headPhase->sent);
            report.trace = script.mapped().headPhase->trace;
        }
    } else if (script && script.mapped().played) {
        noteScript(report, std::move(script.mapped()));
    } else if (script && script.mapped().headPhase) {
        report.trace = script.mapped().headPhase->trace; // it came to no more
    }
    m_store->report(std::move(report));
}

/// What is recorded, and what is kept as the answer, is what was really sent.
void Pipeline::noteScript(AnswerReport& report, Script script)
{
    http::Played& played = *script.played;
    report.record = answers::recordOf({played.sent, played.ending, report.duration, script.redirectsBefore, script.toHead});
    report.trace = std::move(played.trace);
    if (played.asPlanned)
        return;
    report.sentStatus = statusIn(played.sent);
    report.sent = std::move(played.sent);
}

void Pipeline::noteTrouble(const Error& error)
{
    if (error.code == ErrorCode::StoreGone)
        return; // storeLost() says more
    {
        const std::lock_guard lock(m_troubleMutex);
        m_lastTrouble = steady_clock::now();
        m_inTrouble = true;
        if (std::exchange(m_trouble, error.code) == error.code)
            return;
    }
    Q_EMIT storeTrouble(error);
}

void Pipeline::noteSuccess()
{
    if (!m_inTrouble)
        return;
    {
        const std::lock_guard lock(m_troubleMutex);
        if (steady_clock::now() - m_lastTrouble < calmBeforeRecovery)
            return;
        m_trouble.reset();
        m_inTrouble = false;
    }
    Q_EMIT storeRecovered();
}

} // namespace hookloupe::session
