// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "capture/capture.h"
#include "capture/endpoint.h"

#include <QAbstractListModel>

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace hookloupe::ui {

/// "All endpoints", then the endpoints in the order of their paths, the catch-all last; each with the mark of its last
/// request.
class EndpointModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role {
        EndpointIdRole = Qt::UserRole, ///< qint64; invalid for "All endpoints"
        MarkRole,                      ///< int of Mark; invalid for "All endpoints"
        DetailRole,                    ///< the second line: path, last status and time since
        EnabledRole,
    };

    explicit EndpointModel(QObject* parent = nullptr, std::function<UtcTime()> now = utcNow);

    void setEndpoints(std::vector<Endpoint> endpoints);
    /// Replaces what is known of last requests (one each at most).
    void setLast(const std::vector<CaptureSummary>& last);
    /// Newly committed captures, in commit order.
    void note(const std::vector<CaptureSummary>& added);
    void applyReports(const std::vector<AnswerReport>& reports);
    /// The times since have grown: called by a timer.
    void refreshTimes();

    [[nodiscard]] const Endpoint* endpointAt(int row) const; ///< nullptr for "All endpoints" and beyond
    [[nodiscard]] int rowOf(std::optional<EndpointId> id) const; ///< nothing = "All endpoints"; -1 = not there
    [[nodiscard]] const std::vector<Endpoint>& endpoints() const { return m_endpoints; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] const CaptureSummary* lastOf(EndpointId id) const;
    [[nodiscard]] QString detail(const Endpoint& endpoint) const;
    [[nodiscard]] QString hint(const Endpoint& endpoint) const;
    [[nodiscard]] QVariant allEndpoints(int role) const;
    void rowsChanged();

    std::function<UtcTime()> m_now;
    std::vector<Endpoint> m_endpoints;
    std::unordered_map<std::int64_t, CaptureSummary> m_last;
};

} // namespace hookloupe::ui
