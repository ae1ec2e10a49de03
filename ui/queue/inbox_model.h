// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/delivery.h"
#include "captures/summary_cache.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <functional>
#include <set>
#include <vector>

namespace hookloupe::ui {

/// What waits to be passed on, in the order of delivery: the first rows, and more whenever the view comes to their end. A row
/// is known by its position; what it says of the request comes later, and only for rows that are looked at.
class InboxModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Arrived, Request, Event, Target, Attempts };
    static constexpr std::size_t page = 500; ///< rows read at a time

    /// At most `limit` items behind that position.
    using Read = std::function<std::vector<InboxItem>(std::int64_t after, std::size_t limit)>;

    InboxModel(Read read, QObject* parent);

    /// Reads again as many rows as there are, at least a page: what is gone goes, what is new comes.
    void refresh();
    void setSummaries(const std::vector<CaptureSummary>& summaries);
    [[nodiscard]] const std::vector<InboxItem>& items() const { return m_items; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
    /// Moves nothing by itself: says so, and the rows come anew.
    bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column, const QModelIndex& parent) override;

Q_SIGNALS:
    void summariesWanted(const std::vector<hookloupe::CaptureId>& ids);
    void moveWanted(const std::vector<int>& rows, int before); ///< rows in their order; `before` may be behind the last

private:
    [[nodiscard]] QString text(const InboxItem& item, int column) const;
    void ask();

    const Read m_read;
    std::vector<InboxItem> m_items;
    bool m_more = false;
    SummaryCache m_summaries;
    mutable std::set<CaptureId> m_missing;  ///< of rows that were looked at
    std::set<CaptureId> m_asked;            ///< once: what is gone does not come
    mutable QTimer m_ask;
};

/// The order of `count` rows after these (ascending) were put in front of row `before`: for each place the row that comes there.
[[nodiscard]] std::vector<int> movedRows(int count, const std::vector<int>& rows, int before);

} // namespace hookloupe::ui
