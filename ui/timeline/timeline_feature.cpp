// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/timeline_feature.h"

#include "captures/capture_model.h"
#include "captures/capture_list_panel.h"
#include "timeline/timeline_chart.h"
#include "timeline/timeline_panel.h"
#include "frame/window_parts.h"
#include "words/error_words.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QPointer>
#include <QSettings>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <memory>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

TimelineFeature::TimelineFeature(const WindowParts& parts)
    : QObject(&parts.window), m_session(parts.session), m_settingsPath(parts.settingsPath), m_captureModel(parts.captureModel),
      m_captures(parts.captures), m_sayTrouble(parts.sayTrouble), m_model(new TimelineModel(this))
{
    m_panel = new TimelinePanel(*m_model, parts.middle.parentWidget());
    parts.middle.insertWidget(0, m_panel);
    addActions(parts);
    restore();

    TimelineChart* chart = &m_panel->chart();
    connect(chart, &TimelineChart::rangeChanged, this, [this, chart] {
        m_range = chart->range();
        m_live->setChecked(m_range.live);
    });
    connect(m_panel, &TimelinePanel::spanChosen, this, &TimelineFeature::listSpan);
    connect(m_panel, &TimelinePanel::captureWanted, this, [this](qint64 id) { goTo(CaptureId{id}); });
    connect(&m_captures, &CaptureListPanel::currentChanged, this, &TimelineFeature::showCurrent);
    connect(m_model, &TimelineModel::changed, this, &TimelineFeature::showCurrent);
    connect(&m_captureModel, &CaptureModel::loaded, this, [this] {
        if (m_wanted)
            goTo(*std::exchange(m_wanted, std::nullopt));
    });
    connect(&m_session, &session::Session::fed, this, &TimelineFeature::enter);
    connect(&m_session, &session::Session::verdictsChanged, m_model, &TimelineModel::applyVerdicts);
    m_reload.setSingleShot(true);
    m_reload.setInterval(200);
    connect(&m_reload, &QTimer::timeout, this, &TimelineFeature::load);
    connect(&m_session, &session::Session::capturesRemoved, this, [this] {
        if (!m_reload.isActive())
            m_reload.start();
    });
    m_range = chart->range();
    m_live->setChecked(m_range.live);
    load();
}

void TimelineFeature::setEndpoint(std::optional<EndpointId> endpoint)
{
    m_panel->chart().setEndpoint(endpoint);
}

TimelineFeature::~TimelineFeature()
{
    if (m_settingsPath.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_settingsPath).absolutePath());
    QSettings file(m_settingsPath, QSettings::IniFormat);
    file.setValue("timeline/shown"_L1, m_isShown);
    file.setValue("timeline/live"_L1, m_range.live);
    file.setValue("timeline/from"_L1, qint64(m_range.from.time_since_epoch().count()));
    file.setValue("timeline/length"_L1, qint64(m_range.length.count()));
}

void TimelineFeature::restore()
{
    if (!m_settingsPath.isEmpty() && QFileInfo::exists(m_settingsPath)) {
        const QSettings file(m_settingsPath, QSettings::IniFormat);
        m_isShown = file.value("timeline/shown"_L1, true).toBool();
        const qint64 length = file.value("timeline/length"_L1).toLongLong();
        if (length >= shortestRange.count() && length <= longestRange.count()) {
            m_rangeRemembered = true;
            m_panel->chart().setRange({UtcTime(Micros(file.value("timeline/from"_L1).toLongLong())), Micros(length),
                                       file.value("timeline/live"_L1, true).toBool()});
        }
    }
    m_shown->setChecked(m_isShown);
    m_panel->setVisible(m_isShown);
}

