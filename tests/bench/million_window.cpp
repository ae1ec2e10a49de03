// SPDX-License-Identifier: GPL-3.0-or-later
// Opens the real window on a large store and uses it: first row, paging, jumping, looking at captures, ordering, clearing
// and taking that back. Prints one JSON object. Usage: hookloupe-bench-million-window STORE LARGE-CAPTURE…
#include "table_bench.h"

#include "detail/detail_pane.h"
#include "captures/capture_model.h"
#include "captures/capture_list_panel.h"
#include "session/session.h"
#include "window/main_window.h"

#include <QApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTabWidget>
#include <QTreeView>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace hookloupe;

namespace {

/// Chooses captures and waits until their payload is painted as a tree.
class DetailBench : public QObject {
public:
    DetailBench(ui::MainWindow& window, QTableView& table, const ui::CaptureModel& model)
        : m_table(table), m_model(model)
    {
        auto* pane = window.findChild<ui::DetailPane*>();
        auto* tabs = pane->findChild<QTabWidget*>();
        tabs->setCurrentIndex(1);
        bench::goOnFor(std::chrono::milliseconds(500));
        m_tree = tabs->currentWidget()->findChild<QTreeView*>();
        if (!m_tree || !m_tree->model())
            return;
        m_tree->viewport()->installEventFilter(this);
        connect(m_tree->model(), &QAbstractItemModel::modelReset, this, [this] { m_filled = true; });
    }

    /// ms; -1 if there was nothing to see within 30 s.
    double show(CaptureId id)
    {
        const int row = m_model.rowOf(id);
        if (!m_tree || row < 0)
            return -1;
        m_table.scrollTo(m_model.index(row, 0));
        bench::goOnFor(std::chrono::milliseconds(400)); // no load of before is still going on
        m_filled = m_painted = false;
        const auto start = bench::Clock::now();
        m_table.setCurrentIndex(m_model.index(row, 0));
        return bench::goOnUntil([this] { return m_painted; }) ? bench::milliseconds(m_paintedAt - start) : -1;
    }

private:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint && m_filled && !m_painted && m_tree->model()->rowCount() > 0)
            QMetaObject::invokeMethod(this, [this] {
                m_painted = true;
                m_paintedAt = bench::Clock::now();
            }, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }

    QTableView& m_table;
    const ui::CaptureModel& m_model;
    QTreeView* m_tree = nullptr;
    bool m_filled = false;
    bool m_painted = false;
    bench::Clock::time_point m_paintedAt;
};

/// ms until the answer, and the GUI thread's longest gap meanwhile.
QJsonObject timed(test::Heartbeat& heartbeat, const std::function<void(std::function<void()>)>& question)
{
    bool answered = false;
    heartbeat.restart();
    const auto start = bench::Clock::now();
    question([&answered] { answered = true; });
    bench::goOnUntil([&answered] { return answered; }, std::chrono::seconds(60));
    const double took = bench::milliseconds(bench::Clock::now() - start);
    bench::goOnFor(std::chrono::milliseconds(20));
    return {{u"ms"_s, took}, {u"gap_max_ms"_s, heartbeat.longestGap()}};
}

