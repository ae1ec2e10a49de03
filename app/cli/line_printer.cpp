// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/line_printer.h"

#include "cli/command.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::cli {

namespace {

using Clock = std::chrono::steady_clock;

void complainOf(const std::error_code& why, CaptureId capture)
{
    QString sentence = unwrittenSentence(why) + u' ' + text("So capturing ends.");
    if (toInt(capture) != 0)
        sentence += u' ' + text("The line of capture %1 is lost; the capture is in the store.").arg(toInt(capture));
    complain(u"hookloupe-cli: "_s + sentence);
}

} // namespace

struct LinePrinter::State {
    struct Waiting {
        Line line;
        Clock::time_point since;
    };

    void tell(void (LinePrinter::*signal)()) // with the mutex held
    {
        if (owner)
            QMetaObject::invokeMethod(owner, signal, Qt::QueuedConnection);
    }
    [[nodiscard]] bool isBehind(const Waiting& next) const
    {
        return waiting.size() > mostWaitingExplained || (!waiting.empty() && Clock::now() - next.since > longestWaitExplained);
    }

    std::mutex mutex;
    std::condition_variable changed;
    LinePrinter* owner = nullptr;
    std::deque<Waiting> waiting;
    std::int64_t waitingOfCaptures = 0;  ///< with the one being written
    bool explains = true;
    bool closed = false;
    bool wasFull = false;
    bool isWriting = false;
    bool isOver = false;
    bool isGivenUp = false;
    std::atomic<std::uint64_t> written{0};

    // The thread's own.
    std::int64_t skipped = 0;
    std::int64_t lost = 0;
    std::error_code failure;
};

LinePrinter::LinePrinter(QObject* parent) : QObject(parent), m_state(std::make_shared<State>())
{
    m_state->owner = this;
    m_thread = std::thread([state = m_state] { run(*state); });
}

LinePrinter::~LinePrinter()
{
    bool ends = true;
    {
        std::unique_lock lock(m_state->mutex);
        m_state->owner = nullptr;
        m_state->closed = true;
        m_state->explains = false;
        m_state->changed.notify_all();
        if (m_state->isGivenUp) { // an explanation ends by itself, a write may not
            m_state->changed.wait(lock, [this] { return m_state->isOver || m_state->isWriting; });
            ends = m_state->isOver;
        }
    }
    if (ends)
        m_thread.join();
    else
        m_thread.detach();
}

void LinePrinter::print(Line line)
{
    const std::lock_guard lock(m_state->mutex);
    if (toInt(line.capture) != 0)
        ++m_state->waitingOfCaptures;
    m_state->waiting.push_back({std::move(line), Clock::now()});
    m_state->changed.notify_all();
}

void LinePrinter::complain(const QString& line)
{
    print({line.toStdString() + '\n', {}, {}, Stream::Error});
}

bool LinePrinter::isFull()
{
    const std::lock_guard lock(m_state->mutex);
    if (m_state->waiting.size() >= mostWaiting)
        m_state->wasFull = true;
    return m_state->wasFull;
}

void LinePrinter::dropExplanations()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->explains = false;
}

void LinePrinter::close()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->closed = true;
    m_state->changed.notify_all();
}

std::uint64_t LinePrinter::written() const
{
    return m_state->written;
}

std::int64_t LinePrinter::giveUp()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->isGivenUp = true;
    return m_state->waitingOfCaptures;
}

void LinePrinter::run(State& state)
{
    std::unique_lock lock(state.mutex);
    const auto unlocked = [&](const auto& action) {
        lock.unlock();
        action();
        lock.lock();
    };
    const auto write = [&](Stream stream, const std::string& bytes) {
        std::error_code failed;
        state.isWriting = true;
        state.changed.notify_all();
        unlocked([&] { failed = writeAll(stream, bytes); });
        state.isWriting = false;
        ++state.written;
        return failed;
    };
    while (!state.isGivenUp) {
        if (state.waiting.empty() && state.skipped > 0) {
            const QString told = text("Explanations skipped, as requests came faster than they could be explained: %1. For one of them, "
                                      "save the request with show --raw and give it to verify.").arg(std::exchange(state.skipped, 0));
            write(Stream::Error, told.toStdString() + '\n');
            continue;
        }
        state.changed.wait(lock, [&] { return !state.waiting.empty() || state.closed; });
        if (state.waiting.empty())
            break;
        State::Waiting next = std::move(state.waiting.front());
        state.waiting.pop_front();
        Line& line = next.line;
        if (line.stream == Stream::Output && state.failure) {
            state.lost += toInt(line.capture) != 0;
        } else {
            const bool explains = line.explained && state.explains && !state.isBehind(next);
            state.skipped += line.explained && !explains;
            if (explains)
                unlocked([&line] { line.text = line.explained(); });
            const std::error_code failed = write(line.stream, line.text);
            if (failed && line.stream == Stream::Output) {
                state.failure = failed;
                unlocked([&] { complainOf(failed, line.capture); });
                state.tell(&LinePrinter::failed);
            }
        }
        state.waitingOfCaptures -= toInt(line.capture) != 0;
        if (state.wasFull && state.waiting.size() <= mostWaiting / 2) {
            state.wasFull = false;
            state.tell(&LinePrinter::roomAgain);
        }
    }
    if (state.lost > 0 && !state.isGivenUp)
        write(Stream::Error, text("Further lines of captures that are lost: %1. The captures are in the store.").arg(state.lost).toStdString() + '\n');
    state.isOver = true;
    state.tell(&LinePrinter::done);
    state.changed.notify_all();
}

} // namespace hookloupe::cli
