// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queue/inbox_model.h"
#include "queue/queue_model.h"

#include <QDialog>
#include <QTimer>

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

class QPushButton;
class QTableView;

namespace hookloupe::ui {

class PlainTextLabel;

/// Requests that wait to be passed on: for whom, why, and in what order. Does nothing itself: it says what the user wants.
class InboxDialog : public QDialog {
    Q_OBJECT

public:
    using Queue = std::pair<EndpointId, std::string>;
    /// At most `limit` items behind that position; only those of one target, if one is named.
    using Read = std::function<std::vector<InboxItem>(const std::optional<Queue>& only, std::int64_t after, std::size_t limit)>;

    explicit InboxDialog(Read read, QWidget* parent = nullptr);

    void setQueues(QueueList list);
    [[nodiscard]] InboxModel& items() { return *m_items; }
    /// The targets chosen; all of them if none is.
    [[nodiscard]] std::vector<Queue> chosenQueues() const;
    [[nodiscard]] std::vector<InboxItem> selectedItems() const;

Q_SIGNALS:
    void retryWanted(const std::vector<InboxDialog::Queue>& queues);
    void holdWanted(const std::vector<InboxDialog::Queue>& queues, bool held);
    void skipWanted(const std::vector<hookloupe::InboxItem>& items);
    void orderWanted(const std::vector<std::int64_t>& positions); ///< these, in this order, take the places they have
    void clearWanted(const std::vector<InboxDialog::Queue>& queues);
    void failedAgainWanted(const std::vector<InboxDialog::Queue>& queues);

private:
    void addQueues();
    void addItems();
    void queuesChosen();
    void enableButtons();
    [[nodiscard]] std::vector<int> selectedRows() const;
    [[nodiscard]] bool chosenAreHeld() const;
    void moveBy(int rows);
    void moveTo(const std::vector<int>& rows, int before);
    QPushButton* addButton(const QString& text, const QKeySequence& keys, const QString& hint);

    const Read m_read;
    std::optional<Queue> m_only;      ///< the items shown are this target's
    QueueModel* m_queueModel;
    InboxModel* m_items;
    QTimer m_clock;
    PlainTextLabel* m_summary;
    PlainTextLabel* m_which;
    QTableView* m_queueView;
    QTableView* m_view;
    QPushButton* m_retry;
    QPushButton* m_hold;
    QPushButton* m_clear;
    QPushButton* m_failed;
    QPushButton* m_first;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_skip;
};

} // namespace hookloupe::ui