QJsonObject orders(ui::CaptureModel& model, test::Heartbeat& heartbeat)
{
    QJsonObject json;
    const auto order = [&](const QString& name, CaptureOrder by, bool descending) {
        json[name] = timed(heartbeat, [&](const std::function<void()>& done) {
            QObject::connect(&model, &ui::CaptureModel::loaded, &model, done, Qt::SingleShotConnection);
            model.setOrder(by, descending);
        });
    };
    order(u"mark"_s, CaptureOrder::Mark, true);
    order(u"method"_s, CaptureOrder::Method, false);
    order(u"endpoint"_s, CaptureOrder::Endpoint, false);
    order(u"event"_s, CaptureOrder::Event, false);
    order(u"project"_s, CaptureOrder::Project, false);
    order(u"summary"_s, CaptureOrder::Summary, false);
    order(u"size"_s, CaptureOrder::Size, true);
    order(u"duration"_s, CaptureOrder::Duration, true);
    order(u"peer"_s, CaptureOrder::Peer, false);
    order(u"newest first"_s, CaptureOrder::Arrival, true);
    order(u"arrival"_s, CaptureOrder::Arrival, false);
    return json;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc < 2)
        return 2;
    session::SessionOptions options;
    options.store.path = argv[1];
    options.listen.port = 0;
    options.keepSecrets = false;
    const double toMain = bench::sinceStart();
    auto opened = session::Session::open(options);
    if (!opened) {
        std::fprintf(stderr, "%s\n", opened.error().detail.c_str());
        return 3;
    }
    const auto session = std::move(*opened);
    const double toSession = bench::sinceStart();
    session->setSecrets(catchAllEndpoint, {"topsecret"});
    session->startListening();
    ui::MainWindow window(*session, {});
    const double toWindow = bench::sinceStart();
    QTableView& view = *window.captures().view();
    auto* model = window.findChild<ui::CaptureModel*>();
    if (!model)
        model = qobject_cast<ui::CaptureModel*>(view.model());
    bench::TableBench table(view, [&view](int row) {
        return view.model()->index(row, 0).data(ui::CaptureModel::MarkRole).isValid();
    });
    window.resize(1280, 800);
    window.show();
    QJsonObject json{{u"to_main_ms"_s, toMain}, {u"to_session_ms"_s, toSession}, {u"to_window_ms"_s, toWindow}};
    json[u"first_row_ms"_s] = table.waitForFirstRow();
    json[u"resident_first_row_mb"_s] = bench::memory(u"VmRSS"_s);
    bench::goOnUntil([&] { return !model->loading(); });
    json[u"all_rows_ms"_s] = bench::sinceStart();
    json[u"rows"_s] = model->rowCount();
    bench::goOnFor(std::chrono::milliseconds(3'000)); // the timeline and the figures
    json[u"start_gap_max_ms"_s] = table.heartbeat().longestGap();
    json[u"page_down"_s] = table.pageDown(1'000);
    json[u"jump_to_end_ms"_s] = table.jumpToEnd();

    DetailBench detail(window, view, *model);
    std::vector<double> small;
    for (int i = 0; i < 20; ++i)
        small.push_back(detail.show(CaptureId{1 + (model->rowCount() - 2) / 20 * i}));
    json[u"detail_2kB_p50_ms"_s] = bench::percentile(small, 0.5);
    json[u"detail_2kB_max_ms"_s] = bench::percentile(small, 1);
    QJsonArray large;
    for (int i = 2; i < argc; ++i)
        large << detail.show(CaptureId{std::atoll(argv[i])});
    json[u"detail_large_ms"_s] = large;
    json[u"resident_mb"_s] = bench::memory(u"VmRSS"_s);
    json[u"resident_peak_mb"_s] = bench::memory(u"VmHWM"_s);

    json[u"orders"_s] = orders(*model, table.heartbeat());
    json[u"moments"_s] = timed(table.heartbeat(), [&](const std::function<void()>& done) {
        session->source().fetchMoments([done](auto) { done(); });
    });
    json[u"statistics"_s] = timed(table.heartbeat(), [&](const std::function<void()>& done) {
        session->fetchStatistics([done](auto) { done(); });
    });
    Result<store::Removal> removal = store::Removal{};
    json[u"clear"_s] = timed(table.heartbeat(), [&](const std::function<void()>& done) {
        QObject::connect(model, &ui::CaptureModel::loaded, model, done, Qt::SingleShotConnection);
        removal = session->clearCaptures();
    });
    json[u"restore"_s] = timed(table.heartbeat(), [&](const std::function<void()>& done) {
        QObject::connect(model, &ui::CaptureModel::loaded, model, done, Qt::SingleShotConnection);
        (void)session->restore(*removal);
    });
    json[u"rows_after_restore"_s] = model->rowCount();
    json[u"resident_end_mb"_s] = bench::memory(u"VmRSS"_s);
    json[u"resident_end_peak_mb"_s] = bench::memory(u"VmHWM"_s);
    std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    return 0;
}
