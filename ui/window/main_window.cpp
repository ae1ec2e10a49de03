// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/main_window.h"

#include "detail/detail_pane.h"
#include "help/help_dialog.h"
#include "captures/capture_columns.h"
#include "captures/capture_list_panel.h"
#include "captures/empty_state.h"
#include "endpoints/endpoint_panel.h"
#include "captures/capture_commands.h"
#include "window/detail_loader.h"
#include "endpoints/endpoint_commands.h"
#include "window/features.h"
#include "window/listen_line.h"
#include "window/standing_warnings.h"
#include "window/status_line.h"
#include "frame/window_parts.h"
#include "frame/window_state.h"
#include "style/icons.h"
#include "style/short_words.h"
#include "widgets/menu_actions.h"
#include "words/error_words.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QListView>
#include <QPointer>
#include <QSplitter>
#include <QStatusBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

using session::ListenState;

MainWindow::MainWindow(session::Session& session, QString settingsPath, Confirm confirm)
    : m_session(session), m_settingsPath(std::move(settingsPath)), m_actions(makeActions(*this)),
      m_captureModel(session.source()), m_endpointCommands(new EndpointCommands(session, this)),
      m_captureCommands(new CaptureCommands(m_captureModel, this))
{
    setWindowTitle(tr("Hookloupe"));
    setWindowIcon(programIcon());
    resize(1280, 820);
    buildPanels();
    const Menus menus = fillMenus(*this, m_actions);
    m_listenLine = new ListenLine(m_actions.listenAgain, this);
    QToolBar* toolBar = makeToolBar(*this, m_actions, m_listenLine);
    m_status = new StatusLine(*statusBar());
    m_loader = new DetailLoader(session, *m_detail, this);

    connectActions();
    connectPanels();
    connectSession();
    addFeatures({*this, session, m_settingsPath, m_actions, menus, *toolBar, m_captureModel, m_endpointModel,
                 *m_endpointCommands, *m_endpoints, *m_captures, *m_detail, *m_loader, *m_status, *m_banner, *m_middle,
                 [this](const QString& sentence) { say(sentence); },
                 [this](const QString& sentence) { sayTrouble(sentence); },
                 [this](const QString& text) { copyText(text); },
                 [this](HelpTopic topic) { showHelp(topic); },
                 confirm});
    if (!m_settingsPath.isEmpty())
        restoreWindow(m_settingsPath, {this, m_across, m_down});

    endpointsChanged();
    m_endpointModel.setLast(session.lastOfEachEndpoint());
    m_captureModel.setQuery({});
    listenStatusChanged();
    showStoreWarnings(*m_banner, session);
    refreshFigures();
    enableActions();
    m_captures->view()->setFocus();

    auto* clock = new QTimer(this);
    clock->setInterval(1000);
    connect(clock, &QTimer::timeout, this, &MainWindow::refreshFigures);
    clock->start();
}

MainWindow::~MainWindow()
{
    // The panels look at the models, which are members and would be gone first.
    disconnect(qApp, nullptr, this, nullptr);
    disconnect(&m_session, nullptr, this, nullptr);
    delete takeCentralWidget();
}

void MainWindow::buildPanels()
{
    m_endpoints = new EndpointPanel(m_endpointModel, this);
    m_endpoints->setActions({m_actions.newEndpoint, m_actions.editEndpoint, m_actions.removeEndpoint, m_actions.copyEndpointUrl});
    m_captures = new CaptureListPanel(m_captureModel, this);
    m_captures->setActions({m_actions.copyCaptures, m_actions.deleteCaptures, m_actions.follow});
    m_detail = new DetailPane(this);
    m_banner = new Banner(this);

    auto* middle = new QWidget(this);
    m_middle = new QVBoxLayout(middle);
    m_middle->setContentsMargins(0, 0, 0, 0);
    m_middle->setSpacing(0);
    m_middle->addWidget(m_captures, 1);
    m_down = new QSplitter(Qt::Vertical, this);
    m_down->addWidget(middle);
    m_down->addWidget(m_detail);
    m_down->setSizes({380, 360});
    m_across = new QSplitter(this);
    m_across->addWidget(m_endpoints);
    m_across->addWidget(m_down);
    m_across->setSizes({270, 1010}); // what is amiss with an endpoint is read whole
    m_across->setStretchFactor(1, 1);
    m_across->setChildrenCollapsible(false);
    m_down->setChildrenCollapsible(false);

    auto* centre = new QWidget(this);
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_banner);
    layout->addWidget(m_across, 1);
    setCentralWidget(centre);
}

