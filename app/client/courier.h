// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/deliver.h"

#include <QObject>

#include <functional>
#include <memory>

namespace hookloupe::client {

class Wire;

/// deliver() for who sends one shipment after the other: the connection of an exact one is kept for the next to the same
/// target, as far as both sides let it live. Deleting it cancels what is under way.
class Courier : public QObject {
    Q_OBJECT

public:
    explicit Courier(QObject* parent = nullptr);
    ~Courier() override;

    /// As deliver(). Not while busy; `then` may send again.
    void deliver(Shipment shipment, std::function<void(Delivery)> then);
    [[nodiscard]] bool isBusy() const { return m_busy; }

private:
    std::unique_ptr<Wire> m_wire;
    bool m_busy = false;
};

} // namespace hookloupe::client
