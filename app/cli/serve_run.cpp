// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/serve_run.h"

#include "cli/advice.h"
#include "cli/command.h"
#include "words/error_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr std::chrono::seconds longestFarewell{5};
constexpr std::chrono::seconds patience{1};        // until people are told of a request whose answer takes long
constexpr std::int64_t otherCaptures = 20;         // whose bodies the autopsy tries
constexpr std::int64_t longestOtherContent = 256 * 1024;

/// Whether it is worth reading the request back.
bool mayBeAdvised(SignatureVerdict verdict)
{
    return verdict != SignatureVerdict::NotJudged && verdict != SignatureVerdict::Valid
           && verdict != SignatureVerdict::ValidEmptySecret && verdict != SignatureVerdict::NoSecret;
}

} // namespace

ServeRun::ServeRun(session::Session& session, const ServePlan& plan, QObject* parent)
    : QObject(parent), m_session(session), m_plan(plan), m_paths(pathsOf(session.endpoints()))
{
    connect(&m_session, &session::Session::listenStatusChanged, this, &ServeRun::listenStatusChanged);
    connect(&m_session, &session::Session::fed, this, &ServeRun::fed);
    connect(&m_session, &session::Session::stopped, this, &ServeRun::finish);
    connect(&m_session, &session::Session::storeTrouble, this,
            [](const Error& error) { complain(u"hookloupe-cli: "_s + words::errorSentence(error)); });
    connect(&m_termination, &Termination::requested, this, [this] {
        if (m_exitCode)
            return QCoreApplication::exit(*m_exitCode); // the second time: without waiting for slow clients
        end(m_plan.count && m_answered < *m_plan.count ? CheckFailed : Good);
    });
    connect(&m_termination, &Termination::hungUp, this, &ServeRun::hangUp);
    m_timeout.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &ServeRun::printUnderWay);
    m_farewell.setSingleShot(true);
    connect(&m_farewell, &QTimer::timeout, this, &ServeRun::finishNow);
    connect(&m_session, &session::Session::queuesChanged, this, &ServeRun::finishWhenDone);
    connect(&m_timeout, &QTimer::timeout, this,
            [this] { end(m_plan.count && m_answered < *m_plan.count ? CheckFailed : Good); });
}

void ServeRun::start()
{
    auto reader = store::Reader::open(m_session.store().path());
    if (!reader)
        return QCoreApplication::exit(fail(reader.error()));
    m_reader = std::move(reader).value();
    const auto newest = m_reader->newest(1);
    if (newest && !newest->empty())
        m_last = newest->front();
    m_session.startListening();
}

void ServeRun::listenStatusChanged()
{
    const session::ListenStatus status = m_session.listenStatus();
    if (status.state == session::ListenState::Failed)
        return QCoreApplication::exit(fail(status.error.value_or(Error{})));
    if (status.state != session::ListenState::Listening || std::exchange(m_announced, true))
        return;
    const QString line = text("Listening on %1").arg(QString::fromStdString(status.address.url()));
    if (m_plan.json)
        complain(line);
    else
        say(line);
    if (status.tookAnotherPort)
        complain(text("Port %1 is taken, so port %2 is used.").arg(status.wantedPort).arg(status.address.port));
    if (!status.address.isLoopback())
        complain(text("Other machines can reach this address: whoever can, can send requests here."));
    if (m_plan.timeout)
        m_timeout.start(*m_plan.timeout);
}

void ServeRun::fed(const session::FeedBatch& batch)
{
    if (batch.missed)
        takeNewer();
    for (const auto& capture : batch.added)
        take(capture);
    for (const auto& report : batch.reports) {
        if (auto found = m_underWay.extract(report.capture)) {
            enter(report, found.mapped());
            print(found.mapped());
        }
    }
    if (m_underWay.empty())
        m_patience.stop();
    else if (!m_plan.json && !m_patience.isActive())
        m_patience.start(patience);
    m_answered += static_cast<std::int64_t>(batch.reports.size());
    if (m_plan.count && m_answered >= *m_plan.count)
        end(Good);
    finishWhenDone();
}

/// A line says what was really sent, so it waits until the answer is over.
void ServeRun::take(const CaptureSummary& capture)
{
    if (capture.id <= m_last)
        return;
    m_last = capture.id;
    if (capture.outcome == AnswerOutcome::Open)
        m_underWay.emplace(capture.id, capture);
    else
        print(capture);
}