void MainWindow::connectActions()
{
    const Actions& a = m_actions;
    connect(a.pause, &QAction::triggered, this, [this] {
        m_session.setPaused(m_session.listenStatus().state != ListenState::Paused);
    });
    connect(a.listenAgain, &QAction::triggered, this, [this] { m_session.startListening(); });
    connect(a.copyUrl, &QAction::triggered, this, [this] { copyText(m_endpointCommands->urlOf({})); });
    connect(a.copyCaptures, &QAction::triggered, this,
            [this] { m_captureCommands->copy(m_captures->selectedIdsAsShown(), m_captures->columns().shown()); });
    connect(m_captureCommands, &CaptureCommands::done, this, &MainWindow::say);
    connect(a.follow, &QAction::triggered, m_captures, &CaptureListPanel::setFollowing);
    connect(m_captures, &CaptureListPanel::followingChanged, a.follow, &QAction::setChecked);
    a.follow->setChecked(m_captures->isFollowing());
    connect(a.help, &QAction::triggered, this, [this] { showHelp(HelpTopic::FirstCapture); });
    connect(a.about, &QAction::triggered, this, [this] { showHelp(HelpTopic::About); });
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
}

void MainWindow::connectPanels()
{
    connect(m_endpoints, &EndpointPanel::chosen, this, &MainWindow::chooseEndpoint);
    connect(m_captures, &CaptureListPanel::currentChanged, this, [this] { m_loader->show(m_captures->currentId()); });
    connect(m_captures, &CaptureListPanel::selectionChanged, this, &MainWindow::enableActions);
    connect(&m_captureModel, &CaptureModel::failed, this,
            [this](const Error& error) { sayTrouble(words::errorSentence(error)); });
    // Who reads the details does not want them replaced by what comes next.
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget* before, QWidget* now) {
        // What is hidden while it has the keyboard hands it on: that is nobody's wish.
        const bool chosen = before && before->isVisible() && now;
        const bool entered = chosen && m_detail->isAncestorOf(now) && !m_detail->isAncestorOf(before);
        if (entered && m_captures->currentId())
            m_captures->setFollowing(false);
    });
}

void MainWindow::connectSession()
{
    connect(&m_session, &session::Session::fed, this, &MainWindow::enter);
    connect(&m_session, &session::Session::endpointsChanged, this, &MainWindow::endpointsChanged);
    connect(&m_session, &session::Session::listenStatusChanged, this, &MainWindow::listenStatusChanged);
    connect(&m_session, &session::Session::capturesRemoved, this, [this] {
        m_captureModel.reload();
        m_endpointModel.setLast(m_session.lastOfEachEndpoint());
        refreshFigures();
    });
    connect(&m_session, &session::Session::verdictsChanged, this, [this](const std::vector<JudgedAnew>& anew) {
        m_captureModel.applyVerdicts(anew);
        m_endpointModel.applyVerdicts(anew);
    });
    connect(&m_session, &session::Session::verdictsOutdated, this, [this](qint64 id) { m_captureModel.expire(EndpointId{id}); });
    m_session.setWantVerdicts();
    connect(&m_session, &session::Session::annotated, &m_captureModel, &CaptureModel::applyAnnotations);
    connect(&m_session, &session::Session::storeTrouble, this,
            [this](const Error& error) {
                m_banner->warn(Warning::StoreTrouble, words::errorSentence(error), false);
                if (error.code == ErrorCode::DiskFull)
                    m_listenLine->setKeeping(false);
            });
    connect(&m_session, &session::Session::storeRecovered, this, [this] {
        m_banner->withdraw(Warning::StoreTrouble);
        m_listenLine->setKeeping(!m_session.storeLoss());
    });
    connect(&m_session, &session::Session::storeLost, this,
            [this](const store::StoreLoss& loss) { m_listenLine->setKeeping(loss.over); });
    m_listenLine->setKeeping(!m_session.storeLoss());
}

