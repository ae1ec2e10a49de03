// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/selection_figures.h"

#include "captures/capture_model.h"
#include "captures/selection_totals.h"
#include "captures/capture_list_panel.h"
#include "window/status_line.h"
#include "frame/window_parts.h"

#include <QMainWindow>
#include <QTimer>

namespace hookloupe::ui {

namespace {

/// While the selection grows by the mouse or by Shift and an arrow key, it is not counted at every step.
constexpr int pauseMs = 120;

} // namespace

void addSelectionFigures(const WindowParts& parts)
{
    auto* totals = new SelectionTotals(parts.session.source(), &parts.window);
    auto* pause = new QTimer(totals);
    pause->setSingleShot(true);
    pause->setInterval(pauseMs);
    CaptureListPanel* captures = &parts.captures;
    StatusLine* status = &parts.status;
    QObject::connect(captures, &CaptureListPanel::selectionChanged, totals, [captures, totals, pause, status] {
        totals->count({}); // what is being counted is of no use any more
        status->showSelection(captures->selectedCount());
        pause->start();
    });
    QObject::connect(&parts.session, &session::Session::verdictsChanged, pause, [captures, pause] {
        if (captures->selectedCount() > 0)
            pause->start(); // how many are good may have changed
    });
    QObject::connect(pause, &QTimer::timeout, totals, [captures, totals] { totals->count(captures->selectedIds()); });
    QObject::connect(totals, &SelectionTotals::counted, status, [status](const CaptureTotals& sum) { status->showTotals(sum); });
    QObject::connect(&parts.session, &session::Session::fed, status,
                     [status](const session::FeedBatch& batch) { status->note(batch.added); });
}

} // namespace hookloupe::ui
