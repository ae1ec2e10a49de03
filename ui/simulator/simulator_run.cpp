// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulator/simulator_run.h"

#include "base/text.h"
#include "simulator/simulator_words.h"
#include "signing/credentials.h"
#include "simulate/speckle_event.h"
#include "signing/speckle_request.h"
#include "simulate/storyline.h"

#include <QPointer>

#include <algorithm>

namespace hookloupe::ui {

namespace {

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::any_of(names.begin(), names.end(), [&](const std::string& one) { return equalsIgnoreCase(one, name); });
}

replay::BulkPlan planOf(const SimulatorChoice& choice)
{
    replay::BulkPlan plan;
    plan.items = static_cast<std::size_t>(choice.count) * stepsOf(choice);
    if (choice.perSecond > 0) {
        plan.pace = replay::Pace::FixedRate;
        plan.perSecond = choice.perSecond;
        plan.parallel = replay::mostParallel;
    }
    return plan;
}

std::string eventOf(const SimulatorChoice& choice, std::size_t number)
{
    return choice.storyline ? std::string(simulate::storyline()[number % stepsOf(choice)]) : choice.order.event;
}

client::Shipment shipmentOf(const SimulatorChoice& choice, const SimulatorDestination& destination, simulate::MadeRequest request)
{
    client::Shipment shipment;
    shipment.url = destination.url;
    shipment.mode = choice.asSpeckle ? client::Mode::AsSpeckle : client::Mode::Exact;
    shipment.stayOnMachine = destination.url.isLoopback();
    shipment.body = std::move(request.body);
    if (contains(destination.leftOut, "Authorization"))
        shipment.url.userInfo.clear();
    if (!choice.asSpeckle)
        shipment.head = signing::withoutFields(request.head, destination.leftOut);
    else if (!contains(destination.leftOut, signing::signatureField)) // else signed with the empty key: Speckle sends none without
        shipment.secret = destination.secret;
    return shipment;
}

} // namespace

simulate::Fields fieldsFor(const SimulatorChoice& choice, const std::string& webhookUrl, std::uint32_t turn, UtcTime now)
{
    simulate::Fields fields = simulate::testFields(now, turn);
    fields["webhookUrl"] = webhookUrl;
    for (const auto& [name, value] : choice.fields)
        fields.insert_or_assign(name, value);
    return fields;
}

std::size_t stepsOf(const SimulatorChoice& choice)
{
    return choice.storyline ? simulate::storyline().size() : 1;
}

Result<simulate::MadeRequest> makeRequest(const SimulatorChoice& choice, const SimulatorDestination& destination, std::size_t number,
                                          std::uint32_t firstTurn)
{
    simulate::EventOrder order = choice.order;
    order.event = eventOf(choice, number);
    const UtcTime now = utcNow();
    const auto fields = fieldsFor(choice, destination.webhookUrl, firstTurn + static_cast<std::uint32_t>(number / stepsOf(choice)), now);
    const client::WebUrl& url = destination.url;
    return simulate::requestFor(order, fields, {url.path, url.hostField, url.userInfo}, destination.secret, now);
}

SimulatorRun::SimulatorRun(SimulatorChoice choice, SimulatorDestination destination, std::uint32_t firstTurn, Keep keep, QObject* parent)
    : QObject(parent), m_choice(std::move(choice)), m_destination(std::move(destination)), m_firstTurn(firstTurn), m_keep(std::move(keep)),
      m_total(static_cast<std::size_t>(m_choice.count) * stepsOf(m_choice)),
      m_bulk(planOf(m_choice), [this](std::size_t number, const replay::BulkRun::Give& give) { give(item(number)); })
{
    connect(&m_bulk, &replay::BulkRun::sent, this, &SimulatorRun::ended);
    connect(&m_bulk, &replay::BulkRun::progressed, this, &SimulatorRun::progressed);
    connect(&m_bulk, &replay::BulkRun::finished, this, [this] {
        m_allSent = true;
        finishIfStored();
    });
}

void SimulatorRun::start()
{
    m_bulk.start();
}

void SimulatorRun::cancel()
{
    m_bulk.cancel();
}

Result<replay::BulkItem> SimulatorRun::item(std::size_t number)
{
    auto request = makeRequest(m_choice, m_destination, number, m_firstTurn);
    if (!request)
        return request.error();
    replay::BulkItem item;
    item.shipment = shipmentOf(m_choice, m_destination, std::move(*request));
    if (m_keep)
        m_bodies.insert_or_assign(number, item.shipment.body);
    return item;
}

void SimulatorRun::ended(const replay::BulkResult& result)
{
    SentEvent event;
    event.event = eventTitle(m_choice, eventOf(m_choice, result.index));
    event.good = result.good;
    event.speckles = m_choice.order.provider == simulate::speckleProvider;
    if (result.error)
        event.trouble = makingTrouble(m_choice, *result.error);
    else
        event.delivery = result.delivery;
    auto body = m_bodies.extract(result.index);
    if (!result.error && !body.empty())
        keep(std::move(body.mapped()), result.delivery);
    Q_EMIT sent(event);
}

void SimulatorRun::keep(std::string body, Delivery delivery)
{
    ++m_storing;
    delivery.purpose = DeliveryPurpose::Replay;
    m_keep(std::move(body), std::move(delivery), [self = QPointer(this)](const Result<CaptureId>& kept) {
        if (!self)
            return;
        --self->m_storing;
        self->m_notStored += kept ? 0U : 1U;
        self->finishIfStored();
    });
}

void SimulatorRun::finishIfStored()
{
    if (!m_allSent || m_storing > 0)
        return;
    m_allSent = false; // once
    Q_EMIT finished(m_bulk.progress());
    deleteLater();
}

} // namespace hookloupe::ui
