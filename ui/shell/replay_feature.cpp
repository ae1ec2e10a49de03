// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/replay_feature.h"

#include "panels/capture_list_panel.h"
#include "replay/bulk_panel.h"
#include "replay/replay_panel.h"
#include "shell/endpoint_commands.h"
#include "widgets/menu_actions.h"
#include "words/error_words.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::size_t mostEarlier = 100; ///< replays of one capture that are listed

/// Reads stored replays one after the other.
struct Reading {
    std::vector<CaptureId> ids;
    std::vector<SentReplay> found;
    std::function<void(std::vector<SentReplay>)> then;
};

void readNext(session::Session& session, const std::shared_ptr<Reading>& reading)
{
    if (reading->ids.empty())
        return reading->then(std::move(reading->found));
    const CaptureId id = reading->ids.front();
    reading->ids.erase(reading->ids.begin());
    session.source().fetchCapture(id, [&session, reading, id](const Result<CapturePtr>& capture) {
        const auto deliveries = session.store().deliveriesOf(id);
        if (capture && deliveries && !deliveries->empty())
            reading->found.push_back({*capture, deliveries->front()});
        readNext(session, reading);
    });
}

/// Beside the store: who copies or removes that sees what belongs to it. None beside a store that is only read.
QString draftFolder(const session::Session& session)
{
    const store::Store& store = session.store();
    return store.readOnly() ? QString() : QString::fromStdString(store.path()) + u".drafts"_s;
}

} // namespace

ReplayFeature::ReplayFeature(const WindowParts& parts, std::shared_ptr<HostConsents> consents)
    : QObject(&parts.window)
    , m_parts(parts)
    , m_book(std::make_shared<TargetBook>(parts.settingsPath))
    , m_consents(std::move(consents))
    , m_drafts(std::make_shared<DraftBook>(draftFolder(parts.session)))
{
    m_replay = makeAction(parts.window, u"replay"_s, tr("Repla&y…"), tr("Edit the selected request and send it again"),
                          QKeySequence(u"Ctrl+R"_s), Glyph::Send);
    connect(m_replay, &QAction::triggered, this, &ReplayFeature::openSelected);
    m_bulk = makeAction(parts.window, u"replayBulk"_s, tr("Replay in &bulk…"),
                        tr("Send the selected requests again: in order, at a rate, many times"), QKeySequence(u"Ctrl+Shift+R"_s));
    connect(m_bulk, &QAction::triggered, this, qOverload<>(&ReplayFeature::openBulk));
    QMenu& requests = *parts.menus.requests;
    const auto all = requests.actions();
    const auto separator = std::find_if(all.begin(), all.end(), [](const QAction* action) { return action->isSeparator(); });
    QAction* before = separator == all.end() ? nullptr : *separator;
    requests.insertAction(before, m_replay);
    requests.insertAction(before, m_bulk);
    parts.captures.setActions({m_replay, m_bulk});
    connect(&parts.captures, &CaptureListPanel::selectionChanged, this, &ReplayFeature::enableAction);
    connect(&parts.captures, &CaptureListPanel::currentChanged, this, &ReplayFeature::enableAction);
    enableAction();
    dropDraftsOfGone();
}

void ReplayFeature::dropDraftsOfGone()
{
    const std::vector<CaptureId> edited = m_drafts->captures();
    if (edited.empty())
        return;
    m_parts.session.source().fetchSummaries(edited, [drafts = m_drafts](const Result<std::vector<CaptureSummary>>& found) {
        if (!found)
            return;
        std::vector<CaptureId> known;
        for (const CaptureSummary& summary : *found)
            known.push_back(summary.id);
        drafts->forgetAllBut(known);
    });
}

void ReplayFeature::enableAction()
{
    setEnabledOr(m_bulk, m_parts.captures.selectedCount() > 0, tr("no request is selected"));
    setEnabledOr(m_replay, m_parts.captures.currentId().has_value(), tr("no request is selected"));
}

