// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator.h"

#include "base/text.h"
#include "simulator/simulator_dialog.h"
#include "forward/own_address.h"
#include "captures/capture_model.h"
#include "captures/capture_list_panel.h"
#include "captures/empty_state.h"
#include "endpoints/endpoint_panel.h"
#include "session/paths.h"
#include "endpoints/endpoint_commands.h"
#include "simulator/field_suggestions.h"
#include "simulator/simulator_run.h"
#include "simulator/simulator_words.h"
#include "signing/credentials.h"
#include "simulate/provider_events.h"
#include "signing/speckle_request.h"
#include "speckle/event.h"
#include "style/short_words.h"
#include "verify/scheme.h"
#include "widgets/event_choice.h"

#include <QAction>
#include <QHostAddress>
#include <QMainWindow>
#include <QMenu>
#include <QToolBar>
#include <QToolButton>

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

/// What is to be named before such a request leaves this machine. A signature with the empty key proves nothing.
std::vector<std::string> toTell(const SimulatorChoice& choice, const std::string& head, const std::string& secret)
{
    auto names = signing::credentialFields(head);
    if (secret.empty() && choice.order.provider == simulate::speckleProvider)
        std::erase_if(names, [](const std::string& name) { return equalsIgnoreCase(name, signing::signatureField); });
    return names;
}

/// Whose events are signed by that scheme: Speckle's, unless another sender has it.
std::string senderFor(const std::string& scheme)
{
    return signing::findProvider(scheme) ? scheme : std::string(simulate::speckleProvider);
}

/// The names of a sender's events as a menu offers them.
std::vector<std::string> offeredEvents(const std::string& sender)
{
    if (sender != simulate::speckleProvider)
        return simulate::eventsOf(sender);
    std::vector<std::string> names;
    for (const speckle::EventType& event : speckle::eventTypes()) {
        if (event.offered && event.sentToday)
            names.emplace_back(event.wireName);
    }
    return names;
}

} // namespace

Simulator::Simulator(const WindowParts& parts, std::shared_ptr<HostConsents> consents)
    : QObject(&parts.window), m_parts(parts), m_consents(std::move(consents))
{
    m_again = makeAction(parts.window, u"sendTestEvent"_s, tr("Send &test event"),
                         tr("Send a made-up, signed event to the chosen endpoint"), QKeySequence(u"Ctrl+T"_s), Glyph::Send);
    m_choose = makeAction(parts.window, u"chooseTestEvent"_s, tr("Send test e&vents…"),
                          tr("Choose sender, event, fields, secret and target of made-up events, one or many"),
                          QKeySequence(u"Ctrl+Shift+T"_s));
    m_useCapture = makeAction(parts.window, u"captureAsTemplate"_s, tr("Send test events li&ke this…"),
                              tr("Take the selected request's body as the template of made-up events"));
    fillMenus();
    fillToolBar();
    connect(m_again, &QAction::triggered, this, &Simulator::sendAgain);
    connect(m_choose, &QAction::triggered, this, &Simulator::openDialog);
    connect(m_useCapture, &QAction::triggered, this, &Simulator::useCapture);
    connect(parts.captures.emptyState(), &EmptyState::testEventRequested, this, [this](const QString& wireName) {
        m_last = {};
        m_last.order.provider = chosenSender();
        m_last.order.event = wireName.toStdString();
        sendAgain();
    });
    connect(&parts.endpoints, &EndpointPanel::chosen, this, &Simulator::offerEvents);
    connect(&parts.session, &session::Session::listenStatusChanged, this, &Simulator::update);
    connect(&parts.session, &session::Session::endpointsChanged, this, &Simulator::update);
    connect(&parts.captures, &CaptureListPanel::selectionChanged, this, &Simulator::update);
    update();
}

void Simulator::fillMenus()
{
    QAction* below = m_parts.actions.reloadCertificate;
    m_parts.menus.capture->insertSeparator(below);
    m_parts.menus.capture->insertActions(below, {m_again, m_choose});
    m_parts.menus.capture->insertSeparator(below);
    QMenu& requests = *m_parts.menus.requests;
    const auto all = requests.actions();
    const auto separator = std::find_if(all.begin(), all.end(), [](const QAction* action) { return action->isSeparator(); });
    requests.insertAction(separator == all.end() ? nullptr : *separator, m_useCapture);
}

