// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/line_printer.h"
#include "cli/serve_options.h"
#include "session/session.h"

#include <QObject>

namespace hookloupe::cli {

/// Says on standard error who guards which endpoint, when the session has begun to listen: where nothing is rejected for want of
/// a secret, where those that were given on the command line judge, and whose kept secrets cannot be read; and when they can.
class SecretLines : public QObject {
    Q_OBJECT

public:
    SecretLines(session::Session& session, const ServePlan& plan, LinePrinter& printer, QObject* parent = nullptr);

private:
    void listenStatusChanged();
    void sayWhoIsGuarded() const;
    void sayUnreadable(const Endpoint& endpoint, const Error& error) const;

    session::Session& m_session;
    const ServePlan& m_plan;
    LinePrinter& m_printer;
    bool m_said = false;
};

} // namespace hookloupe::cli
