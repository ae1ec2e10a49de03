// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/answer_rows.h"

namespace hookloupe::store {

Result<AnswerRows> AnswerRows::prepare(Connection& connection)
{
    auto outcome = Statement::prepare(
        connection, "UPDATE captures SET outcome = ?, duration = ?, record_status = ?, record_reason = ?, "
                    "record_http_status = ? WHERE id = ?");
    if (!outcome)
        return outcome.error();
    auto status = Statement::prepare(connection, "UPDATE captures SET answer_status = ? WHERE id = ?");
    if (!status)
        return status.error();
    auto bytes =
        Statement::prepare(connection, "UPDATE bodies SET answer = ifnull(?, answer), answer_trace = ? WHERE id = ?");
    if (!bytes)
        return bytes.error();
    return AnswerRows(std::move(outcome).value(), std::move(status).value(), std::move(bytes).value());
}

Status AnswerRows::update(const AnswerReport& report)
{
    m_outcome.bind(1, static_cast<std::int64_t>(report.outcome));
    m_outcome.bind(2, report.duration.count());
    m_outcome.bind(3, static_cast<std::int64_t>(report.record.status));
    m_outcome.bind(4, static_cast<std::int64_t>(report.record.reason));
    m_outcome.bind(5, report.record.httpStatus);
    m_outcome.bind(6, toInt(report.capture));
    if (auto updated = m_outcome.run(); !updated)
        return updated;
    if (!report.sent && report.trace.empty())
        return success(); // sent as planned
    if (report.sent) {
        m_status.bind(1, report.sentStatus);
        m_status.bind(2, toInt(report.capture));
        if (auto updated = m_status.run(); !updated)
            return updated;
        m_bytes.bindBlob(1, *report.sent);
    } else {
        m_bytes.bindNull(1);
    }
    m_bytes.bindText(2, report.trace);
    m_bytes.bind(3, toInt(report.capture));
    return m_bytes.run();
}

} // namespace hookloupe::store
