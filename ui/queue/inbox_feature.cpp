// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue/inbox_feature.h"

#include "detail/deliveries_tab.h"
#include "detail/detail_pane.h"
#include "endpoints/endpoint_model.h"
#include "captures/capture_list_panel.h"
#include "queue/inbox_words.h"
#include "frame/undo_history.h"
#include "style/plain_text.h"
#include "style/short_words.h"
#include "widgets/toast.h"
#include "words/error_words.h"

#include <QAction>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QStatusBar>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {
constexpr int restFactor = 10;   ///< a refresh that took long is followed by a rest of so many times its time
constexpr int shortestRest = 50; ///< ms
}

InboxFeature::InboxFeature(const WindowParts& parts, UndoHistory& history)
    : QObject(&parts.window), m_parts(parts), m_history(history), m_soon(this)
{
    auto* action = makeAction(parts.window, u"forwardingQueue"_s, tr("Forwarding &queue…"),
                              tr("Show the requests that wait to be passed on to a handler"));
    connect(action, &QAction::triggered, this, &InboxFeature::open);
    parts.menus.endpoints->addAction(action);
    action->setEnabled(parts.session.forwarder() != nullptr);
    m_again = makeAction(parts.window, u"forwardAgain"_s, tr("Pass &on again"),
                         tr("Pass the selected requests on to the handlers of their endpoints once more"));
    connect(m_again, &QAction::triggered, this, qOverload<>(&InboxFeature::sendAgain));
    parts.menus.requests->addAction(m_again);
    auto* deliveries = parts.detail.findChild<DeliveriesTab*>();
    deliveries->setCanSendAgain(parts.session.forwarder() != nullptr);
    connect(deliveries, &DeliveriesTab::againWanted, this, &InboxFeature::sendDeliveriesAgain);
    deliveries->setWhyNotSent([self = QPointer(this)](const CaptureSummary& capture) {
        return self ? notSentSentence(self->m_parts.session, capture) : QString();
    });
    connect(&parts.session, &session::Session::queuesChanged, deliveries, &DeliveriesTab::queuesChanged);
    const auto enable = [this] {
        m_again->setEnabled(m_parts.session.forwarder() && m_parts.captures.selectedCount() > 0);
    };
    connect(&parts.captures, &CaptureListPanel::selectionChanged, this, enable);
    enable();

    m_count = new QPushButton(parts.window.statusBar());
    m_count->setFlat(true);
    m_count->setObjectName(u"forwardingQueueCount"_s);
    m_count->hide();
    parts.window.statusBar()->insertPermanentWidget(0, m_count);
    connect(m_count, &QPushButton::clicked, this, &InboxFeature::open);
    connect(&parts.session, &session::Session::queuesChanged, this, &InboxFeature::refresh);
    for (auto signal : {&session::Session::endpointsChanged, &session::Session::listenStatusChanged})
        connect(&parts.session, signal, this, &InboxFeature::refreshLeadingBack);
    m_soon.setSingleShot(true);
    m_soon.setInterval(shortestRest);
    connect(&m_soon, &QTimer::timeout, this, &InboxFeature::refreshDialog);
    refresh();
}

