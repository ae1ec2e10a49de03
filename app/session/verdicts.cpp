// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/verdicts.h"

#include "verify/judge_again.h"

#include <algorithm>
#include <utility>

namespace hookloupe::session {

namespace {

constexpr std::size_t atOnce = 16;                   ///< captures a step
constexpr std::size_t bytesAtOnce = 4 * 1024 * 1024; ///< of contents a step, or one capture
constexpr std::chrono::milliseconds tellInterval{50};
/// What arrived so short after a change may have been judged before the server's thread knew of it.
constexpr std::chrono::seconds slack{1};

const ArmedEndpoint* find(const Rules& rules, EndpointId id)
{
    const auto found = std::find_if(rules.endpoints.begin(), rules.endpoints.end(),
                                    [id](const ArmedEndpoint& each) { return each.endpoint.id == id; });
    return found == rules.endpoints.end() ? nullptr : &*found;
}

bool judgesAlike(const ArmedEndpoint& a, const ArmedEndpoint& b)
{
    return a.endpoint.scheme == b.endpoint.scheme && a.secrets == b.secrets && a.unreadable == b.unreadable;
}

bool hasUnreadable(const RulesPtr& rules)
{
    return rules && std::any_of(rules->endpoints.begin(), rules->endpoints.end(), [](const ArmedEndpoint& each) { return each.unreadable; });
}

} // namespace

Verdicts::Verdicts(std::string storePath, QObject* parent)
    : QObject(parent), m_storePath(std::move(storePath)), m_worker(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("verdicts"));
    m_worker->moveToThread(&m_thread);
    m_tell.setSingleShot(true);
    m_tell.setInterval(tellInterval);
    connect(&m_tell, &QTimer::timeout, this, [this] { Q_EMIT judged(std::exchange(m_toTell, {})); });
}

Verdicts::~Verdicts()
{
    m_stop = true;
    m_thread.quit();
    m_thread.wait();
}

void Verdicts::start(RulesPtr rules)
{
    if (m_rules)
        return;
    m_rules = std::move(rules);
    m_started = utcNow();
    next(); // what was asked for meanwhile
}

void Verdicts::setRules(RulesPtr rules)
{
    if (!m_rules)
        return;
    const RulesPtr before = std::exchange(m_rules, std::move(rules));
    for (const ArmedEndpoint& now : m_rules->endpoints) {
        // One that was not there, or comes back, has captures that nothing could be said of.
        const ArmedEndpoint* old = find(*before, now.endpoint.id);
        if (!old || !judgesAlike(*old, now))
            changed(now);
    }
}

void Verdicts::changed(const ArmedEndpoint& endpoint)
{
    const EndpointId id = endpoint.endpoint.id;
    m_changedAt[toInt(id)] = utcNow() + slack;
    for (auto& [capture, known] : m_known) {
        if (known.endpoint == id)
            known.outdated = true;
    }
    Q_EMIT outdated(toInt(id));
    judgeUnasked(id);
}

bool Verdicts::isFresh(const CaptureSummary& summary) const
{
    const ArmedEndpoint* endpoint = m_rules ? find(*m_rules, summary.endpoint) : nullptr;
    if (endpoint && endpoint->unreadable)
        return false; // nobody judged it
    const auto changed = m_changedAt.find(toInt(summary.endpoint));
    return m_rules && summary.arrivedAt > (changed == m_changedAt.end() ? m_started : changed->second);
}

void Verdicts::enter(std::vector<CaptureSummary>& summaries)
{
    std::vector<CaptureId> unknown;
    for (CaptureSummary& summary : summaries) {
        const auto known = m_known.find(toInt(summary.id));
        if (known != m_known.end())
            hookloupe::enter(known->second.result, summary);
        const bool isKnown = known != m_known.end() && !known->second.outdated;
        if (!isKnown && summary.kind != CaptureKind::Malformed && !isFresh(summary))
            unknown.push_back(summary.id);
    }
    queue(unknown, true);
    next();
}

void Verdicts::enter(std::vector<CaptureMoment>& moments) const
{
    for (const auto& [capture, known] : m_known) {
        if (!known.differs())
            continue;
        const auto moment = std::lower_bound(moments.begin(), moments.end(), CaptureId{capture},
                                             [](const CaptureMoment& each, CaptureId id) { return each.id < id; });
        // Of one whose answer was open then, the store may know more by now.
        if (moment != moments.end() && moment->id == CaptureId{capture} && moment->mark == known.markOnArrival)
            moment->mark = known.result.mark;
    }
}

void Verdicts::enter(std::vector<CaptureId> ids, CaptureTotals& totals) const
{
    const auto place = [&totals](Mark mark) -> std::int64_t& {
        return mark == Mark::Good ? totals.good : mark == Mark::Bad ? totals.bad : totals.unjudged;
    };
    bool sorted = false;
    for (const auto& [capture, known] : m_known) {
        if (!known.differs() || known.result.mark == known.markOnArrival)
            continue;
        if (!std::exchange(sorted, true))
            std::sort(ids.begin(), ids.end());
        if (!std::binary_search(ids.begin(), ids.end(), CaptureId{capture}) || place(known.markOnArrival) == 0)
            continue;
        --place(known.markOnArrival);
        ++place(known.result.mark);
    }
}

