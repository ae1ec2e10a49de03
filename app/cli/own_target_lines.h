// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/line_printer.h"
#include "cli/serve_options.h"
#include "session/session.h"

#include <QObject>

#include <set>

namespace hookloupe::cli {

/// Why --to cannot be that URL, and what to do.
[[nodiscard]] QString ownTargetSentence(const std::string& url);

/// Looks, once it listens, for targets that lead back to where it does. One that the command line names ends the program as wrong
/// usage; of one that the store names, or that is found out only when a name is looked up, standard error says that its requests wait.
class OwnTargetLines : public QObject {
    Q_OBJECT

public:
    OwnTargetLines(const char* command, session::Session& session, const ServePlan& plan, LinePrinter& printer, QObject* parent = nullptr);

private:
    void listenStatusChanged();
    void say();

    const char* m_command;
    session::Session& m_session;
    const ServePlan& m_plan;
    LinePrinter& m_printer;
    std::set<forward::Forwarder::Queue> m_said;
};

} // namespace hookloupe::cli
