// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/sending.h"

#include "client/wire.h"

namespace hookloupe::client {

void send(QObject* owner, const Target& target, WireRequest request, std::function<void(const Outcome&)> then)
{
    auto* wire = new Wire(target, owner);
    wire->send(std::move(request), [wire, then = std::move(then)](const Outcome& outcome) {
        wire->deleteLater();
        then(outcome);
    });
}

void send(QObject* owner, const Target& target, std::string bytes, std::chrono::milliseconds limit,
          std::function<void(const Outcome&)> then)
{
    send(owner, target, {.bytes = std::move(bytes), .limit = limit}, std::move(then));
}

} // namespace hookloupe::client
