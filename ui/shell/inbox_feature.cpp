// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/inbox_feature.h"

#include "style/plain_text.h"
#include "style/short_words.h"
#include "words/error_words.h"

#include <QAction>
#include <QLocale>
#include <QMainWindow>
#include <QMenu>
#include <QPushButton>
#include <QStatusBar>

#include <algorithm>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace hookloupe::ui {

namespace {
constexpr std::size_t mostShown = 500; ///< items in the dialog
}

InboxFeature::InboxFeature(const WindowParts& parts) : QObject(&parts.window), m_parts(parts)
{
    auto* action = makeAction(parts.window, u"forwardingQueue"_s, tr("Forwarding &queue…"),
                              tr("Show the requests that wait to be passed on to a handler"));
    connect(action, &QAction::triggered, this, &InboxFeature::open);
    parts.menus.endpoints->addAction(action);
    action->setEnabled(parts.session.forwarder() != nullptr);

    m_count = new QPushButton(parts.window.statusBar());
    m_count->setFlat(true);
    m_count->setObjectName(u"forwardingQueueCount"_s);
    m_count->hide();
    parts.window.statusBar()->insertPermanentWidget(0, m_count);
    connect(m_count, &QPushButton::clicked, this, &InboxFeature::open);
    connect(&parts.session, &session::Session::queuesChanged, this, &InboxFeature::refresh);
    refresh();
}

void InboxFeature::open()
{
    if (!m_dialog) {
        m_dialog = new InboxDialog(&m_parts.window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        auto* forwarder = m_parts.session.forwarder();
        connect(m_dialog, &InboxDialog::retryWanted, this, [forwarder] { forwarder->retryNow(); });
        connect(m_dialog, &InboxDialog::holdWanted, this, [this, forwarder](bool held) {
            forwarder->setHeld(held);
            refresh();
        });
        connect(m_dialog, &InboxDialog::skipWanted, this, &InboxFeature::skip);
        connect(m_dialog, &InboxDialog::orderWanted, this, [this, forwarder](const std::vector<std::int64_t>& positions) {
            note(forwarder->reorder(positions));
        });
        connect(m_dialog, &InboxDialog::clearWanted, this, &InboxFeature::clear);
    }
    refresh();
    m_dialog->show();
    m_dialog->raise();
    m_dialog->activateWindow();
}

void InboxFeature::refresh()
{
    const auto* forwarder = m_parts.session.forwarder();
    if (!forwarder)
        return;
    const auto queues = forwarder->queues();
    std::int64_t waiting = 0;
    QStringList why;
    for (const forward::QueueStatus& queue : queues) {
        waiting += queue.waiting;
        if (queue.waiting > 0 && queue.state != forward::QueueState::Sending)
            why << tr("%1: %2", "target, its state").arg(shownText(queue.target, 80), queueWords(queue));
    }
    const auto n = static_cast<int>(std::min<std::int64_t>(waiting, std::numeric_limits<int>::max()));
    // What is under way is no news: only what something holds up.
    m_count->setVisible(waiting > 0 && !why.isEmpty());
    m_count->setText(n == 1 ? tr("One request waits for its handler") : tr("%n requests wait for their handlers", nullptr, n));
    m_count->setToolTip(plainToolTip(why.join(u'\n')));
    if (m_dialog)
        m_dialog->setContent(content());
}

InboxContent InboxFeature::content() const
{
    InboxContent content;
    const auto* forwarder = m_parts.session.forwarder();
    content.queues = forwarder->queues();
    content.held = forwarder->held();
    for (const Endpoint& endpoint : m_parts.session.endpoints())
        content.endpoints[endpoint.id] = endpointTitle(endpoint);
    for (const forward::QueueStatus& queue : content.queues)
        content.total += queue.waiting;
    if (auto items = m_parts.session.store().inbox(0, mostShown))
        content.items = std::move(items).value();
    std::vector<CaptureId> ids;
    for (const InboxItem& item : content.items)
        ids.push_back(item.capture);
    m_parts.session.source().fetchSummaries(ids, [self = QPointer<const InboxFeature>(this)](const auto& summaries) {
        if (!self || !self->m_dialog || !summaries)
            return;
        InboxContent known = self->m_dialog->content();
        std::map<CaptureId, CaptureSummary> captures;
        for (const CaptureSummary& summary : *summaries)
            captures[summary.id] = summary;
        known.captures = std::move(captures);
        self->m_dialog->setContent(std::move(known));
    });
    if (m_dialog)
        content.captures = m_dialog->content().captures;
    return content;
}

void InboxFeature::skip(const std::vector<std::int64_t>& positions)
{
    const auto n = static_cast<int>(positions.size());
    const Question question{tr("Skip"),
                            n == 1 ? tr("The request stays in the list and is not passed on to this handler. Skip it?")
                                   : tr("%n requests stay in the list and are not passed on to their handlers. Skip them?", nullptr, n),
                            n == 1 ? tr("Skip one request") : tr("Skip %n requests", nullptr, n)};
    m_parts.confirm(m_dialog, question, [this, positions] { note(m_parts.session.forwarder()->skip(positions)); });
}

void InboxFeature::clear()
{
    const Question question{tr("Clear the queue"),
                            tr("Nothing of what waits now is passed on. The requests stay in the list and can be replayed one by one."),
                            tr("Clear the queue")};
    m_parts.confirm(m_dialog, question, [this] {
        const auto items = m_parts.session.store().inbox(0, std::numeric_limits<std::size_t>::max());
        if (!items)
            return note(items.error());
        std::vector<std::int64_t> positions;
        for (const InboxItem& item : *items)
            positions.push_back(item.position);
        note(m_parts.session.forwarder()->skip(positions));
    });
}

void InboxFeature::note(const Status& done)
{
    if (!done)
        m_parts.sayTrouble(tr("The queue was not changed. %1").arg(words::errorSentence(done.error())));
    refresh();
}

} // namespace hookloupe::ui
