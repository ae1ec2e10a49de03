// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/delivery.h"
#include "forward/queue_status.h"

#include <QDialog>

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

class QLabel;
class QPushButton;

namespace hookloupe::ui {

class PlainTextLabel;
class TextTable;

/// What the dialog shows: the queues of all targets, and the first of what waits in the order of delivery.
struct InboxContent {
    std::vector<forward::QueueStatus> queues;
    std::vector<InboxItem> items;
    std::map<CaptureId, CaptureSummary> captures;  ///< of the items
    std::map<EndpointId, QString> endpoints;       ///< their titles
    std::int64_t total = 0;                        ///< items, those that are not shown too
    bool held = false;
};

/// Requests that wait to be passed on: for whom, why, and in what order. Does nothing itself: it says what the user wants.
class InboxDialog : public QDialog {
    Q_OBJECT

public:
    explicit InboxDialog(QWidget* parent = nullptr);

    void setContent(InboxContent content);
    [[nodiscard]] const InboxContent& content() const { return m_content; }
    [[nodiscard]] std::vector<std::int64_t> selectedPositions() const;

Q_SIGNALS:
    void retryWanted();
    void holdWanted(bool held);
    void skipWanted(const std::vector<std::int64_t>& positions);
    void orderWanted(const std::vector<std::int64_t>& positions); ///< these, in this order, take the places they have
    void clearWanted();

private:
    void showQueues();
    void showItems();
    void enableButtons();
    void move(int by);          ///< the selected items, by a row up or down
    void moveToFront();
    void order(std::vector<std::size_t> rows);

    InboxContent m_content;
    PlainTextLabel* m_summary;
    TextTable* m_queues;
    TextTable* m_items;
    QPushButton* m_retry;
    QPushButton* m_hold;
    QPushButton* m_first;
    QPushButton* m_up;
    QPushButton* m_down;
    QPushButton* m_skip;
    QPushButton* m_clear;
};

/// "down since 14:02:11, next attempt in 3 s: …"
[[nodiscard]] QString queueWords(const forward::QueueStatus& queue);

} // namespace hookloupe::ui
