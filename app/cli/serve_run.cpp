// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/serve_run.h"

#include "cli/advice.h"
#include "cli/command.h"
#include "cli/trust_lines.h"
#include "words/error_words.h"
#include "words/loss_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

constexpr std::chrono::seconds longestFarewell{5};
constexpr std::chrono::seconds patience{1};        // until people are told of a request whose answer takes long
constexpr std::chrono::seconds longestSilence{5};  // of who reads the last lines

std::string linesFor(const CaptureSummary& capture, const EndpointPaths& paths, const QString& advice, bool json)
{
    if (json)
        return captureJson(capture, paths, advice).line() + '\n';
    QString lines = captureLine(capture, paths) + u'\n';
    if (!advice.isEmpty())
        lines += u"      "_s + advice + u'\n';
    if (capture.outcome == AnswerOutcome::Open)
        lines += u"      "_s + text("The answer is still on its way.") + u'\n';
    return lines.toStdString();
}

} // namespace

ServeRun::ServeRun(session::Session& session, const ServePlan& plan, LinePrinter& printer, Termination& termination,
                   QObject* parent)
    : QObject(parent), m_session(session), m_plan(plan), m_printer(printer), m_paths(pathsOf(session.endpoints()))
{
    setExitCodeOfSecondSignal(exitCodeBefore());
    connect(&m_session, &session::Session::listenStatusChanged, this, &ServeRun::listenStatusChanged);
    connect(&m_session, &session::Session::fed, this, &ServeRun::fed);
    connect(&m_session, &session::Session::stopped, this, &ServeRun::finish);
    connect(&m_session, &session::Session::storeLost, this, &ServeRun::storeLost);
    connect(&m_session, &session::Session::storeTrouble, this, [this](const Error& error) {
        m_printer.complain(u"hookloupe-cli: "_s + words::errorSentence(error));
    });
    connect(&termination, &Termination::requested, this, [this] {
        m_printer.dropExplanations();
        end(exitCodeBefore());
    });
    connect(&termination, &Termination::hungUp, this, &ServeRun::hangUp);
    connect(&m_printer, &LinePrinter::roomAgain, this, &ServeRun::roomAgain);
    connect(&m_printer, &LinePrinter::failed, this, [this] {
        end(Unreadable);
        setExitCode(Unreadable); // also if it was ending
    });
    connect(&m_printer, &LinePrinter::done, this, [this] { QCoreApplication::exit(m_exitCode.value_or(Good)); });
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] { end(exitCodeBefore()); });
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &ServeRun::printUnderWay);
    m_farewell.setSingleShot(true);
    connect(&m_farewell, &QTimer::timeout, this, &ServeRun::finishNow);
    connect(&m_reading, &QTimer::timeout, this, &ServeRun::giveUpIfNobodyReads);
    connect(&m_session, &session::Session::queuesChanged, this, &ServeRun::finishWhenDone);
}

void ServeRun::start()
{
    auto reader = m_session.store().openReader();
    if (!reader)
        return QCoreApplication::exit(fail(reader.error()));
    m_reader = std::move(reader).value();
    auto explainer = Explainer::open(m_session.store());
    if (!explainer)
        return QCoreApplication::exit(fail(explainer.error()));
    m_explainer = std::move(explainer).value();
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
    m_printer.print({line.toStdString() + '\n', {}, {}, m_plan.json ? Stream::Error : Stream::Output});
    if (status.tookAnotherPort)
        m_printer.complain(text("Port %1 is taken, so port %2 is used.").arg(status.wantedPort).arg(status.address.port));
    if (!status.address.isLoopback())
        m_printer.complain(text("Other machines can reach this address: whoever can, can send requests here."));
    if (m_plan.timeout)
        m_timeout.start(*m_plan.timeout);
}

void ServeRun::storeLost(const store::StoreLoss& loss)
{
    QString line = u"hookloupe-cli: "_s + words::lossSentence(loss);
    const std::string& whole = loss.rescuedTo.empty() ? loss.nowAt : loss.rescuedTo;
    if (!loss.over && !whole.empty())
        line += u' ' + text("Or end this, and start again with --store %1.").arg(shown(whole));
    m_printer.complain(line);
    if (loss.over && !loss.sameFile) // what --trust-store agreed to was the store of then
        settleTrust(m_session, false, [this](const QString& told) { m_printer.complain(told); });
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
    m_waitsForRoom = m_waitsForRoom || m_printer.isFull();
    if (capture.id <= m_last || m_waitsForRoom)
        return;
    m_last = capture.id;
    if (capture.outcome == AnswerOutcome::Open)
        m_underWay.emplace(capture.id, capture);
    else
        print(capture);
}

