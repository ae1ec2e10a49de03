// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/test_events.h"

#include "panels/capture_list_panel.h"
#include "panels/empty_state.h"
#include "panels/endpoint_panel.h"
#include "replay/sending.h"
#include "shell/endpoint_commands.h"
#include "simulate/speckle_event.h"
#include "simulate/speckle_request.h"
#include "speckle/event.h"
#include "speckle/sender_rules.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/event_choice.h"
#include "words/error_words.h"

#include <QAction>
#include <QHostAddress>
#include <QMainWindow>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>
#include <QUrl>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

using session::ListenState;

namespace {

/// Who listens on every address is reached over the loopback.
std::string connectableHost(const std::string& address)
{
    const QHostAddress host(QString::fromStdString(address));
    if (host == QHostAddress(QHostAddress::AnyIPv4))
        return "127.0.0.1";
    return host == QHostAddress(QHostAddress::AnyIPv6) ? "::1" : address;
}

QString faultSentence(const replay::Outcome& outcome)
{
    switch (outcome.fault) {
    case replay::Fault::None:
        break;
    case replay::Fault::NameNotFound:
    case replay::Fault::NotConnected:
        return TestEvents::tr("The test event could not be sent: there is no connection to this window's own address.");
    case replay::Fault::Tls:
        return TestEvents::tr("The test event could not be sent: HTTPS did not come about.");
    case replay::Fault::ConnectionLost:
        return TestEvents::tr("The test event was sent, but the connection ended before the answer.");
    case replay::Fault::NotHttp:
    case replay::Fault::AnswerTooLarge:
    case replay::Fault::TooManyRedirects:
    case replay::Fault::BadRedirect:
    case replay::Fault::Cancelled:
        return TestEvents::tr("The test event was sent, but what came back is no answer.");
    case replay::Fault::TimedOut:
        return TestEvents::tr("The test event was sent, but no answer came within 10 seconds.");
    }
    return {};
}

} // namespace

TestEvents::TestEvents(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    m_again = makeAction(parts.window, u"sendTestEvent"_s, tr("Send &test event"),
                         tr("Send a made-up, signed event to the chosen endpoint"), QKeySequence(u"Ctrl+T"_s), Glyph::Send);
    m_choose = makeAction(parts.window, u"chooseTestEvent"_s, tr("Send a test e&vent of another kind…"),
                          tr("Choose event, form and endpoint of a made-up event"), QKeySequence(u"Ctrl+Shift+T"_s));
    QAction* below = parts.actions.reloadCertificate;
    parts.menus.capture->insertSeparator(below);
    parts.menus.capture->insertActions(below, {m_again, m_choose});
    parts.menus.capture->insertSeparator(below);
    fillToolBar();

    connect(m_again, &QAction::triggered, this, &TestEvents::sendAgain);
    connect(m_choose, &QAction::triggered, this, &TestEvents::openDialog);
    EmptyState* empty = parts.captures.emptyState();
    connect(empty, &EmptyState::testEventRequested, this, [this](const QString& wireName) {
        m_last.wireName = wireName.toStdString();
        sendAgain();
    });
    connect(&parts.session, &session::Session::listenStatusChanged, this, &TestEvents::update);
    connect(&parts.session, &session::Session::endpointsChanged, this, &TestEvents::update);
    update();
}

void TestEvents::fillToolBar()
{
    auto* menu = new QMenu(&m_parts.window);
    for (const speckle::EventType& event : speckle::eventTypes()) {
        if (!event.offered || !event.sentToday)
            continue;
        QAction* kind = menu->addAction(eventNames(event.wireName));
        connect(kind, &QAction::triggered, this, [this, name = std::string(event.wireName)] {
            m_last.wireName = name;
            sendAgain();
        });
    }
    menu->addSeparator();
    menu->addAction(m_choose);
    auto* button = new QToolButton(&m_parts.toolBar);
    button->setDefaultAction(m_again);
    button->setMenu(menu);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    const auto all = m_parts.toolBar.actions();
    const auto place = all.indexOf(m_parts.actions.newEndpoint);
    m_parts.toolBar.insertWidget(all.value(place + 1), button);
}

bool TestEvents::listens() const
{
    const ListenState state = m_parts.session.listenStatus().state;
    return state == ListenState::Listening || state == ListenState::Paused;
}

void TestEvents::update()
{
    m_again->setEnabled(listens());
    m_parts.captures.emptyState()->setCanSend(listens());
    if (!m_dialog)
        return;
    std::vector<TestTarget> targets;
    for (const Endpoint& endpoint : m_parts.session.endpoints())
        targets.push_back({endpoint, !m_parts.session.secretsOf(endpoint.id).empty()});
    m_dialog->setTargets(std::move(targets));
    m_dialog->setCanSend(listens());
}

EndpointId TestEvents::chosenEndpoint() const
{
    const Endpoint* endpoint = m_parts.endpoints.current();
    return endpoint ? endpoint->id : catchAllEndpoint;
}

void TestEvents::sendAgain()
{
    m_last.endpoint = chosenEndpoint();
    send(m_last);
}

void TestEvents::openDialog()
{
    if (!m_dialog) {
        m_dialog = new TestEventDialog(&m_parts.window);
        connect(m_dialog, &TestEventDialog::sendRequested, this, &TestEvents::send);
    }
    update();
    m_last.endpoint = chosenEndpoint();
    m_dialog->choose(m_last);
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void TestEvents::send(const TestEvent& event)
{
    m_last = event;
    const auto endpoints = m_parts.session.endpoints();
    const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(),
                                       [&](const Endpoint& one) { return one.id == event.endpoint; });
    if (!listens() || endpoint == endpoints.end())
        return;
    const QString url = m_parts.endpointCommands.urlOf(*endpoint);
    simulate::Fields fields = simulate::testFields(utcNow());
    fields["webhookUrl"] = url.toStdString();
    const auto body = simulate::speckleBody(event.wireName, event.dialect, fields);
    if (!body)
        return m_parts.sayTrouble(words::errorSentence(body.error()));
    const auto secrets = m_parts.session.secretsOf(event.endpoint);
    const server::ListenAddress address = m_parts.session.listenStatus().address;
    const std::string bytes = simulate::speckleRequest(
        {endpoint->path.empty() ? "/" : endpoint->path, QUrl(url).authority(QUrl::FullyEncoded).toStdString(), {}, *body,
         secrets.empty() ? std::string() : secrets.front()});
    // Our own certificate need not be one that anybody vouches for.
    replay::send(this, {connectableHost(address.address), address.port, address.tls, true}, bytes, speckle::deliveryTimeLimit,
                 [this, event](const replay::Outcome& outcome) { answered(event, outcome); });
}

void TestEvents::answered(const TestEvent& event, const replay::Outcome& outcome)
{
    const QString trouble = faultSentence(outcome);
    const QString sentence = trouble.isEmpty()
        ? tr("Test event %1 was answered %2 after %3.")
              .arg(eventNames(event.wireName)).arg(outcome.answer.status).arg(durationWords(outcome.timings.total))
        : trouble;
    if (m_dialog && m_dialog->isVisible())
        m_dialog->showResult(sentence);
    else if (!trouble.isEmpty())
        return m_parts.sayTrouble(outcome.detail.empty() ? trouble : tr("%1 (%2)", "sentence, technical detail")
                                                                          .arg(trouble, shownText(outcome.detail)));
    m_parts.say(sentence);
}

} // namespace hookloupe::ui