void TimelineFeature::addActions(const WindowParts& parts)
{
    TimelineChart* chart = &m_panel->chart();
    QMenu* view = parts.menus.view;
    m_shown = makeAction(parts.window, u"timeline"_s, tr("&Timeline"), tr("Show or hide the timeline above the requests"));
    m_shown->setCheckable(true);
    connect(m_shown, &QAction::toggled, m_panel, [this](bool shown) {
        m_isShown = shown;
        m_panel->setVisible(shown);
    });
    QAction* go = makeAction(parts.window, u"goToTimeline"_s, tr("Go to t&imeline"), tr("Move the keyboard to the timeline"),
                             QKeySequence(u"Ctrl+4"_s));
    connect(go, &QAction::triggered, chart, [this, chart] {
        m_shown->setChecked(true);
        chart->setFocus(Qt::ShortcutFocusReason);
    });
    QAction* out = makeAction(parts.window, u"timelineZoomOut"_s, tr("Zoom &out"), tr("Show more time in the timeline; key −"));
    out->setIconText(u"−"_s);
    connect(out, &QAction::triggered, chart, [chart] { chart->zoom(1.5); });
    QAction* in = makeAction(parts.window, u"timelineZoomIn"_s, tr("Zoom &in"), tr("Show less time in the timeline; key +"));
    in->setIconText(u"+"_s);
    connect(in, &QAction::triggered, chart, [chart] { chart->zoom(1 / 1.5); });
    QAction* all = makeAction(parts.window, u"timelineEverything"_s, tr("Show &everything"),
                              tr("Show all requests in the timeline, from the oldest to now; key Home"));
    all->setIconText(tr("All"));
    connect(all, &QAction::triggered, chart, &TimelineChart::showEverything);
    m_live = makeAction(parts.window, u"timelineLive"_s, tr("Follow &now"),
                        tr("Move the timeline on with the time; key End"));
    m_live->setIconText(tr("Live"));
    m_live->setCheckable(true);
    connect(m_live, &QAction::triggered, chart, &TimelineChart::setLive);
    m_clear = makeAction(parts.window, u"timelineClearSpan"_s, tr("&List all times again"),
                         tr("List requests of all times, not only of the chosen span; key Escape"));
    m_clear->setEnabled(false);
    connect(m_clear, &QAction::triggered, this, [this] {
        m_panel->setSpan(std::nullopt);
        listSpan(std::nullopt);
    });
    view->addActions({go, m_shown});
    QMenu* range = view->addMenu(tr("Timeline ran&ge"));
    range->addActions({in, out, all, m_live, m_clear});
    m_panel->setActions({out, in, all, m_live});
}

void TimelineFeature::load()
{
    if (std::exchange(m_loading, true)) {
        m_loadAgain = true;
        return;
    }
    m_session.source().fetchMoments([self = QPointer(this)](Result<std::vector<CaptureMoment>> moments) {
        if (self)
            self->read(std::move(moments));
    });
}

/// Sorts what was read in another thread: a million take longer than a window may stand still.
void TimelineFeature::read(Result<std::vector<CaptureMoment>> moments)
{
    if (!moments) {
        m_sayTrouble(tr("The timeline could not be read. %1").arg(words::errorSentence(moments.error())));
        loaded(std::nullopt);
        return;
    }
    const auto shared = std::make_shared<std::vector<CaptureMoment>>(std::move(*moments));
    QtConcurrent::run([shared] { return columnsOf(std::move(*shared)); })
        .then(this, [this](QFuture<TimelineColumns> columns) { loaded(columns.takeResult()); });
}

void TimelineFeature::loaded(std::optional<TimelineColumns> columns)
{
    m_loading = false;
    if (columns)
        m_model->adopt(std::move(*columns));
    // What was committed meanwhile; what has been read already is not taken twice.
    for (const session::FeedBatch& batch : std::exchange(m_heldBack, {}))
        enter(batch);
    if (std::exchange(m_loadAgain, false)) {
        load();
        return;
    }
    if (!std::exchange(m_rangeRemembered, true)) {
        const auto extent = m_model->extent(std::nullopt);
        if (extent && extent->until <= m_range.from) // at first: nothing came lately, so what came before
            m_panel->chart().showEverything();
    }
    showCurrent();
}

void TimelineFeature::enter(const session::FeedBatch& batch)
{
    if (m_loading) {
        session::FeedBatch held;
        held.added = batch.added;
        held.reports = batch.reports;
        m_heldBack.push_back(std::move(held));
        return;
    }
    m_model->append(batch.added);
    const auto unknown = m_model->applyReports(batch.reports);
    if (unknown.empty())
        return;
    m_session.source().fetchSummaries(unknown, [self = QPointer(this)](const Result<std::vector<CaptureSummary>>& read) {
        if (self && read)
            self->m_model->setMarks(*read);
    });
}

void TimelineFeature::listSpan(const std::optional<TimeSpan>& span)
{
    m_clear->setEnabled(span.has_value());
    CaptureQuery query = m_captureModel.query();
    if (query.span == span)
        return;
    query.span = span;
    m_captureModel.setQuery(query);
}

void TimelineFeature::goTo(CaptureId id)
{
    if (m_captures.choose(id))
        return;
    if (m_captureModel.loading()) {
        m_wanted = id;
        return;
    }
    const auto time = m_model->timeOf(id);
    if (const auto& span = m_captureModel.query().span; span && time && !span->contains(*time)) {
        m_panel->setSpan(std::nullopt);
        m_wanted = id;
        listSpan(std::nullopt);
    }
}

void TimelineFeature::showCurrent()
{
    const auto current = m_captures.currentId();
    m_panel->chart().setCurrentTime(current ? m_model->timeOf(*current) : std::nullopt);
}

} // namespace hookloupe::ui
