// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/capture_lines.h"
#include "cli/serve_options.h"
#include "cli/termination.h"
#include "session/session.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace hookloupe::cli {

/// Runs what was read of the options of `serve`, or of a command that takes them too; returns the exit code. `command` is named
/// in complaints.
[[nodiscard]] int serve(const char* command, const Arguments& arguments, const std::variant<ServePlan, ServeRefused>& read);

/// `serve` while it runs: prints what was committed, counts what was answered, ends the event loop with the exit code.
class ServeRun : public QObject {
    Q_OBJECT

public:
    ServeRun(session::Session& session, const ServePlan& plan, QObject* parent = nullptr);

    void start();

private:
    void listenStatusChanged();
    void fed(const session::FeedBatch& batch);
    void take(const CaptureSummary& capture);
    void takeNewer();                  ///< what is in the store after the last one taken, and what came of those under way
    void printUnderWay();
    void print(const CaptureSummary& capture);
    [[nodiscard]] QString advice(const CaptureSummary& capture) const;
    void hangUp();
    void end(int exitCode);
    void finish();
    void finishWhenDone();
    void finishNow();
    [[nodiscard]] bool isPassingOn() const;

    session::Session& m_session;
    const ServePlan& m_plan;
    Termination m_termination;
    QTimer m_timeout;
    QTimer m_farewell;                 ///< until then what can be passed on is
    std::unique_ptr<store::Reader> m_reader;
    EndpointPaths m_paths;
    CaptureId m_last{};                ///< taken, if not printed
    std::map<CaptureId, CaptureSummary> m_underWay; ///< not printed: their answers are not over
    QTimer m_patience;                 ///< of people, who are told of an answer that takes long
    std::int64_t m_answered = 0;
    std::optional<int> m_exitCode;     ///< set when it is ending
    bool m_announced = false;
};

} // namespace hookloupe::cli
