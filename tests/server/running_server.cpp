// SPDX-License-Identifier: GPL-3.0-or-later
#include "running_server.h"

#include "crypto/thread.h"

#include <QCoreApplication>

#include <array>

namespace hookloupe::test {

using server::Incoming;
using server::Ticket;

server::AtHead TestHandler::atHead(const http::RequestHead& request)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_heads;
    }
    return head ? head(request) : server::AtHead();
}

http::Answer TestHandler::answerFor(const Incoming& incoming, Ticket)
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_asked;
    }
    return answer ? answer(incoming) : http::Answer{200, {}, {}, incoming.request.head.target};
}

Refusal TestHandler::accept(Incoming incoming, std::string wire, int status, Ticket ticket)
{
    if (const Refusal refusal = judge ? judge(incoming) : Refusal::None; refusal != Refusal::None)
        return refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (!keepWire)
            wire = {};
        m_open.emplace(ticket, m_seen.size());
        m_seen.push_back({ticket, std::move(incoming), std::move(wire), status, {}, {}, {}});
    }
    m_more.notify_all();
    if (releaseAtOnce)
        server->release(std::array{ticket});
    return Refusal::None;
}

void TestHandler::played(Ticket ticket, http::Played played)
{
    const std::lock_guard lock(m_mutex);
    const auto open = m_open.find(ticket);
    if (open == m_open.end())
        qFatal("played() for a ticket that is not open");
    if (open->second < m_seen.size())
        m_seen[open->second].played = std::move(played);
}

void TestHandler::finished(Ticket ticket, AnswerOutcome outcome, Micros duration)
{
    const std::lock_guard lock(m_mutex);
    const auto open = m_open.find(ticket);
    if (open == m_open.end())
        qFatal("finished() for a ticket that is not open");
    if (open->second < m_seen.size()) {
        m_seen[open->second].outcome = outcome;
        m_seen[open->second].duration = duration;
    }
    m_open.erase(open);
    ++m_finished;
    m_more.notify_all();
}

std::vector<Seen> TestHandler::seen() const
{
    const std::lock_guard lock(m_mutex);
    return m_seen;
}

std::vector<Seen> TestHandler::requests() const
{
    std::vector<Seen> passed = seen();
    std::erase_if(passed, [](const Seen& one) { return one.incoming.refusal != Refusal::None; });
    return passed;
}

std::size_t TestHandler::seenCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_seen.size();
}

bool TestHandler::waitForSeen(std::size_t count) const
{
    std::unique_lock lock(m_mutex);
    return m_more.wait_for(lock, std::chrono::seconds(10), [&] { return m_seen.size() >= count; });
}

bool TestHandler::waitForFinished(std::size_t count) const
{
    std::unique_lock lock(m_mutex);
    return m_more.wait_for(lock, std::chrono::seconds(10), [&] { return m_finished >= count; });
}

void TestHandler::releaseAll()
{
    std::vector<Ticket> tickets;
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [ticket, index] : m_open)
            tickets.push_back(ticket);
    }
    server->release(tickets);
}

std::size_t TestHandler::finishedCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_finished;
}

std::size_t TestHandler::asked() const
{
    const std::lock_guard lock(m_mutex);
    return m_asked;
}

std::size_t TestHandler::heads() const
{
    const std::lock_guard lock(m_mutex);
    return m_heads;
}

void TestHandler::forget()
{
    const std::lock_guard lock(m_mutex);
    if (!m_open.empty())
        qFatal("an exchange is still open");
    m_seen.clear();
    m_finished = 0;
    m_asked = 0;
}

RunningServer::RunningServer(server::ListenSettings settings)
{
    settings.port = 0;
    m_thread.start();
    auto* const context = new QObject;
    context->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        context,
        [this, settings, context] {
            m_server = new server::CaptureServer(handler, context);
            handler.server = m_server;
            auto address = m_server->listen(settings);
            if (!address)
                qFatal("the test server does not listen: %s", address.error().detail.c_str());
            m_address = *address;
        },
        Qt::BlockingQueuedConnection);
    QObject::connect(&m_thread, &QThread::finished, context, [context] { // in the thread
        delete context;
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        crypto::leaveThread();
    }, Qt::DirectConnection);
}

RunningServer::~RunningServer()
{
    m_thread.quit();
    m_thread.wait();
}

void RunningServer::inServer(const std::function<void()>& work)
{
    QMetaObject::invokeMethod(m_server, work, Qt::BlockingQueuedConnection);
}

} // namespace hookloupe::test
