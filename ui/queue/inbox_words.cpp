// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue/inbox_words.h"

#include "style/short_words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <iterator>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

using forward::QueueState;
using forward::QueueStatus;

namespace {

constexpr std::size_t mostLooked = 1'000; ///< items of one queue

struct Words {
    Q_DECLARE_TR_FUNCTIONS(InboxWords)
};

QString waitSentence(const QueueStatus& queue)
{
    const QString target = shownText(queue.target, 80);
    switch (queue.state) {
    case QueueState::Held:
        return Words::tr("It waits to be passed on to %1, as you hold that queue.").arg(target);
    case QueueState::NotAgreed:
        return Words::tr("It waits to be passed on to %1 until you agree to what this store does: choose “What this store would "
                         "do…” in the menu Endpoints.").arg(target);
    case QueueState::LeadsBack:
        return Words::tr("It is kept and not passed on to %1, where Hookloupe itself listens.").arg(target);
    case QueueState::NotATarget:
        return Words::tr("It is kept and not passed on to %1, which is no target of its endpoint any more.").arg(target);
    case QueueState::StoreFailed:
        return Words::tr("It waits to be passed on to %1, as the store could not be read or written; that is tried again.").arg(target);
    case QueueState::Idle:
    case QueueState::Sending:
    case QueueState::Pacing:
    case QueueState::Down:
        break;
    }
    return isDown(queue) ? Words::tr("It waits to be passed on to %1, which is down: what came first is tried again until it is "
                                     "delivered, the rest follows in its order.").arg(target)
                         : Words::tr("It waits for its turn to be passed on to %1.").arg(target);
}

/// The queues it waits in; of a queue that is very long only the first is looked at.
std::vector<QueueStatus> queuesOf(const session::Session& session, const CaptureSummary& capture)
{
    std::vector<QueueStatus> queues = session.forwarder()->queues();
    std::erase_if(queues, [&](const QueueStatus& queue) { return queue.endpoint != capture.endpoint || queue.waiting == 0; });
    if (queues.size() < 2)
        return queues;
    std::vector<QueueStatus> its;
    std::copy_if(queues.begin(), queues.end(), std::back_inserter(its), [&](const QueueStatus& queue) {
        const auto items = session.store().inboxOf(queue.endpoint, queue.target, 0, mostLooked);
        return items && std::any_of(items->begin(), items->end(), [&](const InboxItem& item) { return item.capture == capture.id; });
    });
    return its.empty() ? queues : its;
}

} // namespace

bool isDown(const QueueStatus& queue)
{
    return queue.state == QueueState::Down || (queue.state == QueueState::Sending && queue.downSince);
}

QString notSentSentence(const session::Session& session, const CaptureSummary& capture)
{
    if (!session.forwarder())
        return {};
    if (const auto waits = session.store().waitingAmong({capture.id}); waits && *waits > 0) {
        QStringList sentences{Words::tr("This request was not passed on yet.")};
        for (const QueueStatus& queue : queuesOf(session, capture))
            sentences << waitSentence(queue);
        return sentences.join(u' ');
    }
    if (capture.refusal != Refusal::None)
        return Words::tr("This request was refused, so it is not passed on.");
    const auto plan = session.forwarder()->planFor(capture.endpoint);
    const bool isBad = capture.signature.verdict != SignatureVerdict::Valid; // else the 401 is the endpoint's own answer
    if (capture.answerStatus == 401 && isBad && !plan.targets.empty() && !plan.rejectedToo)
        return Words::tr("This request was rejected, so it is not passed on: its endpoint passes on only what it accepts. That can be "
                         "changed for requests to come in its dialog, under Forwarding.");
    return {};
}

} // namespace hookloupe::ui
