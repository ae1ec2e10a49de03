// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "forward/forwarder.h"

#include <QString>
#include <QUndoCommand>

#include <functional>
#include <vector>

namespace hookloupe::ui {

/// How a step of the queue tells what came of it.
struct InboxTold {
    std::function<void(const QString&)> done;     ///< what can be taken back
    std::function<void(const QString&)> trouble;
};

/// Takes items out of the queue; taken back, they come to their places.
class SkipStep : public QUndoCommand {
public:
    SkipStep(forward::Forwarder& forwarder, std::vector<InboxItem> items, InboxTold told);
    void redo() override;
    void undo() override;

private:
    forward::Forwarder& m_forwarder;
    std::vector<InboxItem> m_items;
    InboxTold m_told;
};

/// Items that take the places they have together in another order.
class OrderStep : public QUndoCommand {
public:
    OrderStep(forward::Forwarder& forwarder, std::vector<std::int64_t> positions, InboxTold told);
    void redo() override;
    void undo() override;

private:
    forward::Forwarder& m_forwarder;
    std::vector<std::int64_t> m_positions;
    InboxTold m_told;
};

/// Puts requests at the end of the queue that were in it before; taken back, those that still wait are skipped.
class AgainStep : public QUndoCommand {
public:
    AgainStep(forward::Forwarder& forwarder, std::vector<InboxItem> items, InboxTold told);
    void redo() override;
    void undo() override;

private:
    forward::Forwarder& m_forwarder;
    std::vector<InboxItem> m_items;
    std::vector<std::int64_t> m_queued;
    InboxTold m_told;
};

} // namespace hookloupe::ui
