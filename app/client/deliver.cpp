// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/deliver.h"

#include "client/exact.h"
#include "client/speckle_delivery.h"

#include <QObject>

namespace hookloupe::client {

void deliver(QObject* owner, Shipment shipment, std::function<void(Delivery)> then)
{
    switch (shipment.mode) {
    case Mode::Exact: {
        auto delivery = begunExact(shipment.url, shipment.head, shipment.body);
        const Target target = shipment.url.target; // outlives the shipment
        send(owner, target, exactRequest(std::move(shipment)),
             [delivery = std::move(delivery), then = std::move(then)](const Outcome& outcome) {
                 then(endedExact(delivery, outcome));
             });
        return;
    }
    case Mode::AsSpeckle: {
        auto* one = new SpeckleDelivery(std::move(shipment), speckle::deliveryTimeLimit, std::move(then), owner);
        one->start();
        return;
    }
    }
}

std::string firstRequest(const Shipment& shipment)
{
    switch (shipment.mode) {
    case Mode::Exact:
        return shipment.head + shipment.body;
    case Mode::AsSpeckle:
        return SpeckleDelivery(shipment, speckle::deliveryTimeLimit, {}, nullptr).request();
    }
    return {};
}

} // namespace hookloupe::client
