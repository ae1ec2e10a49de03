// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/loop_alarms.h"

#include "cli/command.h"
#include "words/loop_words.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

QString placeOf(EndpointId endpoint, const EndpointPaths& paths)
{
    const auto found = paths.find(endpoint);
    return found == paths.end() ? QString() : shown(found->second);
}

std::string listOf(const std::vector<CaptureId>& captures)
{
    std::string list;
    for (const CaptureId id : captures)
        list += (list.empty() ? "" : ",") + std::to_string(toInt(id));
    return "[" + list + "]";
}

} // namespace

JsonLine alarmJson(const loop_detector::Alarm& alarm, std::string_view state, const EndpointPaths& paths, bool paused)
{
    const loop_detector::Reason& reason = alarm.reason;
    JsonLine line;
    line.add("alarm", std::string_view("loop"))
        .add("state", state)
        .add("number", static_cast<std::int64_t>(alarm.number))
        .add("rule", words::loopRuleName(reason.rule))
        .addOrNull("endpoint", placeOf(reason.endpoint, paths))
        .addOrNull("event", reason.event)
        .addOrNull("other_event", reason.otherEvent)
        .addOrNull("stream_id", reason.project)
        .addOrNull("user_id", reason.actor)
        .addOrNull("model_id", reason.model)
        .add("count", reason.count)
        .add("span_ms", std::int64_t{std::chrono::ceil<std::chrono::milliseconds>(reason.span).count()})
        .addBool("paused", paused)
        .add("reason", words::loopSentence(reason))
        .addJson("captures", listOf(alarm.captures));
    return line;
}

LoopAlarms::LoopAlarms(session::Session& session, LinePrinter& printer, bool json, QObject* parent)
    : QObject(parent), m_session(session), m_printer(printer), m_json(json)
{
    connect(&session.loopGuard(), &session::LoopGuard::raised, this, &LoopAlarms::raised);
    connect(&session.loopGuard(), &session::LoopGuard::over, this, &LoopAlarms::over);
}

bool LoopAlarms::isHeld(EndpointId endpoint) const
{
    const auto held = m_session.held();
    return std::find(held.begin(), held.end(), endpoint) != held.end();
}

void LoopAlarms::raised(const loop_detector::Alarm& alarm)
{
    const EndpointPaths paths = pathsOf(m_session.endpoints());
    const bool paused = isHeld(alarm.reason.endpoint);
    if (m_json) {
        m_printer.complain(QString::fromStdString(alarmJson(alarm, "raised", paths, paused).line()));
        return;
    }
    const QString sentence = words::loopSentence(alarm.reason);
    const QString place = placeOf(alarm.reason.endpoint, paths);
    m_printer.complain(paused ? text("This looks like a loop, so endpoint %1 answers 503 until this program is started again. %2")
                          .arg(place, sentence)
                    : text("This looks like a loop at endpoint %1. %2").arg(place, sentence));
}

void LoopAlarms::over(const loop_detector::Alarm& alarm)
{
    const EndpointPaths paths = pathsOf(m_session.endpoints());
    const bool paused = isHeld(alarm.reason.endpoint);
    if (m_json) {
        m_printer.complain(QString::fromStdString(alarmJson(alarm, "over", paths, paused).line()));
        return;
    }
    const QString place = placeOf(alarm.reason.endpoint, paths);
    m_printer.complain(paused ? text("The loop at endpoint %1 is over; it still answers 503.").arg(place)
                    : text("The loop at endpoint %1 is over.").arg(place));
}

} // namespace hookloupe::cli
