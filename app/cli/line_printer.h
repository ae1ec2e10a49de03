// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "base/standard_streams.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace hookloupe::cli {

/// Writes what `serve` and `forward` say, in order, in a thread of its own: a reader that stalls and an explanation that takes
/// long hold up neither answers nor the end. All functions: owner's thread.
class LinePrinter : public QObject {
    Q_OBJECT

public:
    struct Line {
        std::string text;                       ///< lines with their breaks
        CaptureId capture{};                    ///< whose line it is; 0 = none's
        std::function<std::string()> explained; ///< the same with an explanation, made in the printer's thread; may be empty
        Stream stream = Stream::Output;
    };

    static constexpr std::size_t mostWaiting = 10'000;          ///< lines; then isFull()
    static constexpr std::size_t mostWaitingExplained = 32;     ///< with more behind it, a line goes without explanation
    static constexpr std::chrono::seconds longestWaitExplained{2}; ///< so it does after this time, if others wait behind it

    explicit LinePrinter(QObject* parent = nullptr);
    /// Writes what waits, unless it was given up.
    ~LinePrinter() override;

    void print(Line line);
    /// A line on standard error.
    void complain(const QString& line);
    /// What is printed now waits in memory; roomAgain() will say that enough of it is gone.
    [[nodiscard]] bool isFull();
    void dropExplanations();
    /// done() follows when all of it is written.
    void close();
    /// Grows while somebody reads.
    [[nodiscard]] std::uint64_t written() const;
    /// Nobody reads: waits no longer. Returns how many lines of captures were not written.
    [[nodiscard]] std::int64_t giveUp();

Q_SIGNALS:
    void roomAgain();
    void failed();   ///< standard output could not be written, which was said; what else is for it is lost
    void done();

private:
    struct State; // outlives this object where a write never returns
    static void run(State& state);

    std::shared_ptr<State> m_state;
    std::thread m_thread;
};

} // namespace hookloupe::cli
