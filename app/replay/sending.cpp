// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/sending.h"

#include "replay/exchange.h"

namespace hookloupe::replay {

void send(QObject* owner, const Target& target, std::string bytes, std::chrono::milliseconds limit,
          std::function<void(const Outcome&)> then)
{
    auto* exchange = new Exchange(target, std::move(bytes), limit, owner);
    QObject::connect(exchange, &Exchange::done, owner, [then = std::move(then)](const Outcome& outcome) { then(outcome); });
    QMetaObject::invokeMethod(exchange, &Exchange::start, Qt::QueuedConnection);
}

} // namespace hookloupe::replay
