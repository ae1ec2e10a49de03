// SPDX-License-Identifier: GPL-3.0-or-later
#include "replay/volley.h"

#include <algorithm>
#include <cmath>

namespace hookloupe::replay {

Volley::Volley(Plan plan, Make make, QObject* parent)
    : QObject(parent), m_plan(plan), m_make(std::move(make)), m_flights(new QObject(this))
{
    if (m_plan.perSecond)
        m_plan.perSecond = std::clamp(*m_plan.perSecond, 0.001, highestRate);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Volley::sendDue);
}

void Volley::start()
{
    m_clock.start();
    m_timer.start(0); // never from within the call: who starts it wants to connect first, or after
}

void Volley::cancel()
{
    finish(true);
}

void Volley::sendDue()
{
    if (m_over)
        return;
    if (m_next >= m_plan.count && m_answered == m_next)
        return finish(false);
    const auto due = [this] {
        if (!m_plan.perSecond)
            return m_answered + 1;
        return static_cast<std::int64_t>(std::floor(double(m_clock.nsecsElapsed()) / 1e9 * *m_plan.perSecond)) + 1;
    };
    const std::int64_t until = std::min(due(), m_plan.count);
    while (!m_over && m_next < until && m_next - m_answered < mostInFlight)
        sendNext();
    if (m_over || m_next >= m_plan.count || m_next - m_answered >= mostInFlight || !m_plan.perSecond)
        return; // an answer goes on from here
    const double next = double(m_next) / *m_plan.perSecond * 1e3 - double(m_clock.nsecsElapsed()) / 1e6;
    m_timer.start(std::max(0, static_cast<int>(std::ceil(next))));
}

void Volley::sendNext()
{
    auto shipment = m_make(m_next);
    if (!shipment) {
        m_plan.count = m_next;
        if (m_answered == m_next)
            finish(false);
        return;
    }
    const std::int64_t number = m_next++;
    deliver(m_flights, std::move(*shipment), [this, number](const Delivery& delivery) {
        if (m_over)
            return;
        ++m_answered;
        Q_EMIT delivered(number, delivery);
        if (m_over)
            return;
        if (m_answered == m_plan.count)
            finish(false);
        else if (!m_timer.isActive())
            m_timer.start(0);
    });
}

void Volley::finish(bool cancelled)
{
    if (m_over)
        return;
    m_over = true;
    m_timer.stop();
    m_flights->deleteLater(); // it may be one of its own callbacks that we are in
    Q_EMIT finished(cancelled);
}

} // namespace hookloupe::replay
