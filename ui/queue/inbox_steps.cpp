// SPDX-License-Identifier: GPL-3.0-or-later
#include "queue/inbox_steps.h"

#include "words/error_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace hookloupe::ui {

namespace {

struct InboxSteps {
    Q_DECLARE_TR_FUNCTIONS(InboxSteps)
};

int countOf(std::size_t count)
{
    return static_cast<int>(std::min<std::size_t>(count, 1'000'000'000));
}

QString unchanged(const Error& error)
{
    return InboxSteps::tr("The queue was not changed. %1").arg(words::errorSentence(error));
}

std::vector<std::int64_t> positionsOf(const std::vector<InboxItem>& items)
{
    std::vector<std::int64_t> positions;
    for (const InboxItem& item : items)
        positions.push_back(item.position);
    return positions;
}

/// The list that puts back what reordering by `positions` has done.
std::vector<std::int64_t> inverse(const std::vector<std::int64_t>& positions)
{
    auto places = positions;
    std::sort(places.begin(), places.end());
    std::vector<std::int64_t> back(positions.size());
    for (std::size_t i = 0; i < positions.size(); ++i) {
        const auto place = std::lower_bound(places.begin(), places.end(), positions[i]) - places.begin();
        back[static_cast<std::size_t>(place)] = places[i];
    }
    return back;
}

} // namespace

SkipStep::SkipStep(forward::Forwarder& forwarder, std::vector<InboxItem> items, InboxTold told)
    : QUndoCommand(InboxSteps::tr("Skip")), m_forwarder(forwarder), m_items(std::move(items)), m_told(std::move(told))
{
}

void SkipStep::redo()
{
    const Status skipped = m_forwarder.skip(positionsOf(m_items));
    setObsolete(!skipped);
    if (!skipped)
        return m_told.trouble(unchanged(skipped.error()));
    const int n = countOf(m_items.size());
    m_told.done(n == 1 ? InboxSteps::tr("Skipped one request: it stays in the list and is not passed on.")
                       : InboxSteps::tr("Skipped %n requests: they stay in the list and are not passed on.", nullptr, n));
}

void SkipStep::undo()
{
    const auto back = m_forwarder.putBack(m_items);
    setObsolete(!back);
    if (!back)
        return m_told.trouble(unchanged(back.error()));
    if (back->size() < m_items.size())
        m_told.trouble(InboxSteps::tr("%1 of %2 requests came back to the queue; the others were deleted meanwhile.")
                           .arg(back->size()).arg(m_items.size()));
}

OrderStep::OrderStep(forward::Forwarder& forwarder, std::vector<std::int64_t> positions, InboxTold told)
    : QUndoCommand(InboxSteps::tr("Reorder the queue")), m_forwarder(forwarder), m_positions(std::move(positions)),
      m_told(std::move(told))
{
}

void OrderStep::redo()
{
    const Status ordered = m_forwarder.reorder(m_positions);
    setObsolete(!ordered);
    if (!ordered)
        m_told.trouble(unchanged(ordered.error()));
}

void OrderStep::undo()
{
    const Status ordered = m_forwarder.reorder(inverse(m_positions));
    setObsolete(!ordered);
    if (!ordered)
        m_told.trouble(unchanged(ordered.error()));
}

AgainStep::AgainStep(forward::Forwarder& forwarder, std::vector<InboxItem> items, InboxTold told)
    : QUndoCommand(InboxSteps::tr("Pass on again")), m_forwarder(forwarder), m_items(std::move(items)), m_told(std::move(told))
{
}

void AgainStep::redo()
{
    const auto queued = m_forwarder.putBack(m_items);
    setObsolete(!queued || queued->empty());
    if (!queued)
        return m_told.trouble(unchanged(queued.error()));
    m_queued = positionsOf(*queued);
    const int n = countOf(m_queued.size());
    m_told.done(n == 1 ? InboxSteps::tr("One request is in the queue again.")
                       : InboxSteps::tr("%n requests are in the queue again.", nullptr, n));
}

void AgainStep::undo()
{
    // What was passed on meanwhile is not there, and stays passed on.
    const Status skipped = m_forwarder.skip(m_queued);
    setObsolete(!skipped);
    if (!skipped)
        m_told.trouble(unchanged(skipped.error()));
}

} // namespace hookloupe::ui