void MainWindow::chooseEndpoint()
{
    if (m_captures->isInOrderOfTime())
        m_captures->setFollowing(true);
    CaptureQuery query = m_captureModel.query();
    query.endpoint = m_endpoints->currentId();
    m_captureModel.setQuery(query);
    listenStatusChanged(); // the empty table shows the chosen endpoint's URL
    enableActions();
}

void MainWindow::enter(const session::FeedBatch& batch)
{
    m_loader->note(batch);
    m_captureModel.append(batch.added);
    m_captureModel.applyReports(batch.reports);
    m_endpointModel.note(batch.added);
    m_endpointModel.applyReports(batch.reports);
}

void MainWindow::endpointsChanged()
{
    const auto endpoints = m_session.endpoints();
    m_captureModel.setEndpoints(endpoints);
    m_endpointModel.setEndpoints(endpoints);
    m_loader->reload();
    enableActions();
}

void MainWindow::listenStatusChanged()
{
    const session::ListenStatus status = m_session.listenStatus();
    const bool open = status.state == ListenState::Listening || status.state == ListenState::Paused;
    m_listenLine->showStatus(status);
    m_status->showAddress(open ? QString::fromStdString(status.address.url()) : QString());
    showPaused(m_actions, status.state == ListenState::Paused);
    setEnabledOr(m_actions.pause, open, tr("nothing listens"));
    setEnabledOr(m_actions.listenAgain, !open && !m_session.store().readOnly(), tr("it listens already"));
    setEnabledOr(m_actions.copyUrl, open, tr("nothing listens"));
    const Endpoint* chosen = m_endpoints->current();
    m_captures->emptyState()->setUrl(m_endpointCommands->urlOf(chosen ? *chosen : Endpoint{}));

    showListenWarnings(*m_banner, status, m_session.store().readOnly());
}

void MainWindow::refreshFigures()
{
    if (std::exchange(m_figuresAsked, true)) // a walk through the store may be going on
        return;
    m_session.fetchStatistics([self = QPointer(this)](const Result<store::StoreStatistics>& statistics) {
        if (!self)
            return;
        self->m_figuresAsked = false;
        self->m_status->refresh(self->m_session.counters(), statistics ? std::optional(*statistics) : std::nullopt);
    });
}

void MainWindow::enableActions()
{
    const bool writable = !m_session.store().readOnly();
    const std::size_t selected = m_captures->selectedCount();
    const Endpoint* endpoint = m_endpoints->current();
    const QString readOnly = tr("the store is only read");
    const QString noneSelected = tr("no request is selected");
    const QString noEndpoint = tr("no endpoint is chosen");
    setEnabledOr(m_actions.copyCaptures, selected > 0, noneSelected);
    setEnabledOr(m_actions.deleteCaptures, selected > 0 && writable, writable ? noneSelected : readOnly);
    setEnabledOr(m_actions.newEndpoint, writable, readOnly);
    setEnabledOr(m_actions.editEndpoint, endpoint && writable, writable ? noEndpoint : readOnly);
    setEnabledOr(m_actions.removeEndpoint, endpoint && endpoint->id != catchAllEndpoint && writable,
                 writable ? noEndpoint : readOnly);
    setEnabledOr(m_actions.copyEndpointUrl, endpoint, noEndpoint);
}

void MainWindow::say(const QString& sentence)
{
    statusBar()->showMessage(sentence, 5'000);
}

void MainWindow::sayTrouble(const QString& sentence)
{
    m_banner->warn(Warning::Trouble, sentence, true);
}

void MainWindow::copyText(const QString& text)
{
    if (text.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(text);
    say(tr("Copied %1").arg(text));
}

void MainWindow::showHelp(HelpTopic topic)
{
    if (!m_help)
        m_help = new HelpDialog(this);
    m_help->showTopic(topic);
    m_help->show();
    m_help->activateWindow();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_settingsPath.isEmpty())
        saveWindow(m_settingsPath, {this, m_across, m_down});
    QMainWindow::closeEvent(event);
}

} // namespace hookloupe::ui
