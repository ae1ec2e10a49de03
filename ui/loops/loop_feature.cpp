// SPDX-License-Identifier: GPL-3.0-or-later
#include "loops/loop_feature.h"

#include "captures/capture_model.h"
#include "endpoints/endpoint_model.h"
#include "captures/capture_list_panel.h"
#include "endpoints/endpoint_panel.h"
#include "loops/loop_panel.h"
#include "style/short_words.h"
#include "widgets/menu_actions.h"
#include "words/loop_words.h"

#include <QAction>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {

QString historyWords(const loop_detector::Alarm& alarm)
{
    const int all = std::accumulate(alarm.history.begin(), alarm.history.end(), 0);
    const QString seconds = QLocale().toString(qlonglong{alarm.historySpan.count()});
    return all == 1 ? LoopFeature::tr("One request that shows it, in the last %1 s").arg(seconds)
                    : LoopFeature::tr("%1 requests that show it, in the last %2 s").arg(QLocale().toString(all), seconds);
}

} // namespace

LoopFeature::LoopFeature(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    m_panel = new LoopPanel(&parts.window);
    parts.middle.insertWidget(0, m_panel);
    m_show = makeAction(parts.window, u"showLoop"_s, tr("Show the requests of the loo&p"),
                        tr("Select the requests that look like a loop"));
    parts.menus.requests->addAction(m_show);
    m_release = makeAction(parts.window, u"releaseEndpoint"_s, tr("Release t&he endpoint"),
                           tr("Let an endpoint that was paused because of a loop answer as before"));
    parts.menus.endpoints->addAction(m_release);
    parts.endpoints.addMenuActions({m_release});

    session::Session* session = &parts.session;
    session::LoopGuard* guard = &session->loopGuard();
    connect(m_show, &QAction::triggered, this, [this, guard] {
        if (!guard->alarms().empty())
            showRequests(guard->alarms().back().number);
    });
    connect(m_release, &QAction::triggered, this, [this, session] {
        if (const auto endpoint = m_parts.endpoints.currentId())
            session->setHeld(*endpoint, false);
    });
    connect(m_panel, &LoopPanel::showAsked, this, &LoopFeature::showRequests);
    connect(m_panel, &LoopPanel::pauseAsked, this, [session](qint64 endpoint) { session->setHeld(EndpointId{endpoint}, true); });
    connect(m_panel, &LoopPanel::releaseAsked, this, [session](qint64 endpoint) { session->setHeld(EndpointId{endpoint}, false); });
    connect(m_panel, &LoopPanel::ignoreAsked, this, [guard](quint64 alarm) { guard->ignore(alarm); });
    connect(m_panel, &LoopPanel::helpAsked, this, [this] { m_parts.showHelp(HelpTopic::Endpoints); });

    connect(guard, &session::LoopGuard::raised, this, &LoopFeature::refresh);
    connect(guard, &session::LoopGuard::updated, this, &LoopFeature::refresh);
    connect(guard, &session::LoopGuard::over, this, &LoopFeature::refresh);
    connect(session, &session::Session::endpointsChanged, this, &LoopFeature::refresh);
    connect(&parts.endpoints, &EndpointPanel::chosen, this, &LoopFeature::enableActions);
    connect(&parts.captureModel, &CaptureModel::loaded, this, [this] {
        if (!m_wanted.empty())
            select();
    });
    refresh();
}

bool LoopFeature::isHeld(EndpointId endpoint) const
{
    const auto held = m_parts.session.held();
    return std::find(held.begin(), held.end(), endpoint) != held.end();
}

QString LoopFeature::nameOf(EndpointId endpoint) const
{
    const auto all = m_parts.session.endpoints();
    const auto found = std::find_if(all.begin(), all.end(), [endpoint](const Endpoint& one) { return one.id == endpoint; });
    return found == all.end() ? tr("an endpoint that was removed") : endpointTitle(*found);
}

void LoopFeature::refresh()
{
    std::vector<LoopLine> lines;
    std::vector<EndpointId> calm = m_parts.session.held();
    for (const loop_detector::Alarm& alarm : m_parts.session.loopGuard().alarms()) {
        LoopLine line;
        line.alarm = alarm.number;
        line.endpoint = alarm.reason.endpoint;
        line.held = isHeld(line.endpoint);
        const QString reason = words::loopSentence(alarm.reason);
        line.sentence = line.held ? tr("This looks like a loop at “%1”, which answers 503 until it is released. %2")
                                        .arg(nameOf(line.endpoint), reason)
                                  : tr("This looks like a loop at “%1”. %2").arg(nameOf(line.endpoint), reason);
        line.meaning = words::loopMeaning(alarm.reason.rule);
        line.rate = words::loopRate(alarm.reason);
        line.history = alarm.history;
        line.historyWords = historyWords(alarm);
        lines.push_back(std::move(line));
        std::erase(calm, alarm.reason.endpoint);
    }
    for (const EndpointId endpoint : calm) {
        LoopLine line;
        line.endpoint = endpoint;
        line.held = true;
        line.sentence = tr("“%1” answers 503 until it is released: it was paused because of a loop, which is over.")
                            .arg(nameOf(endpoint));
        lines.push_back(std::move(line));
    }
    m_panel->setLines(lines);
    m_parts.endpointModel.setHeld(m_parts.session.held());
    enableActions();
}

void LoopFeature::enableActions()
{
    const auto endpoint = m_parts.endpoints.currentId();
    setEnabledOr(m_show, !m_parts.session.loopGuard().alarms().empty(), tr("nothing looks like a loop"));
    setEnabledOr(m_release, endpoint && isHeld(*endpoint), tr("no paused endpoint is chosen"));
}

void LoopFeature::showRequests(quint64 number)
{
    const auto& alarms = m_parts.session.loopGuard().alarms();
    const auto alarm = std::find_if(alarms.begin(), alarms.end(), [number](const auto& one) { return one.number == number; });
    if (alarm == alarms.end())
        return;
    m_wanted = alarm->captures;
    const EndpointId endpoint = alarm->reason.endpoint;
    if (const auto chosen = m_parts.endpoints.currentId(); chosen && *chosen != endpoint)
        m_parts.endpoints.choose(endpoint);
    if (auto* allTimes = m_parts.window.findChild<QAction*>(u"timelineClearSpan"_s); allTimes && m_parts.captureModel.query().span)
        allTimes->trigger();
    if (!m_parts.captureModel.loading())
        select();
}

void LoopFeature::select()
{
    if (!m_parts.captures.select(std::exchange(m_wanted, {}))) // deleted meanwhile
        return m_parts.say(tr("The requests of the loop are no longer in the list."));
    m_parts.captures.setFollowing(false); // one alone may be the newest
    m_parts.captures.view()->setFocus();
}

} // namespace hookloupe::ui