void Verdicts::note(const std::vector<CaptureSummary>& added)
{
    if (m_changedAt.empty() && !hasUnreadable(m_rules))
        return;
    std::vector<CaptureId> doubtful;
    for (const CaptureSummary& summary : added) {
        if (summary.kind != CaptureKind::Malformed && !isFresh(summary))
            doubtful.push_back(summary.id);
    }
    queue(doubtful, true);
    next();
}

void Verdicts::queue(const std::vector<CaptureId>& ids, bool inFront)
{
    std::vector<CaptureId> fresh;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(fresh),
                 [this](CaptureId id) { return m_queued.insert(toInt(id)).second; });
    m_queue.insert(inFront ? m_queue.begin() : m_queue.end(), fresh.begin(), fresh.end());
    while (m_queue.size() > longestQueue) {
        m_queued.erase(toInt(m_queue.back()));
        m_queue.pop_back();
    }
}

void Verdicts::next()
{
    if (!m_rules || m_busy || m_queue.empty())
        return;
    std::vector<CaptureId> ids;
    while (ids.size() < atOnce && !m_queue.empty()) {
        ids.push_back(m_queue.front());
        m_queued.erase(toInt(m_queue.front()));
        m_queue.pop_front();
    }
    m_busy = true;
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(
        m_worker.get(), [this, ids = std::move(ids), rules = m_rules] { run(ids, rules); }, Qt::QueuedConnection);
}

void Verdicts::judgeUnasked(EndpointId endpoint)
{
    if (!m_thread.isRunning())
        m_thread.start(QThread::LowPriority);
    const auto work = [this, endpoint] {
        store::Reader* from = reader();
        auto ids = from ? from->ids({.endpoint = endpoint, .descending = true}) : Result<std::vector<CaptureId>>(Error{});
        if (!ids)
            return; // what is shown is judged when it can be read
        ids->resize(std::min(ids->size(), judgedUnasked));
        QMetaObject::invokeMethod(
            this,
            [this, newest = std::move(*ids)] {
                queue(newest, false);
                next();
            },
            Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(m_worker.get(), work, Qt::QueuedConnection);
}

store::Reader* Verdicts::reader()
{
    if (!m_reader) {
        if (auto opened = store::Reader::open(m_storePath))
            m_reader = std::move(opened).value();
    }
    return m_reader.get();
}

void Verdicts::run(const std::vector<CaptureId>& ids, const RulesPtr& rules)
{
    store::Reader* from = reader();
    std::vector<Known> found;
    std::size_t bytes = 0;
    std::size_t done = 0;
    for (; from && done < ids.size() && bytes < bytesAtOnce && !m_stop; ++done) {
        const auto capture = from->capture(ids[done]);
        if (!capture)
            continue; // deleted, or not to be read: it stays as it was
        const CaptureSummary& summary = (*capture)->summary;
        const ArmedEndpoint* endpoint = find(*rules, summary.endpoint);
        if (!endpoint)
            continue; // gone, with the settings it had: nothing can be said about now
        bytes += (*capture)->content().size();
        Known known;
        known.onArrival = summary.signature;
        known.markOnArrival = markOf(summary);
        known.endpoint = summary.endpoint;
        known.result.capture = summary.id;
        known.result.now = verify::judgedNow(**capture, endpoint->endpoint.scheme, endpoint->secrets,
                                                endpoint->unreadable);
        CaptureSummary now = summary;
        hookloupe::enter(known.result, now);
        known.result.mark = markOf(now);
        found.push_back(std::move(known));
    }
    std::vector<CaptureId> left(ids.begin() + static_cast<std::ptrdiff_t>(from ? done : ids.size()), ids.end());
    QMetaObject::invokeMethod(
        this, [this, left = std::move(left), found = std::move(found), rules] { take(left, found, rules); },
        Qt::QueuedConnection);
}

void Verdicts::take(const std::vector<CaptureId>& left, std::vector<Known> found, const RulesPtr& rules)
{
    m_busy = false;
    std::vector<CaptureId> again = left;
    for (Known& known : found) {
        const ArmedEndpoint* then = find(*rules, known.endpoint);
        const ArmedEndpoint* now = find(*m_rules, known.endpoint);
        if (then && now && judgesAlike(*then, *now))
            keep(std::move(known));
        else if (now)
            again.push_back(known.result.capture); // the settings changed meanwhile
    }
    queue(again, true);
    forgetSome();
    next();
}

void Verdicts::keep(Known known)
{
    const auto before = m_known.find(toInt(known.result.capture));
    const SignatureResult& said = before == m_known.end() ? known.onArrival : before->second.result.now;
    if (m_forgot || said != known.result.now) {
        m_toTell.push_back(known.result);
        if (!m_tell.isActive())
            m_tell.start();
    }
    m_known.insert_or_assign(toInt(known.result.capture), std::move(known));
}

void Verdicts::forgetSome()
{
    if (m_known.size() <= mostKept)
        return;
    m_forgot = true;
    std::erase_if(m_known, [](const auto& each) { return !each.second.differs(); });
    if (m_known.size() > mostKept / 2)
        m_known.clear(); // what is shown keeps what it was told, and is judged once more when it is read again
}

} // namespace hookloupe::session
