// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "cli/send_options.h"
#include "replay/bulk.h"

#include <QObject>

#include <cstdint>

namespace hookloupe::cli {

/// Requests of one turn: 1, or those of the storyline.
[[nodiscard]] std::size_t stepsOf(const SendPlan& plan);
/// The request of that number, from 0: its event, its ids, its time.
[[nodiscard]] Result<simulate::MadeRequest> makeRequest(const SendPlan& plan, std::int64_t number, UtcTime now);
/// Says what is wrong with what was asked for; returns the exit code.
[[nodiscard]] int complainOf(const SendPlan& plan, const Error& error);

/// Sends, prints a line for each answer, and ends the program's event loop with the exit code.
class SendRun : public QObject {
    Q_OBJECT

public:
    explicit SendRun(SendPlan plan);

    void start();
    void cancel();

private:
    [[nodiscard]] Result<replay::BulkItem> item(std::size_t number);
    void print(const replay::BulkResult& result);
    void remark() const;
    void finish(const replay::BulkProgress& progress);

    SendPlan m_plan;
    replay::BulkRun m_bulk;
    bool m_unreadable = false;
    bool m_advised = false;
};

} // namespace hookloupe::cli
