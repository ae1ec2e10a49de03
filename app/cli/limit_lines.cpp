// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/limit_lines.h"

#include "cli/json_line.h"

namespace hookloupe::cli {

namespace {

constexpr std::chrono::seconds lookEvery{1};
constexpr std::chrono::minutes tellEvery{1};

} // namespace

LimitLines::LimitLines(session::Session& session, LinePrinter& printer, bool json, QObject* parent)
    : QObject(parent), m_session(session), m_printer(printer), m_json(json)
{
    connect(&m_timer, &QTimer::timeout, this, [this] { look(false); });
    connect(&session, &session::Session::stopped, this, [this] { look(true); });
    m_timer.start(lookEvery);
}

void LimitLines::look(bool last)
{
    const server::Counters counters = m_session.counters();
    const auto now = std::chrono::steady_clock::now();
    for (Told& told : m_told) {
        const std::uint64_t number = counters.*(told.count);
        if (number == told.number || (!last && told.at && now - *told.at < tellEvery))
            continue;
        told.number = number;
        told.at = now;
        tell(told);
    }
}

void LimitLines::tell(const Told& told) const
{
    const QString sentence = words::limitSentence(told.measure, told.number);
    if (!m_json) {
        m_printer.complain(sentence);
        return;
    }
    JsonLine line;
    line.add("limit", words::limitName(told.measure))
        .add("count", static_cast<std::int64_t>(told.number))
        .add("reason", sentence);
    m_printer.complain(QString::fromStdString(line.line()));
}

} // namespace hookloupe::cli
