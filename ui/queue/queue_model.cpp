// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue/queue_model.h"

#include "style/colours.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/delivery_words.h"

#include <QGuiApplication>
#include <QLocale>
#include <QPalette>

#include <algorithm>

namespace hookloupe::ui {

namespace {

QString downWords(const forward::QueueStatus& queue, UtcTime now)
{
    Delivery last;
    last.fault = queue.fault;
    last.status = queue.httpStatus;
    const QString why = words::deliveryLabel(last);
    const auto left = queue.nextTry ? std::chrono::ceil<std::chrono::seconds>(*queue.nextTry - now).count() : 0;
    const QString next = left > 0 ? QueueModel::tr("%1; next attempt in %2 s").arg(why).arg(left)
                                  : QueueModel::tr("%1; tries now").arg(why);
    const QString since = queue.downSince ? timeWords(*queue.downSince, now).section(u'.', 0, 0) : QString();
    return queue.attempts < 2 ? QueueModel::tr("%1; down since %2").arg(next, since)
                              : QueueModel::tr("%1; down since %2, %n attempts", nullptr, queue.attempts).arg(next, since);
}

} // namespace

QString queueWords(const forward::QueueStatus& queue, UtcTime now)
{
    const bool saysMore = queue.state == forward::QueueState::NotATarget || queue.state == forward::QueueState::NotAgreed
        || queue.state == forward::QueueState::LeadsBack;
    if (queue.held && !saysMore)
        return QueueModel::tr("held by you: nothing is sent until you let it go on");
    switch (queue.state) {
    case forward::QueueState::Idle:
        return QueueModel::tr("nothing waits");
    case forward::QueueState::Sending:
        return queue.downSince ? QueueModel::tr("tries again") : QueueModel::tr("is being sent");
    case forward::QueueState::Pacing:
        return QueueModel::tr("waits for its turn, as the pace says");
    case forward::QueueState::Down:
        return downWords(queue, now);
    case forward::QueueState::Held:
        return QueueModel::tr("held by you: nothing is sent until you let it go on");
    case forward::QueueState::NotAgreed:
        return QueueModel::tr("held until you agree: “What this store would do…” in the menu Endpoints");
    case forward::QueueState::LeadsBack:
        return QueueModel::tr("leads back to Hookloupe, which listens there itself: kept, not sent");
    case forward::QueueState::NotATarget:
        return QueueModel::tr("no target of its endpoint any more: kept, not sent");
    case forward::QueueState::StoreFailed:
        return QueueModel::tr("the store could not be read or written; tried again");
    }
    return {};
}

void QueueModel::setQueues(QueueList list)
{
    list.oldest.resize(list.queues.size());
    const auto sameTarget = [](const forward::QueueStatus& a, const forward::QueueStatus& b) {
        return a.endpoint == b.endpoint && a.target == b.target;
    };
    const bool same = std::equal(list.queues.begin(), list.queues.end(), m_list.queues.begin(), m_list.queues.end(), sameTarget);
    if (!same)
        beginResetModel();
    m_list = std::move(list);
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, State));
}

void QueueModel::tick()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Oldest), index(rowCount() - 1, State));
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_list.queues.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : State + 1;
}

QString QueueModel::text(std::size_t row, int column) const
{
    const forward::QueueStatus& queue = m_list.queues[row];
    const UtcTime now = utcNow();
    if (column == Target)
        return shownText(queue.target);
    if (column == Endpoint) {
        const auto title = m_list.endpoints.find(queue.endpoint);
        return title == m_list.endpoints.end() ? tr("removed") : title->second;
    }
    if (column == Waiting)
        return QLocale().toString(static_cast<qlonglong>(queue.waiting));
    if (column == Failed)
        return queue.failed == 0 ? QString() : QLocale().toString(queue.failed);
    if (column == Oldest)
        return queue.waiting > 0 && m_list.oldest[row] ? agoWords(std::max(now - *m_list.oldest[row], Micros{})) : QString();
    return queueWords(queue, now);
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    if (role == Qt::DisplayRole)
        return text(row, index.column());
    if (role == Qt::ToolTipRole)
        return plainToolTip(index.column() == State && !m_list.queues[row].detail.empty()
                                ? tr("%1 (%2)", "state, technical detail").arg(text(row, State), shownText(m_list.queues[row].detail))
                                : text(row, index.column()));
    if (role == Qt::ForegroundRole && index.column() == State && m_list.queues[row].state == forward::QueueState::Down)
        return coloursFor(QGuiApplication::palette()).bad;
    return {};
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Target"), tr("Endpoint"), tr("Waiting"), tr("Failed"), tr("Oldest came"), tr("State")}.value(section);
}

} // namespace hookloupe::ui
