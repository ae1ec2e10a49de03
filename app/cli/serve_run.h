// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/capture_lines.h"
#include "cli/explainer.h"
#include "cli/line_printer.h"
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
    ServeRun(session::Session& session, const ServePlan& plan, LinePrinter& printer, Termination& termination,
             QObject* parent = nullptr);

    void start();

private:
    void listenStatusChanged();
    void storeLost(const store::StoreLoss& loss);
    void fed(const session::FeedBatch& batch);
    void take(const CaptureSummary& capture);
    [[nodiscard]] std::vector<CaptureId> newer() const;
    void takeNewer();                  ///< what is in the store after the last one taken, and what came of those under way
    void printUnderWay();
    void print(const CaptureSummary& capture);
    void roomAgain();
    void hangUp();
    void end(int exitCode);
    void setExitCode(int exitCode);
    [[nodiscard]] int exitCodeBefore() const; ///< of an end that nothing but time or a signal asked for
    void finish();
    void finishWhenDone();
    void finishNow();
    void giveUpIfNobodyReads();
    [[nodiscard]] bool isPassingOn() const;

    session::Session& m_session;
    const ServePlan& m_plan;
    LinePrinter& m_printer;
    QTimer m_timeout;
    QTimer m_farewell;                 ///< until then what can be passed on is
    QTimer m_reading;                  ///< looks whether somebody still reads what is printed last
    std::uint64_t m_read = 0;          ///< LinePrinter::written() at its last look
    std::unique_ptr<store::Reader> m_reader;
    std::shared_ptr<const Explainer> m_explainer; ///< used by the printer's thread
    EndpointPaths m_paths;
    CaptureId m_last{};                ///< taken, if not printed
    bool m_waitsForRoom = false;       ///< what came after m_last is taken when the printer has room
    std::map<CaptureId, CaptureSummary> m_underWay; ///< not printed: their answers are not over
    QTimer m_patience;                 ///< of people, who are told of an answer that takes long
    std::int64_t m_answered = 0;
    std::optional<int> m_exitCode;     ///< set when it is ending
    bool m_announced = false;
    bool m_finishing = false;
};

} // namespace hookloupe::cli
