// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/forward_lines.h"

#include "cli/command.h"
#include "cli/delivery_line.h"
#include "words/delivery_words.h"

#include <algorithm>

namespace hookloupe::cli {

namespace {
constexpr std::size_t mostRemembered = 10'000;
}

ForwardLines::ForwardLines(session::Session& session, const ServePlan& plan, LinePrinter& printer, QObject* parent)
    : QObject(parent), m_session(session), m_plan(plan), m_printer(printer)
{
    if (!plan.forwards)
        return;
    connect(&session, &session::Session::deliveriesStored, this, &ForwardLines::print);
    connect(&session, &session::Session::queuesChanged, this, &ForwardLines::queuesChanged);
    connect(&printer, &LinePrinter::roomAgain, this, [this] { print(std::exchange(m_waiting, {})); });
    release();
}

ForwardLines::~ForwardLines() = default;

/// Who names a target wants it to be sent to, whatever was said in a window before.
void ForwardLines::release()
{
    const auto held = m_session.store().heldTargets();
    const auto wanted = forward::parseForwarding(m_plan.session.forward);
    if (!held || !wanted)
        return;
    for (const store::InboxTarget& target : *held) {
        const auto same = [&](const forward::ForwardTarget& one) { return one.url == target.second; };
        if (std::any_of(wanted->targets.begin(), wanted->targets.end(), same) && m_session.forwarder()->setHeld({target}, false))
            complain(text("%1 was held in a window; requests are passed on to it again.").arg(shown(target.second)));
    }
}

void ForwardLines::print(const std::vector<CaptureId>& captures)
{
    if (m_plan.quiet)
        return;
    for (const CaptureId capture : captures) {
        if (m_printer.isFull()) {
            m_waiting.push_back(capture);
            continue;
        }
        const auto deliveries = m_session.store().deliveriesOf(capture);
        if (!deliveries)
            continue;
        DeliveryId& printed = m_printed[capture];
        for (const Delivery& delivery : *deliveries) {
            if (delivery.id <= printed || delivery.purpose != DeliveryPurpose::Forward)
                continue;
            printed = delivery.id;
            if (m_plan.json) {
                JsonLine line;
                line.add("forwarded", toInt(capture)).add("attempt", std::int64_t{delivery.attempt});
                line.addBool("may_repeat", delivery.mayRepeat).add("delivery", deliveryJson(delivery));
                m_printer.print({line.line() + '\n', {}, {}});
            } else {
                m_printer.print({text("      → %1").arg(deliveryLine(delivery)).toStdString() + '\n', {}, {}});
            }
        }
    }
    while (m_printed.size() > mostRemembered)
        m_printed.erase(m_printed.begin()); // the oldest
}

void ForwardLines::queuesChanged()
{
    for (const forward::QueueStatus& queue : m_session.forwarder()->queues()) {
        const bool down = queue.state == forward::QueueState::Down;
        // While it is tried again it is not known yet to be back.
        const bool up = !queue.downSince && (queue.state == forward::QueueState::Idle || queue.state == forward::QueueState::Sending);
        bool& was = m_down[{queue.endpoint, queue.target}];
        if (down && !was)
            m_printer.complain(queue.fault == DeliveryFault::None
                         ? text("%1 answers %2; requests wait in the store and are sent again.")
                               .arg(shown(queue.target)).arg(queue.httpStatus)
                         : text("%1 does not take requests; they wait in the store. %2")
                               .arg(shown(queue.target), words::faultSentence(queue.fault)));
        else if (up && was)
            m_printer.complain(text("%1 takes requests again.").arg(shown(queue.target)));
        if (down || up)
            was = down;
    }
}

} // namespace hookloupe::cli
