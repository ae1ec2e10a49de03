// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/own_target_lines.h"

#include "cli/command.h"
#include "forward/own_address.h"

#include <QCoreApplication>

#include <algorithm>

namespace hookloupe::cli {

QString ownTargetSentence(const std::string& url)
{
    return text("--to %1 is where this program itself listens: each request would come back and be passed on again, without end. Name "
                "the URL of a handler, or listen elsewhere with --listen.").arg(shown(url));
}

OwnTargetLines::OwnTargetLines(const char* command, session::Session& session, const ServePlan& plan, LinePrinter& printer, QObject* parent)
    : QObject(parent), m_command(command), m_session(session), m_plan(plan), m_printer(printer)
{
    connect(&session, &session::Session::listenStatusChanged, this, &OwnTargetLines::listenStatusChanged);
    connect(&session, &session::Session::queuesChanged, this, &OwnTargetLines::say);
}

void OwnTargetLines::listenStatusChanged()
{
    const session::ListenStatus status = m_session.listenStatus();
    if (status.state != session::ListenState::Listening)
        return;
    const auto named = forward::parseForwarding(m_plan.session.forward);
    for (const forward::ForwardTarget& target : named ? named->targets : std::vector<forward::ForwardTarget>{}) {
        if (forward::isOwnAddress(target.url, status.address))
            return QCoreApplication::exit(misuse(m_command, ownTargetSentence(target.url)));
    }
    say();
}

void OwnTargetLines::say()
{
    const auto leading = m_session.forwarder()->leadingBack();
    const auto endpoints = m_session.endpoints();
    for (const forward::Forwarder::Queue& queue : leading) {
        if (!m_said.insert(queue).second)
            continue;
        const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& one) { return one.id == queue.first; });
        const QString name = endpoint == endpoints.end() || endpoint->path.empty() ? text("The catch-all") : shown(endpoint->path);
        m_printer.complain(text("%1 passes requests on to %2, which is where this program itself listens: they would come back and be passed "
                                "on again, so they wait in the store. Name another handler (in the window, or with forward --to), or listen "
                                "elsewhere with --listen.").arg(name, shown(queue.second)));
    }
}

} // namespace hookloupe::cli
