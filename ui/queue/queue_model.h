// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "forward/queue_status.h"

#include <QAbstractTableModel>

#include <map>
#include <optional>
#include <vector>

namespace hookloupe::ui {

/// The queues of all targets.
struct QueueList {
    std::vector<forward::QueueStatus> queues;
    std::vector<std::optional<UtcTime>> oldest;    ///< of each: when the oldest request that waits arrived; as far as it is known
    std::map<EndpointId, QString> endpoints;       ///< their titles
};

/// A row for each target: how much waits for it, since when, and why.
class QueueModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Target, Endpoint, Waiting, Failed, Oldest, State };

    using QAbstractTableModel::QAbstractTableModel;

    void setQueues(QueueList list);
    /// Time goes on: ages and the moment of the next attempt say something else.
    void tick();
    [[nodiscard]] const QueueList& list() const { return m_list; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(std::size_t row, int column) const;

    QueueList m_list;
};

/// "down since 14:02:11: not connected; next attempt in 3 s".
[[nodiscard]] QString queueWords(const forward::QueueStatus& queue, UtcTime now);

} // namespace hookloupe::ui
