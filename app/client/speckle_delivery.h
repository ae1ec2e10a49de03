// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "client/answer_meter.h"
#include "client/deliver.h"
#include "speckle/sender_rules.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <optional>
#include <string>

namespace hookloupe::client {

/// One delivery as a Speckle server makes it (speckle.md sections 2 and 3), redirects included. The rules that Speckle does
/// not write itself are those of node-fetch 2.x (src/index.js): Content-Type and signature go with every hop, over hosts too;
/// Authorization stands in the URL alone, so it is repeated for a Location without a host and dropped by any other; the body
/// of a redirect is not waited for. The time is Speckle's: 10 s for all hops together. Deletes itself after it is done.
class SpeckleDelivery : public QObject {
    Q_OBJECT

public:
    using Then = std::function<void(Delivery)>;

    /// `limit` is another than Speckle's for tests alone.
    SpeckleDelivery(Shipment shipment, std::chrono::milliseconds limit, Then then, QObject* owner);

    void start();
    [[nodiscard]] std::string request() const; ///< the bytes of the hop to come

private:
    void hop();
    [[nodiscard]] std::optional<Fault> watch(const http::AnswerReader& reader);
    void arrived(const Outcome& outcome, Micros hopBegan);
    void redirect(int status, std::string_view location);
    void finish(Fault fault, std::string detail);
    [[nodiscard]] Micros now() const { return Micros(m_clock.nsecsElapsed() / 1000); }

    Shipment m_shipment;
    std::string m_signature;
    WebUrl m_url;              // of the hop
    bool m_get = false;
    std::chrono::milliseconds m_limit;
    Then m_then;
    QElapsedTimer m_clock;
    std::optional<AnswerMeter> m_meter;
    std::size_t m_metered = 0; // bytes of the content
    Delivery m_delivery;
    bool m_leavesMachine = false;    // a redirect that was not followed: what Speckle would record is open
    bool m_refusedAsLocal = false;
};

} // namespace hookloupe::client
