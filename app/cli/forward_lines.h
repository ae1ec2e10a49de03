// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/line_printer.h"
#include "cli/serve_options.h"
#include "session/session.h"

#include <QObject>

#include <map>
#include <utility>
#include <vector>

namespace hookloupe::cli {

/// Prints what came of passing requests on, as `forward` does: a line for each delivery on standard output, and one on
/// standard error when a target does not answer any more or does again. Nothing for a plan that does not forward.
class ForwardLines : public QObject {
    Q_OBJECT

public:
    ForwardLines(session::Session& session, const ServePlan& plan, LinePrinter& printer, QObject* parent = nullptr);
    ~ForwardLines() override; ///< with what was stored last

private:
    void release();
    void stored(const std::vector<CaptureId>& captures, const std::vector<DeliveryId>& deliveries);
    void print(CaptureId capture, DeliveryId id);
    void printWaiting();
    void queuesChanged();

    session::Session& m_session;
    const ServePlan& m_plan;
    LinePrinter& m_printer;
    std::vector<std::pair<CaptureId, DeliveryId>> m_waiting; ///< to be printed when the printer has room
    std::map<forward::Forwarder::Queue, bool> m_down;
};

} // namespace hookloupe::cli
