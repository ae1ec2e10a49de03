// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/endpoint.h"
#include "simulate/event_order.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <string>

namespace hookloupe::ui {

/// What the simulator is to send, and where to.
struct SimulatorChoice {
    simulate::EventOrder order;
    std::string templateName;             ///< of order.ownTemplate: its file, or what it was made of
    std::optional<Error> templateError;   ///< it could not be read
    simulate::Fields fields;              ///< those that were filled in; they win over made-up ones
    bool storyline = false;               ///< instead of the order's event
    std::int64_t count = 1;
    double perSecond = 0;                 ///< 0: each after the answer to the one before
    std::optional<EndpointId> endpoint = catchAllEndpoint; ///< nothing: `url`
    std::string url;
    bool anyCertificate = false;          ///< of `url`: take one that nobody vouches for
    std::optional<std::string> secret;    ///< nothing: the first of the endpoint's own
    bool asSpeckle = true;                ///< deliver by Speckle's rules; no other provider's event is
};

/// An endpoint to send to.
struct SimulatorTarget {
    Endpoint endpoint;
    bool hasSecret = false;
};

/// What is to be known about such a sending before it happens, a sentence each. `target` is nullptr for another URL.
[[nodiscard]] QStringList notesOn(const SimulatorChoice& choice, const SimulatorTarget* target, bool listens);

/// "Speckle", "GitHub", …
[[nodiscard]] QString providerTitle(const std::string& provider);
/// The names of the fields with a place in what is chosen.
[[nodiscard]] std::vector<std::string> fieldNames(const SimulatorChoice& choice);

} // namespace hookloupe::ui