void Simulator::fillToolBar()
{
    m_events = new QMenu(&m_parts.window);
    auto* button = new QToolButton(&m_parts.toolBar);
    button->setDefaultAction(m_again);
    button->setMenu(m_events);
    button->setPopupMode(QToolButton::MenuButtonPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    const auto all = m_parts.toolBar.actions();
    const auto place = all.indexOf(m_parts.actions.newEndpoint);
    m_parts.toolBar.insertWidget(all.value(place + 1), button);
}

void Simulator::offerEvents()
{
    const std::string sender = chosenSender();
    m_parts.captures.emptyState()->setSender(sender);
    if (sender == m_offered)
        return;
    m_offered = sender;
    m_events->clear();
    for (const std::string& event : offeredEvents(sender)) {
        QAction* kind = m_events->addAction(sender == simulate::speckleProvider ? eventNames(event) : shownText(event));
        connect(kind, &QAction::triggered, this, [this, sender, event] {
            m_last = {};
            m_last.order.provider = sender;
            m_last.order.event = event;
            sendAgain();
        });
    }
    m_events->addSeparator();
    m_events->addAction(m_choose);
}

bool Simulator::listens() const
{
    const ListenState state = m_parts.session.listenStatus().state;
    return state == ListenState::Listening || state == ListenState::Paused;
}

void Simulator::update()
{
    m_again->setEnabled(listens());
    m_useCapture->setEnabled(m_parts.captures.selectedIds().size() == 1);
    m_parts.captures.emptyState()->setCanSend(listens());
    offerEvents();
    if (!m_dialog)
        return;
    std::vector<SimulatorTarget> targets;
    for (const Endpoint& endpoint : m_parts.session.endpoints())
        targets.push_back({endpoint, !m_parts.session.secretsOf(endpoint.id).empty()});
    m_dialog->setTargets(std::move(targets));
    m_dialog->setListening(listens());
}

EndpointId Simulator::chosenEndpoint() const
{
    const Endpoint* endpoint = m_parts.endpoints.current();
    return endpoint ? endpoint->id : catchAllEndpoint;
}

/// The scheme of the endpoint that is chosen in the window, or of the catch-all.
std::string Simulator::chosenScheme() const
{
    const auto endpoints = m_parts.session.endpoints();
    const auto found = std::find_if(endpoints.begin(), endpoints.end(),
                                    [id = chosenEndpoint()](const Endpoint& one) { return one.id == id; });
    return (found == endpoints.end() ? Endpoint{} : *found).scheme;
}

std::string Simulator::chosenSender() const
{
    return senderFor(chosenScheme());
}

/// An event of the chosen endpoint's sender: of the kind that was sent last, if that was one of these.
simulate::EventOrder Simulator::orderForChosen() const
{
    const std::string scheme = chosenScheme();
    simulate::EventOrder order;
    order.provider = senderFor(scheme);
    const bool speckle = order.provider == simulate::speckleProvider;
    if (m_last.order.provider == order.provider && !m_last.storyline && !m_last.order.ownTemplate) {
        order.event = m_last.order.event;
        order.dialect = m_last.order.dialect;
    } else if (!speckle) {
        const auto events = simulate::eventsOf(order.provider);
        order.event = events.empty() ? std::string() : events.front();
    }
    if (const auto* signs = verify::findScheme(scheme); signs && signs->dialect)
        order.dialect = *signs->dialect;
    return order;
}

/// One event, without the dialog.
void Simulator::sendAgain()
{
    SimulatorChoice choice;
    choice.order = orderForChosen();
    choice.asSpeckle = choice.order.provider == simulate::speckleProvider;
    choice.endpoint = chosenEndpoint();
    start(choice);
}

/// At the endpoint that is chosen in the window. A sender whose signature it does not know is replaced with its own.
void Simulator::aimAtChosen(SimulatorChoice& choice) const
{
    choice.endpoint = chosenEndpoint();
    if (choice.order.provider == chosenSender())
        return;
    choice.order = orderForChosen();
    choice.templateName.clear();
    choice.templateError.reset();
    choice.storyline = false;
    choice.asSpeckle = choice.order.provider == simulate::speckleProvider;
}

void Simulator::openDialog()
{
    if (!m_dialog) {
        m_dialog = new SimulatorDialog(&m_parts.window);
        connect(m_dialog, &SimulatorDialog::sendRequested, this, &Simulator::send);
        connect(m_dialog, &SimulatorDialog::cancelRequested, this, [this] {
            if (m_run)
                m_run->cancel();
        });
        m_dialog->setTemplateFolder(session::templateFolder(m_parts.settingsPath.toStdString()));
        update();
        aimAtChosen(m_last);
        m_dialog->choose(m_last);
        connect(m_dialog, &SimulatorDialog::changed, this, &Simulator::preview);
    } else {
        SimulatorChoice choice = m_dialog->chosen();
        if (choice.endpoint && *choice.endpoint != chosenEndpoint()) // another URL stays
            aimAtChosen(choice);
        m_dialog->choose(choice);
    }
    preview();
    fetchSuggestions(m_parts.session.source(), [dialog = m_dialog](const QHash<QString, QStringList>& suggestions) {
        if (dialog)
            dialog->setSuggestions(suggestions);
    });
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void Simulator::useCapture()
{
    const auto ids = m_parts.captures.selectedIds();
    if (ids.size() != 1)
        return;
    m_parts.session.source().fetchCapture(ids.front(), [self = QPointer(this)](const Result<CapturePtr>& capture) {
        if (!self)
            return;
        if (!capture)
            return self->m_parts.sayTrouble(makingTrouble({}, capture.error()));
        self->openDialog();
        self->m_dialog->setTemplate(tr("request %1").arg(toInt((*capture)->summary.id)), (*capture)->content(), true);
    });
}

Result<SimulatorDestination> Simulator::destinationOf(const SimulatorChoice& choice) const
{
    if (!choice.endpoint) {
        auto url = client::parseUrl(choice.url);
        if (!url)
            return url.error();
        const std::string shown = url->shown();
        SimulatorDestination there{std::move(*url), shown, choice.secret.value_or(std::string())};
        there.url.target.anyCertificate = choice.anyCertificate;
        there.arrivesHere = listens() && forward::isOwnAddress(there.url, m_parts.session.listenStatus().address);
        return there;
    }
    const auto endpoints = m_parts.session.endpoints();
    const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(),
                                       [&](const Endpoint& one) { return one.id == *choice.endpoint; });
    if (!listens() || endpoint == endpoints.end())
        return Error{ErrorCode::NotFound, "endpoint"};
    const std::string webhookUrl = m_parts.endpointCommands.urlOf(*endpoint).toStdString();
    auto url = client::parseUrl(webhookUrl);
    if (!url)
        return url.error();
    const server::ListenAddress address = m_parts.session.listenStatus().address;
    url->target.host = connectableHost(address.address);
    url->target.anyCertificate = true; // our own need not be one that anybody vouches for
    if (!endpoint->path.empty())
        url->path = endpoint->path;
    const auto secrets = m_parts.session.secretsOf(*choice.endpoint);
    return SimulatorDestination{std::move(*url), webhookUrl, choice.secret.value_or(secrets.empty() ? std::string() : secrets.front()),
                                {}, true};
}

void Simulator::preview()
{
    if (!m_dialog)
        return;
    const SimulatorChoice choice = m_dialog->chosen();
    const auto destination = destinationOf(choice);
    if (!destination && !choice.endpoint)
        return m_dialog->showTrouble(choice.url.empty() ? tr("Enter the URL to send to.") : makingTrouble(choice, destination.error()));
    // Without a place to go to there is still something to look at.
    const SimulatorDestination where = destination ? *destination : SimulatorDestination{*client::parseUrl("http://localhost/"), {}, {}};
    const auto request = makeRequest(choice, where, 0, m_turn);
    if (!request)
        return m_dialog->showTrouble(makingTrouble(choice, request.error()));
    m_dialog->showRequest(*request, fieldsFor(choice, where.webhookUrl, m_turn, utcNow()));
}

void Simulator::send()
{
    if (m_run)
        return;
    m_last = m_dialog->chosen();
    start(m_last);
}

void Simulator::start(const SimulatorChoice& choice)
{
    const auto destination = destinationOf(choice);
    if (!destination)
        return;
    askThenStart(choice, *destination);
}

void Simulator::askThenStart(const SimulatorChoice& choice, const SimulatorDestination& destination)
{
    if (choice.endpoint)
        return run(choice, destination);
    const auto first = makeRequest(choice, destination, 0, m_turn);
    if (!first)
        return say(makingTrouble(choice, first.error()), true);
    QWidget* above = m_dialog && m_dialog->isVisible() ? static_cast<QWidget*>(m_dialog) : &m_parts.window;
    const bool many = choice.count > 1 || choice.storyline;
    withConsent(above, m_consents, destination.url, toTell(choice, first->head, destination.secret),
                many ? HostQuestion::Many : HostQuestion::One,
                [this, choice, destination](const std::vector<std::string>& leftOut) {
                    SimulatorDestination agreed = destination;
                    agreed.leftOut = leftOut;
                    run(choice, agreed);
                }, choice.asSpeckle);
}

void Simulator::run(const SimulatorChoice& choice, const SimulatorDestination& destination)
{
    SimulatorRun::Keep keep;
    if (!destination.arrivesHere && !m_parts.session.store().readOnly()) {
        keep = [session = &m_parts.session](std::string body, Delivery delivery, std::function<void(Result<CaptureId>)> then) {
            session->storeReplay({CaptureId{}, catchAllEndpoint, std::move(body), std::move(delivery)}, std::move(then));
        };
    }
    auto* run = new SimulatorRun(choice, destination, m_turn, std::move(keep), this);
    m_turn += static_cast<std::uint32_t>(choice.count);
    const bool many = run->total() > 1;
    const bool logged = m_dialog && !m_run;
    if (logged)
        m_dialog->beginLog(static_cast<std::int64_t>(run->total()));
    auto last = std::make_shared<SentEvent>();
    connect(run, &SimulatorRun::sent, this, [this, logged, last](const SentEvent& event) {
        *last = event;
        if (logged && m_dialog)
            m_dialog->log(event);
    });
    connect(run, &SimulatorRun::finished, this, [this, run, last](const replay::BulkProgress& progress) {
        finished(*run, progress, *last);
    });
    if (many && logged) {
        connect(run, &SimulatorRun::progressed, m_dialog, [dialog = m_dialog.get()](const replay::BulkProgress& progress) {
            dialog->showProgress(static_cast<std::int64_t>(progress.done), static_cast<std::int64_t>(progress.total));
        });
        m_run = run;
        m_dialog->setSending(true);
        m_dialog->showProgress(0, static_cast<std::int64_t>(run->total()));
    }
    run->start();
}

void Simulator::finished(const SimulatorRun& run, const replay::BulkProgress& progress, const SentEvent& last)
{
    const bool many = run.total() > 1;
    if (m_run == &run) {
        m_run.clear();
        m_dialog->setSending(false);
    }
    if (m_dialog)
        m_dialog->endLog();
    QString sentence = many ? bulkSentence(run.choice(), progress)
        : last.trouble.isEmpty() ? answerSentence(run.choice(), last.delivery) : last.trouble;
    if (run.keeps() && last.trouble.isEmpty())
        sentence += u' ' + storedSentence(progress.done, run.notStored());
    say(sentence, !many && (!last.trouble.isEmpty() || last.delivery.fault != DeliveryFault::None));
    preview();
}

void Simulator::say(const QString& sentence, bool trouble)
{
    if (m_dialog && m_dialog->isVisible())
        m_dialog->showResult(sentence);
    else if (trouble)
        return m_parts.sayTrouble(sentence);
    m_parts.say(sentence);
}

} // namespace hookloupe::ui
