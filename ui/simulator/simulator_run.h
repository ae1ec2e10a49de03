// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "simulator/sent_model.h"
#include "simulator/simulator_choice.h"
#include "replay/bulk.h"

#include <QObject>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace hookloupe::ui {

/// What is to be known of a target to send there.
struct SimulatorDestination {
    client::WebUrl url;
    std::string webhookUrl;              ///< as it stands in the payload
    std::string secret;
    std::vector<std::string> leftOut{};  ///< names of fields that do not go there
    bool arrivesHere = false;            ///< this window's own address, where it is captured
};

/// The values in the places of the event of that turn.
[[nodiscard]] simulate::Fields fieldsFor(const SimulatorChoice& choice, const std::string& webhookUrl, std::uint32_t turn, UtcTime now);
/// Requests of one turn: 1, or those of the storyline.
[[nodiscard]] std::size_t stepsOf(const SimulatorChoice& choice);
/// The request of that number, from 0: its event, its ids, its time.
[[nodiscard]] Result<simulate::MadeRequest> makeRequest(const SimulatorChoice& choice, const SimulatorDestination& destination,
                                                        std::size_t number, std::uint32_t firstTurn);

/// One sending of the simulator, of one event or of many. Lives until it is finished.
class SimulatorRun : public QObject {
    Q_OBJECT

public:
    /// Stores what was sent, body and delivery; `then` is called later. Empty: nothing is stored.
    using Keep = std::function<void(std::string body, Delivery delivery, std::function<void(Result<CaptureId>)> then)>;

    SimulatorRun(SimulatorChoice choice, SimulatorDestination destination, std::uint32_t firstTurn, Keep keep, QObject* parent);

    void start();
    void cancel();
    [[nodiscard]] std::size_t total() const { return m_total; }
    [[nodiscard]] const SimulatorChoice& choice() const { return m_choice; }
    [[nodiscard]] bool keeps() const { return static_cast<bool>(m_keep); }
    [[nodiscard]] std::size_t notStored() const { return m_notStored; }

Q_SIGNALS:
    void sent(const hookloupe::ui::SentEvent& event);
    void progressed(const hookloupe::replay::BulkProgress& progress);
    void finished(const hookloupe::replay::BulkProgress& progress);  ///< everything that is stored is on disk

private:
    [[nodiscard]] Result<replay::BulkItem> item(std::size_t number);
    void ended(const replay::BulkResult& result);
    void keep(std::string body, Delivery delivery);
    void finishIfStored();

    const SimulatorChoice m_choice;
    const SimulatorDestination m_destination;
    const std::uint32_t m_firstTurn;
    const Keep m_keep;
    const std::size_t m_total;
    replay::BulkRun m_bulk;
    std::map<std::size_t, std::string> m_bodies; ///< of those under way, if they are stored
    std::size_t m_storing = 0;
    std::size_t m_notStored = 0;
    bool m_allSent = false;
};

} // namespace hookloupe::ui