/// In the store after the last one taken, newest first.
std::vector<CaptureId> ServeRun::newer() const
{
    constexpr std::int64_t page = 500;
    std::vector<CaptureId> newer;
    for (bool more = true; more;) {
        const auto ids = m_reader->newest(page, newer.empty() ? CaptureId{0} : newer.back());
        if (!ids)
            break;
        const auto known = std::find_if(ids->begin(), ids->end(), [this](CaptureId id) { return id <= m_last; });
        newer.insert(newer.end(), ids->begin(), known);
        more = known == ids->end() && static_cast<std::int64_t>(ids->size()) == page;
    }
    return newer;
}

void ServeRun::takeNewer()
{
    const std::vector<CaptureId> ids = newer();
    const auto before = std::exchange(m_underWay, {});
    for (const auto& [id, capture] : before) {
        const auto summaries = m_reader->summaries({id});
        const CaptureSummary& now = summaries && !summaries->empty() ? summaries->front() : capture;
        if (now.outcome == AnswerOutcome::Open)
            m_underWay.emplace(id, now);
        else
            print(now);
    }
    for (auto id = ids.rbegin(); id != ids.rend() && !m_waitsForRoom; ++id) {
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
    LinePrinter::Line line{linesFor(capture, m_paths, adviceWithoutAutopsy(capture.signature), m_plan.json), capture.id, {}};
    if (needsAutopsy(capture.signature.verdict))
        line.explained = [capture, explainer = m_explainer, paths = m_paths, json = m_plan.json,
                          secrets = m_session.secretsOf(capture.endpoint)] {
            return linesFor(capture, paths, explainer->explain(capture, secrets), json);
        };
    m_printer.print(std::move(line));
}

void ServeRun::roomAgain()
{
    m_waitsForRoom = false;
    if (m_finishing)
        finishNow();
    else
        takeNewer();
}

/// It never ends the program: without HTTPS a reload of the service, the end of a session and the end of a terminal look alike.
void ServeRun::hangUp()
{
    if (m_plan.tls.mode == session::TlsMode::Off)
        return m_printer.complain(text("SIGHUP: there is nothing to be read again, as there is no certificate. SIGTERM ends this."));
    const auto pair = session::certificateFor(m_plan.tls, certificateFolder());
    Status reloaded = success();
    if (!pair)
        reloaded = pair.error();
    else
        reloaded = m_session.reloadCertificate((*pair)->certificatePem, (*pair)->privateKeyPem);
    m_printer.complain(reloaded ? text("The certificate was read again; new connections get it.")
                                : text("The certificate in use was kept. %1").arg(words::errorSentence(reloaded.error())));
}

int ServeRun::exitCodeBefore() const
{
    return m_plan.count && m_answered < *m_plan.count ? CheckFailed : Good;
}

void ServeRun::setExitCode(int exitCode)
{
    m_exitCode = exitCode;
    setExitCodeOfSecondSignal(exitCode);
}

void ServeRun::end(int exitCode)
{
    if (m_exitCode)
        return;
    setExitCode(exitCode);
    m_timeout.stop();
    m_session.endSoon();
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
    m_finishing = true;
    if (!m_reading.isActive())
        m_reading.start(longestSilence);
    takeNewer();
    m_waitsForRoom = m_waitsForRoom || m_printer.isFull(); // what is passed on has lines, too
    if (m_waitsForRoom)
        return; // and comes back
    printUnderWay();
    m_printer.close();
}

/// What is read slowly is written to its end, however long that takes.
void ServeRun::giveUpIfNobodyReads()
{
    m_printer.dropExplanations();
    if (std::exchange(m_read, m_printer.written()) != m_printer.written())
        return;
    const std::int64_t lost = m_printer.giveUp() + static_cast<std::int64_t>(newer().size());
    if (takesALine(Stream::Error)) // which may lead to the same reader
        complain(u"hookloupe-cli: "_s + text("Nobody read standard output for %1 s, so this ends without the last lines of captures, "
                                             "which are in the store. Not written: %2.").arg(longestSilence.count()).arg(lost));
    QCoreApplication::exit(Unreadable);
}

} // namespace hookloupe::cli