void ReplayFeature::openSelected()
{
    if (m_parts.captures.selectedCount() > 1)
        return openBulk();
    const auto id = m_parts.captures.currentId();
    if (!id)
        return;
    for (const QPointer<ReplayPanel>& panel : m_panels) {
        if (panel && panel->capture()->summary.id == *id) {
            panel->raise();
            panel->activateWindow();
            return;
        }
    }
    m_parts.session.source().fetchCapture(*id, [self = QPointer(this)](const Result<CapturePtr>& capture) {
        if (!self)
            return;
        if (capture)
            self->open(*capture);
        else
            self->m_parts.sayTrouble(words::errorSentence(capture.error()));
    });
}

void ReplayFeature::open(const CapturePtr& capture)
{
    auto* panel = new ReplayPanel(capture, contextOf(capture->summary), &m_parts.window);
    panel->setAttribute(Qt::WA_DeleteOnClose);
    std::erase_if(m_panels, [](const QPointer<ReplayPanel>& one) { return one.isNull(); });
    m_panels.emplace_back(panel);
    panel->show();
    panel->activateWindow();
}

void ReplayFeature::openBulk()
{
    const std::vector<CaptureId> ids = m_parts.captures.selectedIds();
    if (ids.empty())
        return;
    m_parts.session.source().fetchSummaries({ids.front()}, [self = QPointer(this), ids](const auto& summaries) {
        if (self && summaries.ok() && !summaries->empty())
            self->openBulk(ids, summaries->front());
    });
}

void ReplayFeature::openBulk(const std::vector<CaptureId>& ids, const CaptureSummary& first)
{
    BulkContext context;
    context.common = contextOf(first);
    context.fetch = [session = &m_parts.session](CaptureId id, std::function<void(Result<CapturePtr>)> then) {
        session->source().fetchCapture(id, std::move(then));
    };
    context.secretOf = [session = &m_parts.session](EndpointId endpoint) {
        const auto secrets = session->secretsOf(endpoint);
        return secrets.empty() ? std::string() : secrets.front();
    };
    auto* panel = new BulkPanel(ids, std::move(context), &m_parts.window);
    panel->setAttribute(Qt::WA_DeleteOnClose);
    panel->show();
    panel->activateWindow();
}

Endpoint ReplayFeature::endpointOf(const CaptureSummary& summary) const
{
    const auto endpoints = m_parts.session.endpoints();
    const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                    [&](const Endpoint& endpoint) { return endpoint.id == summary.endpoint; });
    return found == endpoints.end() ? Endpoint{} : *found;
}

ReplayContext ReplayFeature::contextOf(const CaptureSummary& summary)
{
    ReplayContext context;
    context.endpoint = endpointOf(summary);
    context.secrets = m_parts.session.secretsOf(summary.endpoint);
    context.ownUrl = m_parts.endpointCommands.urlOf(Endpoint{});
    context.book = m_book;
    context.consents = m_consents;
    context.drafts = m_drafts;
    if (!m_parts.session.store().readOnly()) {
        context.keep = [session = &m_parts.session, endpoint = summary.endpoint](CaptureId parent, const SentReplay& replay,
                                                                                         std::function<void(Result<CaptureId>)> then) {
            session->storeReplay({parent, endpoint, replay.request->body, replay.delivery}, std::move(then));
        };
    }
    context.earlier = [self = QPointer(this)](CaptureId parent, std::function<void(std::vector<SentReplay>)> then) {
        if (self)
            self->fetchEarlier(parent, std::move(then));
    };
    context.replayAgain = [self = QPointer(this)](const CapturePtr& request) {
        if (self)
            self->open(request);
    };
    return context;
}

void ReplayFeature::fetchEarlier(CaptureId parent, std::function<void(std::vector<SentReplay>)> then)
{
    const auto replays = m_parts.session.store().replaysOf(parent);
    if (!replays)
        return;
    auto reading = std::make_shared<Reading>();
    reading->then = std::move(then);
    const std::size_t first = replays->size() > mostEarlier ? replays->size() - mostEarlier : 0;
    for (std::size_t i = first; i < replays->size(); ++i)
        reading->ids.push_back((*replays)[i].id);
    readNext(m_parts.session, reading);
}

} // namespace hookloupe::ui
