// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/replay_feature.h"

#include "captures/capture_list_panel.h"
#include "resend/replay_panel.h"
#include "session/paths.h"
#include "endpoints/endpoint_commands.h"
#include "widgets/menu_actions.h"
#include "words/error_words.h"

#include <QAction>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

constexpr std::size_t mostEarlier = 10'000; ///< replays of one capture that are listed

/// Beside the store: who copies or removes that sees what belongs to it. None beside a store that is only read, nor one that
/// came with the store and was not agreed to, nor a link, which leads to what is not of this store.
QString draftFolderOf(const session::Session& session)
{
    const store::Store& store = session.store();
    const QString folder = QString::fromStdString(session::draftFolder(store.path()));
    return store.readOnly() || session.holdsDrafts() || QFileInfo(folder).isSymLink() ? QString() : folder;
}

} // namespace

ReplayFeature::ReplayFeature(const WindowParts& parts, std::shared_ptr<HostConsents> consents)
    : QObject(&parts.window)
    , m_parts(parts)
    , m_book(std::make_shared<TargetBook>(parts.settingsPath))
    , m_consents(std::move(consents))
    , m_drafts(std::make_shared<DraftBook>(draftFolderOf(parts.session)))
{
    m_replay = makeAction(parts.window, u"replay"_s, tr("Repla&y…"), tr("Edit the selected request and send it again"),
                          QKeySequence(u"Ctrl+R"_s), Glyph::Send);
    connect(m_replay, &QAction::triggered, this, &ReplayFeature::openSelected);
    QMenu& requests = *parts.menus.requests;
    const auto all = requests.actions();
    const auto separator = std::find_if(all.begin(), all.end(), [](const QAction* action) { return action->isSeparator(); });
    requests.insertAction(separator == all.end() ? nullptr : *separator, m_replay);
    parts.captures.setActions({m_replay});
    connect(&parts.captures, &CaptureListPanel::selectionChanged, this, &ReplayFeature::enableAction);
    connect(&parts.captures, &CaptureListPanel::currentChanged, this, &ReplayFeature::enableAction);
    enableAction();
    dropDraftsOfGone();
    connect(&parts.session, &session::Session::endpointsChanged, this, [this, held = parts.session.holdsDrafts()]() mutable {
        if (std::exchange(held, m_parts.session.holdsDrafts()) && !held) // agreed to: for windows to come
            m_drafts = std::make_shared<DraftBook>(draftFolderOf(m_parts.session));
    });
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
    setEnabledOr(m_replay, m_parts.captures.currentId().has_value(), tr("no request is selected"));
}

void ReplayFeature::openSelected()
{
    if (m_parts.captures.selectedCount() > 1)
        return Q_EMIT bulkWanted();
    if (const auto id = m_parts.captures.currentId())
        open(*id);
}

void ReplayFeature::open(CaptureId id)
{
    for (const QPointer<ReplayPanel>& panel : m_panels) {
        if (panel && panel->capture()->summary.id == id) {
            panel->raise();
            panel->activateWindow();
            return;
        }
    }
    m_parts.session.source().fetchCapture(id, [self = QPointer(this)](const Result<CapturePtr>& capture) {
        if (!self)
            return;
        if (!capture)
            return self->m_parts.sayTrouble(words::errorSentence(capture.error()));
        self->m_parts.session.fetchUnaltered(*capture, [self, capture = *capture](const Result<bool>& unaltered) {
            if (self)
                self->openOrAsk(capture, unaltered && *unaltered);
        });
    });
}

void ReplayFeature::openOrAsk(const CapturePtr& capture, bool unaltered)
{
    if (unaltered)
        return open(capture);
    m_parts.confirm(&m_parts.window,
                    {tr("Replay what was altered"),
                     tr("The bytes of this request are not those that arrived: the disk or another program has changed them. Its "
                        "signature will not fit. Replay it as it is now?"),
                     tr("Replay as it is")},
                    [self = QPointer(this), capture] {
                        if (self)
                            self->open(capture);
                    });
}

void ReplayFeature::open(const CapturePtr& capture)
{
    auto* panel = new ReplayPanel(capture, contextOf(capture->summary.endpoint), &m_parts.window);
    panel->setAttribute(Qt::WA_DeleteOnClose);
    std::erase_if(m_panels, [](const QPointer<ReplayPanel>& one) { return one.isNull(); });
    m_panels.emplace_back(panel);
    panel->show();
    panel->activateWindow();
}

Endpoint ReplayFeature::endpointOf(EndpointId id) const
{
    const auto endpoints = m_parts.session.endpoints();
    const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                    [&](const Endpoint& endpoint) { return endpoint.id == id; });
    Endpoint endpoint = found == endpoints.end() ? Endpoint{} : *found;
    if (m_parts.session.holdsForwarding(endpoint))
        endpoint.forward.clear(); // its handlers are not offered
    return endpoint;
}

ReplayContext ReplayFeature::contextOf(EndpointId endpoint)
{
    ReplayContext context;
    context.endpoint = endpointOf(endpoint);
    context.secrets = m_parts.session.secretsOf(endpoint);
    context.ownUrl = m_parts.endpointCommands.urlOf(Endpoint{});
    context.book = m_book;
    context.consents = m_consents;
    context.drafts = m_drafts;
    if (!m_parts.session.store().readOnly()) {
        context.keep = [session = &m_parts.session](CaptureId parent, const SentReplay& replay,
                                                    std::function<void(Result<CaptureId>)> then) {
            session->storeReplay({parent, replay.request->summary.endpoint, replay.request->body, replay.delivery}, std::move(then));
        };
    }
    context.earlier = [session = &m_parts.session](CaptureId parent, std::function<void(Result<ReplayList>)> then) {
        session->fetchReplays(parent, mostEarlier, std::move(then));
    };
    context.fetch = [self = QPointer(this)](CaptureId replay, std::function<void(Result<SentReplay>)> then) {
        if (self)
            self->fetchSent(replay, std::move(then));
    };
    context.replayAgain = [self = QPointer(this)](const CapturePtr& request) {
        if (self)
            self->open(request);
    };
    return context;
}

void ReplayFeature::fetchSent(CaptureId replay, std::function<void(Result<SentReplay>)> then)
{
    auto* session = &m_parts.session;
    session->source().fetchCapture(replay, [session, replay, then = std::move(then)](const Result<CapturePtr>& capture) {
        if (!capture)
            return then(capture.error());
        session->fetchDeliveries(replay, [replay, then, request = *capture](const Result<std::vector<Delivery>>& deliveries) {
            if (!deliveries)
                return then(deliveries.error());
            if (deliveries->empty())
                return then(Error{ErrorCode::NotFound, "delivery of capture " + std::to_string(toInt(replay))});
            then(SentReplay{request, deliveries->front()});
        });
    });
}

} // namespace hookloupe::ui
