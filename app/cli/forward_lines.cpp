// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/forward_lines.h"

#include "cli/command.h"
#include "cli/delivery_line.h"
#include "words/delivery_words.h"

#include <algorithm>

namespace hookloupe::cli {

ForwardLines::ForwardLines(session::Session& session, const ServePlan& plan, LinePrinter& printer, QObject* parent)
    : QObject(parent), m_session(session), m_plan(plan), m_printer(printer)
{
    if (!plan.forwards)
        return;
    connect(&session, &session::Session::deliveriesStored, this, &ForwardLines::stored);
    connect(&session, &session::Session::queuesChanged, this, &ForwardLines::queuesChanged);
    connect(&printer, &LinePrinter::roomAgain, this, &ForwardLines::printWaiting);
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

/// By its own id: what an earlier run sent, or was told of already, is not told of once more.
void ForwardLines::stored(const std::vector<CaptureId>& captures, const std::vector<DeliveryId>& deliveries)
{
    if (m_plan.quiet)
        return;
    for (std::size_t i = 0; i < captures.size() && i < deliveries.size(); ++i) {
        if (m_printer.isFull() || !m_waiting.empty()) // in their order
            m_waiting.emplace_back(captures[i], deliveries[i]);
        else
            print(captures[i], deliveries[i]);
    }
}

void ForwardLines::print(CaptureId capture, DeliveryId id)
{
    const auto deliveries = m_session.store().deliveriesOf(capture);
    if (!deliveries)
        return;
    const auto found = std::find_if(deliveries->begin(), deliveries->end(), [&](const Delivery& one) { return one.id == id; });
    if (found == deliveries->end() || found->purpose != DeliveryPurpose::Forward)
        return;
    if (m_plan.json) {
        JsonLine line;
        line.add("forwarded", toInt(capture)).add("attempt", std::int64_t{found->attempt});
        line.addBool("may_repeat", found->mayRepeat).add("delivery", deliveryJson(*found));
        m_printer.print({line.line() + '\n', {}, {}});
    } else {
        m_printer.print({text("      → %1 %2").arg(QString::number(toInt(capture)), deliveryLine(*found)).toStdString() + '\n', {}, {}});
    }
}

void ForwardLines::printWaiting()
{
    for (const auto& [capture, id] : std::exchange(m_waiting, {}))
        stored({capture}, {id});
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
