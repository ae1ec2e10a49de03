// SPDX-License-Identifier: GPL-3.0-or-later
#include "endpoints/endpoint_list.h"

#include "timeline/timeline_scale.h"
#include "endpoints/endpoint_panel.h"
#include "frame/window_parts.h"
#include "words/error_words.h"

#include <QAction>
#include <QActionGroup>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QListView>
#include <QMainWindow>
#include <QMenu>
#include <QSettings>

#include <array>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace hookloupe::ui {

namespace {

constexpr int sparkBars = 24;
constexpr Micros sparkWidth = 30s;       // so a spark line is the last twelve minutes
constexpr auto refreshAtMost = 250ms;
constexpr auto glance = 4s;              // how long what came while away still shows as new

constexpr std::array<std::pair<EndpointOrder, QLatin1StringView>, 3> orderNames{
    {{EndpointOrder::ByName, "name"_L1}, {EndpointOrder::ByActivity, "activity"_L1}, {EndpointOrder::ByHand, "hand"_L1}}};

} // namespace

EndpointList::EndpointList(const WindowParts& parts, const TimelineModel& timeline)
    : QObject(&parts.window), m_window(parts.window), m_session(parts.session), m_settingsPath(parts.settingsPath),
      m_seenGroup(u"seen-"_s + QString::fromStdString(parts.session.store().storeId())), m_model(parts.endpointModel),
      m_panel(parts.endpoints), m_timeline(timeline), m_sayTrouble(parts.sayTrouble)
{
    restore();
    addOrderActions(parts);
    addEndpointActions(parts);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshAtMost);
    connect(&m_refresh, &QTimer::timeout, this, &EndpointList::refresh);
    m_look.setSingleShot(true);
    m_look.setInterval(glance);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (m_window.isActiveWindow())
            lookAtCurrent();
    });
    m_window.installEventFilter(this);

    connect(&m_timeline, &TimelineModel::changed, this, [this] {
        m_loaded = true;
        if (!m_refresh.isActive())
            m_refresh.start();
    });
    auto* clock = new QTimer(this); // the spark lines move on
    clock->setInterval(5s);
    connect(clock, &QTimer::timeout, this, &EndpointList::refresh);
    clock->start();
    connect(&m_session, &session::Session::fed, this, &EndpointList::note);
    const auto showPaused = [this] {
        m_model.setPaused(m_session.listenStatus().state == session::ListenState::Paused);
    };
    connect(&m_session, &session::Session::listenStatusChanged, this, showPaused);
    showPaused();
    connect(&m_panel, &EndpointPanel::chosen, this, [this] {
        lookAtCurrent();
        showCurrent();
    });
    connect(&m_panel, &EndpointPanel::looked, this, &EndpointList::lookAtCurrent);
    connect(&m_model, &EndpointModel::orderChanged, this, [this] {
        m_orders->actions().at(int(EndpointOrder::ByHand))->setChecked(true);
        m_order = EndpointOrder::ByHand;
        m_hand = m_model.handOrder();
        showCurrent();
    });
    connect(&m_session, &session::Session::endpointsChanged, this, &EndpointList::showCurrent, Qt::QueuedConnection);
    showCurrent();
}

EndpointList::~EndpointList()
{
    if (m_settingsPath.isEmpty())
        return;
    QDir().mkpath(QFileInfo(m_settingsPath).absolutePath());
    QSettings file(m_settingsPath, QSettings::IniFormat);
    file.beginGroup(m_seenGroup);
    file.remove(QString());
    file.setValue("known"_L1, true);
    for (const auto& [endpoint, capture] : m_seen)
        file.setValue(QString::number(endpoint), qint64(capture));
    file.endGroup();
    for (const auto& [order, name] : orderNames) {
        if (order == m_order)
            file.setValue("endpoints/order"_L1, QString(name));
    }
    QStringList hand;
    for (const EndpointId id : m_hand)
        hand << QString::number(toInt(id));
    file.setValue(m_seenGroup + "/hand"_L1, hand);
}

void EndpointList::restore()
{
    m_allSeen = true;
    if (m_settingsPath.isEmpty() || !QFileInfo::exists(m_settingsPath))
        return;
    QSettings file(m_settingsPath, QSettings::IniFormat);
    const QString order = file.value("endpoints/order"_L1).toString();
    for (const auto& [which, name] : orderNames) {
        if (order == name)
            m_order = which;
    }
    file.beginGroup(m_seenGroup);
    m_allSeen = !file.contains("known"_L1);
    for (const QString& id : file.value("hand"_L1).toStringList())
        m_hand.push_back(EndpointId{id.toLongLong()});
    for (const QString& key : file.childKeys()) {
        bool isId = false;
        const qint64 endpoint = key.toLongLong(&isId);
        if (isId)
            m_seen[endpoint] = file.value(key).toLongLong();
    }
    m_model.setHandOrder(m_hand);
    m_model.setOrder(m_order);
}

