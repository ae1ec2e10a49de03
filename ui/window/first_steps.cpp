// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/first_steps.h"

#include "detail/detail_pane.h"
#include "captures/capture_model.h"
#include "captures/capture_list_panel.h"
#include "captures/empty_state.h"
#include "endpoints/endpoint_panel.h"
#include "frame/banner.h"
#include "frame/window_parts.h"

#include <QAction>
#include <QMainWindow>
#include <QPointer>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

EmptyReason reasonOf(const CaptureQuery& query)
{
    if (query.acceptsAll())
        return EmptyReason::NothingYet;
    return query.span ? EmptyReason::FilteredOut : EmptyReason::OtherEndpoint;
}

} // namespace

void addFirstSteps(const WindowParts& parts)
{
    EmptyState* empty = parts.captures.emptyState();
    CaptureModel* model = &parts.captureModel;
    session::Session* session = &parts.session;
    const auto update = [=] {
        if (model->rowCount() > 0)
            return;
        empty->setReason(reasonOf(model->query()));
        session->fetchStatistics([empty = QPointer(empty)](const Result<store::StoreStatistics>& statistics) {
            if (empty && statistics && statistics->captures == 0)
                empty->setReason(EmptyReason::NothingYet);
        });
    };
    QObject::connect(model, &CaptureModel::loaded, empty, update);
    QObject::connect(model, &CaptureModel::rowsRemoved, empty, update);
    QObject::connect(empty, &EmptyState::copyRequested, empty, parts.copyText);
    QObject::connect(empty, &EmptyState::helpRequested, empty, parts.showHelp);
    QObject::connect(&parts.banner, &Banner::helpRequested, &parts.banner, parts.showHelp);
    QObject::connect(&parts.detail, &DetailPane::helpRequested, &parts.detail, parts.showHelp);
    QObject::connect(empty, &EmptyState::showAllRequested, empty, [endpoints = &parts.endpoints, window = &parts.window] {
        if (auto* clearSpan = window->findChild<QAction*>(u"timelineClearSpan"_s))
            clearSpan->trigger();
        endpoints->choose({});
    });
}

} // namespace hookloupe::ui
