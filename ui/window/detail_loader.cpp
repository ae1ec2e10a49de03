// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/detail_loader.h"

#include "detail/detail_pane.h"

#include <QPointer>

#include <algorithm>

namespace hookloupe::ui {

namespace {

constexpr std::chrono::milliseconds pauseBetweenLoads{120};
constexpr std::size_t mostRecent = 200;
constexpr std::size_t mostRecentBytes = 8 * 1024 * 1024;
constexpr std::size_t mostOffered = 500;  ///< captures to pick one from
constexpr std::size_t mostReplays = 1'000; ///< listed of one capture
constexpr std::size_t longestRemembered = 256 * 1024;

} // namespace

DetailLoader::DetailLoader(session::Session& session, DetailPane& pane, QObject* parent)
    : QObject(parent), m_session(session), m_pane(pane)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseBetweenLoads);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (std::exchange(m_again, false))
            load();
    });
    m_pane.setElsewhere([self = QPointer(this)] { return self ? self->elsewhere() : verify::Elsewhere{}; });
    m_pane.setOtherCaptures(others());
    m_session.setWantWhole(true);
    connect(&m_session, &session::Session::deliveriesStored, &m_pane, &DetailPane::deliveriesChanged);
}

void DetailLoader::show(std::optional<CaptureId> id)
{
    if (id == m_wanted)
        return;
    m_wanted = id;
    if (id) {
        loadSoon();
        return;
    }
    m_again = false;
    m_pane.clear();
}

void DetailLoader::note(const session::FeedBatch& batch)
{
    // Only the newest can stay; thousands may have come.
    const std::size_t first = batch.captures.size() > mostRecent ? batch.captures.size() - mostRecent : 0;
    for (std::size_t i = first; i < batch.captures.size(); ++i)
        remember(batch.captures[i]);
    const bool ours = std::any_of(batch.reports.begin(), batch.reports.end(),
                                  [this](const AnswerReport& report) { return report.capture == m_wanted; });
    if (ours)
        loadSoon();
}

void DetailLoader::reload()
{
    if (m_wanted)
        loadSoon();
}

void DetailLoader::loadSoon()
{
    if (m_pause.isActive())
        m_again = true;
    else
        load();
}

void DetailLoader::load()
{
    if (!m_wanted)
        return;
    m_pause.start();
    m_session.source().fetchCapture(*m_wanted, [self = QPointer(this), id = *m_wanted](Result<CapturePtr> answer) {
        if (!self || self->m_wanted != id)
            return;
        if (!answer) { // deleted meanwhile
            self->m_pane.clear();
            return;
        }
        const CaptureSummary& summary = (*answer)->summary;
        self->remember(*answer);
        const auto unreadable = self->m_session.unreadableSecrets();
        self->m_pane.setCapture(*answer, self->m_session.secretsOf(summary.endpoint), self->endpointOf(summary),
                                std::any_of(unreadable.begin(), unreadable.end(), [&](const auto& one) {
                                    return one.endpoint == summary.endpoint;
                                }));
        self->m_session.fetchUnaltered(*answer, [self, id](const Result<bool>& unaltered) {
            if (self && unaltered && !*unaltered)
                self->m_pane.tellAltered(id);
        });
    });
}

void DetailLoader::remember(const CapturePtr& capture)
{
    const std::size_t bytes = capture->content().size();
    const bool known = std::any_of(m_recent.begin(), m_recent.end(), [&](const CapturePtr& other) {
        return other->summary.id == capture->summary.id;
    });
    if (known || bytes > longestRemembered)
        return;
    m_recent.push_front(capture);
    m_recentBytes += bytes;
    while (m_recent.size() > mostRecent || m_recentBytes > mostRecentBytes) {
        m_recentBytes -= m_recent.back()->content().size();
        m_recent.pop_back();
    }
}

Endpoint DetailLoader::endpointOf(const CaptureSummary& summary) const
{
    const auto endpoints = m_session.endpoints();
    const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                    [&](const Endpoint& endpoint) { return endpoint.id == summary.endpoint; });
    return found == endpoints.end() ? Endpoint{} : *found;
}

OtherCaptures DetailLoader::others()
{
    using CaptureThen = std::function<void(Result<CapturePtr>)>;
    using ListThen = std::function<void(Result<std::vector<CaptureSummary>>)>;
    OtherCaptures others;
    others.one = [self = QPointer(this)](CaptureId id, CaptureThen then) {
        if (self)
            self->m_session.source().fetchCapture(id, std::move(then));
    };
    others.previous = [self = QPointer(this)](CaptureId id, const CaptureThen& then) {
        if (!self)
            return;
        self->m_session.source().fetchPrevious(id, [self, then](const Result<std::optional<CaptureId>>& answer) {
            if (!answer)
                then(answer.error());
            else if (!*answer)
                then(Error{ErrorCode::NotFound, {}});
            else if (self)
                self->m_session.source().fetchCapture(**answer, then);
        });
    };
    others.deliveries = [self = QPointer(this)](CaptureId id) -> Result<std::vector<Delivery>> {
        return self ? self->m_session.store().deliveriesOf(id) : Result<std::vector<Delivery>>(Error{});
    };
    others.deliveriesLater = [self = QPointer(this)](CaptureId id, std::function<void(Result<std::vector<Delivery>>)> then) {
        if (self)
            self->m_session.fetchDeliveries(id, std::move(then));
    };
    others.replays = [self = QPointer(this)](CaptureId id, std::function<void(Result<ReplayList>)> then) {
        if (self)
            self->m_session.fetchReplays(id, mostReplays, std::move(then));
    };
    others.recent = [self = QPointer(this)](const ListThen& then) {
        if (!self)
            return;
        CaptureQuery newestFirst;
        newestFirst.descending = true;
        self->m_session.source().fetchIds(newestFirst, [self, then](Result<std::vector<CaptureId>> ids) {
            if (!ids)
                then(ids.error());
            if (!ids || !self)
                return;
            ids->resize(std::min(ids->size(), mostOffered));
            self->m_session.source().fetchSummaries(std::move(*ids), then);
        });
    };
    return others;
}

verify::Elsewhere DetailLoader::elsewhere() const
{
    verify::Elsewhere elsewhere;
    for (const Endpoint& endpoint : m_session.endpoints()) {
        for (std::string& secret : m_session.secretsOf(endpoint.id))
            elsewhere.otherSecrets.push_back(std::move(secret));
    }
    for (const CapturePtr& capture : m_recent) {
        if (capture->summary.id != m_wanted)
            elsewhere.otherContents.push_back(capture->content());
    }
    return elsewhere;
}

} // namespace hookloupe::ui