void EndpointList::addOrderActions(const WindowParts& parts)
{
    QMainWindow& window = parts.window;
    m_orders = new QActionGroup(this);
    const std::array actions{
        makeAction(window, u"orderByName"_s, tr("By &name"), tr("List the endpoints by name")),
        makeAction(window, u"orderByActivity"_s, tr("By recent &activity"),
                   tr("List the endpoint first whose last request is the newest")),
        makeAction(window, u"orderByHand"_s, tr("By &hand"),
                   tr("List the endpoints as you drag them, or move them with Alt+Up and Alt+Down"))};
    QMenu* menu = parts.menus.endpoints->addMenu(tr("Or&der"));
    for (std::size_t i = 0; i < actions.size(); ++i) {
        actions[i]->setCheckable(true);
        actions[i]->setChecked(orderNames[i].first == m_order);
        m_orders->addAction(actions[i]);
        connect(actions[i], &QAction::triggered, this, [this, order = orderNames[i].first] {
            m_order = order;
            m_model.setOrder(order);
        });
    }
    m_up = makeAction(window, u"endpointUp"_s, tr("Move &up"), tr("Move the chosen endpoint up in the list"),
                      QKeySequence(u"Alt+Up"_s));
    m_down = makeAction(window, u"endpointDown"_s, tr("Move &down"), tr("Move the chosen endpoint down in the list"),
                        QKeySequence(u"Alt+Down"_s));
    connect(m_up, &QAction::triggered, this, [this] { moveCurrent(-1); });
    connect(m_down, &QAction::triggered, this, [this] { moveCurrent(1); });
    for (QAction* action : {m_up, m_down})
        action->setShortcutContext(Qt::WidgetShortcut); // elsewhere these keys belong to others
    menu->addActions(m_orders->actions());
    menu->addSeparator();
    menu->addActions({m_up, m_down});
}

void EndpointList::addEndpointActions(const WindowParts& parts)
{
    m_enable = makeAction(parts.window, u"enableEndpoint"_s, tr("Disa&ble endpoint"),
                          tr("A disabled endpoint answers every request with 503"));
    connect(m_enable, &QAction::triggered, this, &EndpointList::toggleEnabled);
    QAction* seen = makeAction(parts.window, u"allSeen"_s, tr("Mark all as &seen"), tr("No endpoint shows new requests then"));
    connect(seen, &QAction::triggered, this, &EndpointList::lookAtAll);
    parts.menus.endpoints->addActions({m_enable, seen});
    auto* separator = new QAction(this);
    separator->setSeparator(true);
    parts.endpoints.addMenuActions({m_enable, seen, separator});
    parts.endpoints.addMenuActions(m_orders->actions());
    parts.endpoints.addMenuActions({m_up, m_down});
}

void EndpointList::refresh()
{
    if (!m_loaded)
        return;
    const UtcTime now = utcNow();
    const UtcTime from = barStart(now, sparkWidth, 0s) + sparkWidth - sparkBars * sparkWidth;
    std::vector<EndpointActivity> activity = m_timeline.activity(m_seen, from, sparkWidth, sparkBars);
    for (EndpointActivity& one : activity) {
        m_newest[toInt(one.endpoint)] = toInt(one.newest);
        if (!m_allSeen)
            continue;
        m_seen[toInt(one.endpoint)] = toInt(one.newest);
        one.unread = 0;
    }
    m_allSeen = false;
    m_model.setActivity(std::move(activity));
}

void EndpointList::note(const session::FeedBatch& batch)
{
    if (!m_loaded)
        return; // the newest of each endpoint is not known yet
    const auto current = m_panel.currentId();
    const bool active = m_window.isActiveWindow();
    for (const CaptureSummary& summary : batch.added) {
        const std::int64_t endpoint = toInt(summary.endpoint);
        std::int64_t& newest = m_newest[endpoint];
        const bool watched = active && (!current || *current == summary.endpoint);
        if (watched && m_seen[endpoint] >= newest) // nothing from before is left to be seen
            m_seen[endpoint] = toInt(summary.id);
        newest = std::max(newest, toInt(summary.id));
    }
}

void EndpointList::lookAtCurrent()
{
    const auto current = m_panel.currentId();
    if (!current) {
        lookAtAll();
        return;
    }
    const auto newest = m_newest.find(toInt(*current));
    if (newest != m_newest.end())
        m_seen[toInt(*current)] = newest->second;
    refresh();
}

void EndpointList::lookAtAll()
{
    for (const auto& [endpoint, newest] : m_newest)
        m_seen[endpoint] = newest;
    refresh();
}

void EndpointList::showCurrent()
{
    const Endpoint* endpoint = m_panel.current();
    m_enable->setEnabled(endpoint && !m_session.store().readOnly());
    m_enable->setText(endpoint && !endpoint->enabled ? tr("Ena&ble endpoint") : tr("Disa&ble endpoint"));
    m_up->setEnabled(endpoint && m_model.canMove(endpoint->id, -1));
    m_down->setEnabled(endpoint && m_model.canMove(endpoint->id, 1));
}

void EndpointList::toggleEnabled()
{
    const Endpoint* current = m_panel.current();
    if (!current)
        return;
    Endpoint changed = *current;
    changed.enabled = !changed.enabled;
    if (const auto saved = m_session.saveEndpoint(changed); !saved)
        m_sayTrouble(tr("The endpoint was not saved. %1").arg(words::errorSentence(saved.error())));
}

void EndpointList::moveCurrent(int rows)
{
    if (const auto current = m_panel.currentId())
        m_model.move(*current, rows);
}

bool EndpointList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::WindowActivate)
        m_look.start();
    return QObject::eventFilter(watched, event);
}

} // namespace hookloupe::ui
