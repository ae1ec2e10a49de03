// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/replay_options.h"

#include <QObject>

#include <set>

namespace hookloupe::cli {

/// Sends what was stored, prints a line for each answer, and ends the program's event loop with the exit code.
class ReplayRun : public QObject {
    Q_OBJECT

public:
    ReplayRun(ReplayPlan plan, const Stored& stored);

    void start();
    void cancel() { m_bulk.cancel(); }

private:
    [[nodiscard]] Result<replay::BulkItem> item(CaptureId id);
    [[nodiscard]] Result<std::string> headFor(const Capture& capture, std::string head);
    [[nodiscard]] const verify::Scheme* schemeFor(const Capture& capture) const;
    void leaveOut(client::Shipment& shipment);
    void sayWhereTo();
    void print(const replay::BulkResult& result);
    void finish(const replay::BulkProgress& progress);

    ReplayPlan m_plan;
    const Stored& m_stored;
    replay::BulkRun m_bulk;
    std::set<std::string> m_leftOut;   ///< names said already
    bool m_unreadable = false;
    bool m_altered = false;
};

} // namespace hookloupe::cli
