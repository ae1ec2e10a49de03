// SPDX-License-Identifier: GPL-3.0-or-later
#include "resend/bulk_feature.h"

#include "captures/capture_model.h"
#include "captures/capture_list_panel.h"
#include "resend/replay_feature.h"
#include "filter/capture_filter.h"
#include "widgets/menu_actions.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

BulkFeature::BulkFeature(const WindowParts& parts, ReplayFeature& replay, std::function<void(CaptureId)> goTo)
    : QObject(&parts.window), m_parts(parts), m_replay(replay), m_goTo(std::move(goTo))
{
    m_action = makeAction(parts.window, u"replayBulk"_s, tr("Replay in &bulk…"),
                          tr("Send the selected requests again, or all that match a filter: in order, at a rate, many times"),
                          QKeySequence(u"Ctrl+Shift+R"_s));
    connect(m_action, &QAction::triggered, this, qOverload<>(&BulkFeature::open));
    QMenu& requests = *parts.menus.requests;
    const auto all = requests.actions();
    const auto separator = std::find_if(all.begin(), all.end(), [](const QAction* action) { return action->isSeparator(); });
    requests.insertAction(separator == all.end() ? nullptr : *separator, m_action);
    parts.captures.setActions({m_action});
    connect(&replay, &ReplayFeature::bulkWanted, this, qOverload<>(&BulkFeature::open));
    for (const auto signal : {&CaptureModel::rowsInserted, &CaptureModel::rowsRemoved})
        connect(&parts.captureModel, signal, this, &BulkFeature::enableAction);
    connect(&parts.captureModel, &CaptureModel::modelReset, this, &BulkFeature::enableAction);
    connect(&parts.captureModel, &CaptureModel::loaded, this, &BulkFeature::enableAction);
    enableAction();
}

void BulkFeature::enableAction()
{
    setEnabledOr(m_action, m_parts.captureModel.rowCount() > 0, tr("no request is listed"));
}

void BulkFeature::open()
{
    const auto id = m_parts.captures.currentId();
    if (!id)
        return open(m_parts.captureModel.query().endpoint.value_or(catchAllEndpoint));
    m_parts.session.source().fetchSummaries({*id}, [self = QPointer(this)](const Result<std::vector<CaptureSummary>>& summaries) {
        if (self)
            self->open(summaries && !summaries->empty() ? summaries->front().endpoint : catchAllEndpoint);
    });
}

void BulkFeature::open(EndpointId endpoint)
{
    BulkContext context;
    context.common = m_replay.contextOf(endpoint);
    context.scope = scope();
    context.links = links();
    context.fetch = [session = &m_parts.session](CaptureId id, std::function<void(Result<CapturePtr>)> then) {
        session->source().fetchCapture(id, [session, then = std::move(then)](const Result<CapturePtr>& capture) {
            if (!capture)
                return then(capture);
            session->fetchUnaltered(*capture, [then, capture = *capture](const Result<bool>& unaltered) {
                if (unaltered && *unaltered)
                    then(capture);
                else // each can be replayed by itself, after a question
                    then(Error{ErrorCode::Altered, "capture " + std::to_string(toInt(capture->summary.id))});
            });
        });
    };
    context.endpointOf = [session = &m_parts.session](EndpointId id) -> std::optional<ArmedEndpoint> {
        for (const Endpoint& one : session->endpoints()) {
            if (one.id == id)
                return ArmedEndpoint{one, session->secretsOf(id)};
        }
        return std::nullopt;
    };
    auto* panel = new BulkPanel(std::move(context), &m_parts.window);
    panel->setAttribute(Qt::WA_DeleteOnClose);
    panel->show();
    panel->activateWindow();
}

ScopeContext BulkFeature::scope() const
{
    ScopeContext scope;
    scope.selected = m_parts.captures.selectedIds();
    scope.listed = QString::fromStdString(filter::filterText(m_parts.captureModel.query(), m_parts.session.endpoints()));
    scope.endpoints = [session = &m_parts.session] { return session->endpoints(); };
    scope.find = [session = &m_parts.session](auto accepts, auto search, auto then) {
        session->findCaptures(std::move(accepts), std::move(search), std::move(then));
    };
    return scope;
}

ResultLinks BulkFeature::links()
{
    ResultLinks links;
    links.fetch = [self = QPointer(this)](CaptureId replay, std::function<void(Result<SentReplay>)> then) {
        if (self)
            self->m_replay.fetchSent(replay, std::move(then));
    };
    links.edit = [self = QPointer(this)](CaptureId id) {
        if (self)
            self->m_replay.open(id);
    };
    links.show = [self = QPointer(this)](CaptureId id) {
        if (self)
            self->m_goTo(id);
    };
    return links;
}

} // namespace hookloupe::ui