void InboxFeature::open()
{
    auto* forwarder = m_parts.session.forwarder();
    if (!m_dialog) {
        const auto read = [this](const std::optional<InboxDialog::Queue>& only, std::int64_t after, std::size_t limit) {
            const auto& store = m_parts.session.store();
            auto items = only ? store.inboxOf(only->first, only->second, after, limit) : store.inbox(after, limit);
            return items ? std::move(items).value() : std::vector<InboxItem>();
        };
        m_dialog = new InboxDialog(read, &m_parts.window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog->addActions({m_history.undoAction(), m_history.redoAction()}); // their keys hold here too
        m_toast = new Toast(m_dialog, m_history.undoAction());
        connect(m_history.undoAction(), &QAction::triggered, m_toast, &QWidget::hide);
        connect(m_dialog, &InboxDialog::retryWanted, this, [forwarder](const auto& queues) { forwarder->retryNow(queues); });
        connect(m_dialog, &InboxDialog::holdWanted, this, [this, forwarder](const auto& queues, bool held) {
            note(forwarder->setHeld(queues, held));
        });
        connect(m_dialog, &InboxDialog::skipWanted, this, [this, forwarder](const std::vector<InboxItem>& items) {
            push(new SkipStep(*forwarder, items, told()));
        });
        connect(m_dialog, &InboxDialog::orderWanted, this, [this, forwarder](const std::vector<std::int64_t>& positions) {
            push(new OrderStep(*forwarder, positions, told()));
        });
        connect(m_dialog, &InboxDialog::clearWanted, this, &InboxFeature::clear);
        connect(m_dialog, &InboxDialog::failedAgainWanted, this, [this, forwarder](const auto& queues) {
            sendAgain(forwarder->failed(queues));
        });
        connect(&m_dialog->items(), &InboxModel::summariesWanted, this, &InboxFeature::fetchSummaries);
    }
    refreshDialog();
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void InboxFeature::refresh()
{
    const auto* forwarder = m_parts.session.forwarder();
    if (!forwarder)
        return;
    std::int64_t waiting = 0;
    QStringList why;
    std::vector<EndpointId> down;
    std::vector<EndpointId> held;
    for (const forward::QueueStatus& queue : forwarder->queues()) {
        waiting += queue.waiting;
        if (queue.waiting > 0 && queue.state == forward::QueueState::Held)
            held.push_back(queue.endpoint);
        else if (queue.waiting > 0 && isDown(queue))
            down.push_back(queue.endpoint);
        if (queue.waiting > 0 && queue.state != forward::QueueState::Sending)
            why << tr("%1: %2", "target, its state").arg(shownText(queue.target, 80), queueWords(queue, utcNow()));
    }
    const auto n = static_cast<int>(std::min<std::int64_t>(waiting, std::numeric_limits<int>::max()));
    // What is under way is no news: only what something holds up.
    m_count->setVisible(waiting > 0 && !why.isEmpty());
    m_count->setText(n == 1 ? tr("One request waits for its handler") : tr("%n requests wait for their handlers", nullptr, n));
    m_count->setToolTip(plainToolTip(why.join(u'\n')));
    m_parts.endpointModel.setHandlersDown(std::move(down));
    m_parts.endpointModel.setPassingOnHeld(std::move(held));
    refreshLeadingBack();
    if (m_dialog && !m_soon.isActive())
        m_soon.start();
}

void InboxFeature::refreshLeadingBack()
{
    std::vector<EndpointId> ids;
    if (const auto* forwarder = m_parts.session.forwarder()) {
        for (const auto& [endpoint, target] : forwarder->leadingBack())
            ids.push_back(endpoint);
    }
    m_parts.endpointModel.setLeadsBack(std::move(ids));
}

/// Rests in proportion to what it takes: a long queue that is drained fast is not to keep the window busy.
void InboxFeature::refreshDialog()
{
    if (!m_dialog)
        return;
    QElapsedTimer time;
    time.start();
    m_dialog->setQueues(queueList());
    m_dialog->items().refresh();
    m_soon.setInterval(std::max(shortestRest, static_cast<int>(std::min<qint64>(time.elapsed(), 1'000)) * restFactor));
}

QueueList InboxFeature::queueList()
{
    QueueList list;
    list.queues = m_parts.session.forwarder()->queues();
    for (const Endpoint& endpoint : m_parts.session.endpoints())
        list.endpoints[endpoint.id] = endpointTitle(endpoint);
    const auto stored = m_parts.session.store().inboxQueues();
    std::map<CaptureId, UtcTime> known;
    std::vector<CaptureId> wanted;
    for (const forward::QueueStatus& queue : list.queues) {
        list.oldest.emplace_back();
        const auto same = [&](const store::InboxQueue& one) { return one.endpoint == queue.endpoint && one.target == queue.target; };
        if (!stored)
            continue;
        const auto found = std::find_if(stored->begin(), stored->end(), same);
        if (found == stored->end())
            continue;
        if (const auto arrival = m_arrivals.find(found->oldest); arrival != m_arrivals.end()) {
            list.oldest.back() = arrival->second;
            known.insert(*arrival);
        } else {
            wanted.push_back(found->oldest);
        }
    }
    m_arrivals = std::move(known);
    if (!wanted.empty()) {
        m_parts.session.source().fetchSummaries(wanted, [self = QPointer<InboxFeature>(this)](const auto& summaries) {
            if (!self || !summaries)
                return;
            for (const CaptureSummary& summary : *summaries)
                self->m_arrivals[summary.id] = summary.arrivedAt;
            if (!summaries->empty() && !self->m_soon.isActive())
                self->m_soon.start();
        });
    }
    return list;
}

void InboxFeature::fetchSummaries(const std::vector<CaptureId>& ids)
{
    m_parts.session.source().fetchSummaries(ids, [dialog = m_dialog](const auto& summaries) {
        if (dialog && summaries)
            dialog->items().setSummaries(*summaries);
    });
}

void InboxFeature::clear(const std::vector<InboxDialog::Queue>& queues)
{
    auto items = m_parts.session.store().inbox(0, std::numeric_limits<std::size_t>::max());
    if (!items)
        return note(items.error());
    std::erase_if(*items, [&](const InboxItem& item) {
        return std::find(queues.begin(), queues.end(), InboxDialog::Queue(item.endpoint, item.target)) == queues.end();
    });
    if (!items->empty())
        push(new SkipStep(*m_parts.session.forwarder(), std::move(items).value(), told()));
}

/// The selected requests, to all targets their endpoints have now.
void InboxFeature::sendAgain()
{
    m_parts.session.source().fetchSummaries(m_parts.captures.selectedIds(), [self = QPointer<InboxFeature>(this)](const auto& summaries) {
        if (!self || !summaries)
            return;
        auto oldestFirst = *summaries;
        std::sort(oldestFirst.begin(), oldestFirst.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
        std::vector<InboxItem> items;
        for (const CaptureSummary& summary : oldestFirst) {
            for (const std::string& target : self->m_parts.session.forwarder()->planFor(summary.endpoint).targets)
                items.push_back({0, summary.id, summary.endpoint, target, 0, false});
        }
        if (items.empty())
            return self->m_parts.sayTrouble(tr("The endpoints of the selected requests pass nothing on. Enter a handler in the "
                                               "endpoint's dialog, under Forwarding."));
        self->sendAgain(items);
    });
}

/// To the targets that they went to, as far as the endpoint has them still.
void InboxFeature::sendDeliveriesAgain(const CaptureSummary& capture, const std::vector<Delivery>& deliveries)
{
    const auto endpoints = m_parts.session.endpoints();
    const auto endpoint = std::find_if(endpoints.begin(), endpoints.end(), [&](const Endpoint& one) { return one.id == capture.endpoint; });
    const auto forwarding = forward::parseForwarding(endpoint == endpoints.end() ? std::string() : endpoint->forward);
    std::vector<InboxItem> items;
    QStringList gone;
    for (const Delivery& delivery : deliveries) {
        const auto* target = forwarding ? forward::targetOf(*forwarding, delivery) : nullptr;
        const InboxItem item{0, capture.id, capture.endpoint, target ? target->url : std::string(), 0, false};
        if (!target)
            gone << shownText(delivery.url, 80);
        else if (std::find(items.begin(), items.end(), item) == items.end())
            items.push_back(item);
    }
    if (!gone.isEmpty())
        m_parts.sayTrouble(tr("The endpoint passes nothing on to %1 any more. Enter the handler in the endpoint's dialog, under "
                              "Forwarding, or replay the request.").arg(gone.join(u", "_s)));
    if (!items.empty())
        sendAgain(items);
}

/// What waits already would arrive twice: it is tried now instead.
void InboxFeature::sendAgain(std::vector<InboxItem> items)
{
    std::vector<InboxDialog::Queue> waiting;
    std::erase_if(items, [&](const InboxItem& item) {
        if (!waits(item))
            return false;
        waiting.emplace_back(item.endpoint, item.target);
        return true;
    });
    if (!waiting.empty()) {
        m_parts.session.forwarder()->retryNow(waiting);
        m_parts.say(tr("What waits in the queue of its handler already was not put there twice. It is tried now, unless you hold that queue."));
    }
    if (items.empty())
        return;
    push(new AgainStep(*m_parts.session.forwarder(), items, told()));
}

bool InboxFeature::waits(const InboxItem& item) const
{
    const auto& store = m_parts.session.store();
    if (const auto any = store.waitingAmong({item.capture}); !any || *any == 0)
        return false;
    const auto queue = store.inboxOf(item.endpoint, item.target, 0, std::numeric_limits<std::size_t>::max());
    return queue && std::any_of(queue->begin(), queue->end(), [&](const InboxItem& one) { return one.capture == item.capture; });
}

void InboxFeature::push(QUndoCommand* step)
{
    m_history.push(step);
    refresh(); // endpoints, too: after Clear no handler of theirs is down
    refreshDialog();
}

InboxTold InboxFeature::told()
{
    return {[self = QPointer<InboxFeature>(this)](const QString& sentence) {
                if (!self)
                    return;
                // After the step is the newest: only then there is something to undo.
                QMetaObject::invokeMethod(self, [self, sentence] {
                    self->m_history.offer(sentence);
                    if (self->m_dialog && self->m_toast)
                        self->m_toast->offer(sentence);
                }, Qt::QueuedConnection);
            },
            [self = QPointer<InboxFeature>(this)](const QString& sentence) {
                if (self)
                    self->m_parts.sayTrouble(sentence);
            }};
}

void InboxFeature::note(const Status& done)
{
    if (!done)
        m_parts.sayTrouble(tr("The queue was not changed. %1").arg(words::errorSentence(done.error())));
    refresh();
}

} // namespace hookloupe::ui
