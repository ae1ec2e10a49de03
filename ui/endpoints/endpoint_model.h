// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/endpoint.h"
#include "capture/judged_anew.h"
#include "timeline/timeline_model.h"

#include <QAbstractListModel>

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace hookloupe::ui {

enum class EndpointOrder {
    ByName,
    ByActivity,  ///< whose last request is the newest comes first; newly sorted by refreshTimes(), not under the mouse
    ByHand,
};

/// "All endpoints", then the endpoints in the chosen order, the catch-all always last; each with the mark of its last
/// request, what came lately and what is amiss.
class EndpointModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        EndpointIdRole = Qt::UserRole, ///< qint64; invalid for "All endpoints"
        MarkRole,                      ///< int of Mark; invalid for "All endpoints"
        DetailRole,                    ///< the second line: last status, time since and path
        EnabledRole,
        UnreadRole,                    ///< int: captures since the user last looked
        LatelyRole,                    ///< std::vector<MarkCounts>: the bars of the spark line, oldest first
        WarningsRole,                  ///< QStringList of words: "Paused", "Rejected"
    };

    explicit EndpointModel(QObject* parent = nullptr, std::function<UtcTime()> now = utcNow);

    void setEndpoints(std::vector<Endpoint> endpoints);
    /// Replaces what is known of last requests (one each at most).
    void setLast(const std::vector<CaptureSummary>& last);
    /// Newly committed captures, in commit order.
    void note(const std::vector<CaptureSummary>& added);
    void applyReports(const std::vector<AnswerReport>& reports);
    void applyVerdicts(const std::vector<JudgedAnew>& anew);
    /// Replaces what is known of unread and late captures.
    void setActivity(std::vector<EndpointActivity> activity);
    void setPaused(bool paused);                 ///< capturing is paused: every request is answered 503
    void setHeld(std::vector<EndpointId> held);  ///< they answer 503 because of a loop, until they are released
    void setUnreadable(std::vector<EndpointId> ids); ///< their secrets cannot be read: 503, unless they reject nothing
    void setNotAgreed(std::vector<EndpointId> ids);  ///< what the store says of them is held until the user agrees
    void setLeadsBack(std::vector<EndpointId> ids);  ///< a handler of theirs is where this program listens: see forward/own_address.h
    void setHandlersDown(std::vector<EndpointId> ids); ///< what is to be passed on waits: the last attempt at a handler failed
    void setPassingOnHeld(std::vector<EndpointId> ids); ///< it waits because the user holds a handler's queue
    void setFileRefused(std::vector<EndpointId> ids); ///< their answer is a file that may not be read
    /// The times since have grown: called by a timer.
    void refreshTimes();

    [[nodiscard]] EndpointOrder order() const { return m_order; }
    void setOrder(EndpointOrder order);
    /// The order by hand; endpoints that are not in it follow by name.
    [[nodiscard]] std::vector<EndpointId> handOrder() const { return m_handOrder; }
    void setHandOrder(std::vector<EndpointId> ids);
    /// Whether an endpoint can be moved that many rows: neither the catch-all nor "All endpoints", not beyond the ends.
    [[nodiscard]] bool canMove(EndpointId id, int rows) const;
    void move(EndpointId id, int rows);          ///< orderChanged() follows: the order is by hand now

    [[nodiscard]] const Endpoint* endpointAt(int row) const; ///< nullptr for "All endpoints" and beyond
    [[nodiscard]] int rowOf(std::optional<EndpointId> id) const; ///< nothing = "All endpoints"; -1 = not there
    [[nodiscard]] const std::vector<Endpoint>& endpoints() const { return m_endpoints; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    /// One row within the list, as a drag does it. False if nothing moves.
    bool moveRows(const QModelIndex& sourceParent, int sourceRow, int count, const QModelIndex& destinationParent,
                  int destinationChild) override;

Q_SIGNALS:
    void orderChanged();                         ///< by hand

private:
    [[nodiscard]] const CaptureSummary* lastOf(EndpointId id) const;
    [[nodiscard]] const EndpointActivity* activityOf(EndpointId id) const;
    [[nodiscard]] QString detail(const Endpoint& endpoint) const;
    [[nodiscard]] QString hint(const Endpoint& endpoint) const;
    [[nodiscard]] QString sentence(const Endpoint& endpoint) const;
    [[nodiscard]] QStringList warnings(const Endpoint& endpoint) const;
    [[nodiscard]] QVariant allEndpoints(int role) const;
    [[nodiscard]] bool before(const Endpoint& a, const Endpoint& b) const;
    void sortEndpoints();
    void rowsChanged();

    std::function<UtcTime()> m_now;
    std::vector<Endpoint> m_endpoints;
    EndpointOrder m_order = EndpointOrder::ByName;
    std::vector<EndpointId> m_handOrder;
    bool m_paused = false;
    std::vector<EndpointId> m_held;
    std::vector<EndpointId> m_unreadable;
    std::vector<EndpointId> m_notAgreed;
    std::vector<EndpointId> m_fileRefused;
    std::vector<EndpointId> m_leadsBack;
    std::vector<EndpointId> m_handlersDown;
    std::vector<EndpointId> m_passingOnHeld;
    std::unordered_map<std::int64_t, CaptureSummary> m_last;
    std::vector<EndpointActivity> m_activity;
};

} // namespace hookloupe::ui
