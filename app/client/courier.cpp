// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/courier.h"

#include "client/exact.h"
#include "client/wire.h"

namespace hookloupe::client {

Courier::Courier(QObject* parent) : QObject(parent) {}

Courier::~Courier() = default;

void Courier::deliver(Shipment shipment, std::function<void(Delivery)> then)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    auto done = [this, then = std::move(then)](Delivery delivery) {
        m_busy = false;
        then(std::move(delivery));
    };
    if (shipment.mode == Mode::AsSpeckle)
        return client::deliver(this, std::move(shipment), std::move(done));
    if (!m_wire || m_wire->target() != shipment.url.target)
        m_wire = std::make_unique<Wire>(shipment.url.target);
    auto begun = begunExact(shipment.url, shipment.head, shipment.body);
    m_wire->send(exactRequest(std::move(shipment)), [begun = std::move(begun), done = std::move(done)](const Outcome& outcome) {
        done(endedExact(begun, outcome));
    });
}

} // namespace hookloupe::client