void ServeRun::takeNewer()
{
    constexpr std::int64_t page = 500;
    std::vector<CaptureId> newer; // newest first
    for (bool more = true; more;) {
        const auto ids = m_reader->newest(page, newer.empty() ? CaptureId{0} : newer.back());
        if (!ids)
            break;
        const auto known = std::find_if(ids->begin(), ids->end(), [this](CaptureId id) { return id <= m_last; });
        newer.insert(newer.end(), ids->begin(), known);
        more = known == ids->end() && static_cast<std::int64_t>(ids->size()) == page;
    }
    const auto before = std::exchange(m_underWay, {});
    for (const auto& [id, capture] : before) {
        const auto summaries = m_reader->summaries({id});
        const CaptureSummary& now = summaries && !summaries->empty() ? summaries->front() : capture;
        if (now.outcome == AnswerOutcome::Open)
            m_underWay.emplace(id, now);
        else
            print(now);
    }
    for (auto id = newer.rbegin(); id != newer.rend(); ++id) {
        const auto summaries = m_reader->summaries({*id});
        if (summaries && !summaries->empty())
            take(summaries->front());
    }
}

/// As they are planned.
void ServeRun::printUnderWay()
{
    for (const auto& [id, capture] : std::exchange(m_underWay, {}))
        print(capture);
}

void ServeRun::print(const CaptureSummary& capture)
{
    if (m_plan.quiet)
        return;
    const QString found = advice(capture);
    bool written = true;
    if (m_plan.json) {
        written = say(captureJson(capture, m_paths, found).line());
    } else {
        written = say(captureLine(capture, m_paths)) && (found.isEmpty() || say(u"      "_s + found));
        if (written && capture.outcome == AnswerOutcome::Open)
            written = say(u"      "_s + text("The answer is still on its way."));
    }
    if (!written && !m_exitCode) {
        complain(text("Standard output was closed, so capturing ends."));
        end(Unreadable);
    }
}

QString ServeRun::advice(const CaptureSummary& capture) const
{
    const auto* scheme = verify::findScheme(capture.signature.scheme);
    if (!scheme || !mayBeAdvised(capture.signature.verdict))
        return {};
    const auto whole = m_reader->capture(capture.id);
    if (!whole)
        return {};
    verify::Elsewhere elsewhere;
    const auto others = m_reader->newest(otherCaptures, capture.id);
    for (const CaptureId id : others ? *others : std::vector<CaptureId>{}) {
        const auto other = m_reader->capture(id);
        if (other && (*other)->summary.contentBytes <= longestOtherContent)
            elsewhere.otherContents.push_back((*other)->content());
    }
    const http::HeadView head = http::viewHead((*whole)->head);
    return adviceFor(*scheme, capture.signature, {head.headers, (*whole)->content(), capture.arrivedAt},
                     m_session.secretsOf(capture.endpoint), elsewhere);
}

void ServeRun::hangUp()
{
    if (m_plan.tls.mode == session::TlsMode::Off)
        return Q_EMIT m_termination.requested();
    const auto pair = session::certificateFor(m_plan.tls, certificateFolder());
    Status reloaded = success();
    if (!pair)
        reloaded = pair.error();
    else
        reloaded = m_session.reloadCertificate((*pair)->certificatePem, (*pair)->privateKeyPem);
    const bool told = complain(reloaded ? text("The certificate was read again; new connections get it.")
                                        : text("The certificate in use was kept. %1")
                                              .arg(words::errorSentence(reloaded.error())));
    if (!told) // there is no terminal any more: this was its end
        Q_EMIT m_termination.requested();
}

void ServeRun::end(int exitCode)
{
    if (m_exitCode)
        return;
    m_exitCode = exitCode;
    m_timeout.stop();
    m_session.stopListening();
}

void ServeRun::finish()
{
    takeNewer(); // what was taken last may still wait in the feed
    m_farewell.start(longestFarewell);
    finishWhenDone();
}

/// All answers are over by now; how they went may still be on its way.
void ServeRun::finishWhenDone()
{
    if (m_farewell.isActive() && m_underWay.empty() && !isPassingOn())
        finishNow();
}

/// Handlers that answer get what is left; what waits for one that is down stays in the store.
bool ServeRun::isPassingOn() const
{
    const auto queues = m_session.forwarder() ? m_session.forwarder()->queues() : std::vector<forward::QueueStatus>{};
    const bool busy = std::any_of(queues.begin(), queues.end(), [](const forward::QueueStatus& queue) {
        return queue.state == forward::QueueState::Sending || queue.state == forward::QueueState::Pacing;
    });
    return busy || !m_session.forwarder()->isSettled();
}

void ServeRun::finishNow()
{
    m_farewell.stop();
    takeNewer();
    printUnderWay();
    QCoreApplication::exit(m_exitCode.value_or(Good));
}

} // namespace hookloupe::cli
