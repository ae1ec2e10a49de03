// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queue/inbox_dialog.h"
#include "queue/inbox_steps.h"
#include "frame/window_parts.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <map>

class QPushButton;
class QUndoCommand;

namespace hookloupe::ui {

class Toast;
class UndoHistory;

/// Requests that wait to be passed on: their number in the status bar, and the dialog that shows them. What is done to the queue
/// is done at once and can be taken back.
class InboxFeature : public QObject {
    Q_OBJECT

public:
    InboxFeature(const WindowParts& parts, UndoHistory& history);

    void open();

private:
    void refresh();
    void refreshLeadingBack();                ///< the endpoints' rows
    void refreshDialog();
    [[nodiscard]] QueueList queueList();
    void fetchSummaries(const std::vector<CaptureId>& ids);
    void clear(const std::vector<InboxDialog::Queue>& queues);
    void sendAgain();
    void sendDeliveriesAgain(const CaptureSummary& capture, const std::vector<Delivery>& deliveries);
    void sendAgain(std::vector<InboxItem> items);
    [[nodiscard]] bool waits(const InboxItem& item) const;
    void push(QUndoCommand* step);
    [[nodiscard]] InboxTold told();
    void note(const Status& done);

    const WindowParts m_parts;
    UndoHistory& m_history;
    QAction* m_again;
    QPushButton* m_count;
    QPointer<InboxDialog> m_dialog;
    QPointer<Toast> m_toast;                  // the dialog's
    QTimer m_soon;                            // the dialog is to be refreshed
    std::map<CaptureId, UtcTime> m_arrivals;  // of the oldest of each queue
};

} // namespace hookloupe::ui
