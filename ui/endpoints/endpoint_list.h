// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "endpoints/endpoint_model.h"
#include "session/session.h"

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

class QAction;
class QActionGroup;
class QMainWindow;

namespace hookloupe::ui {

class EndpointPanel;
struct WindowParts;

/// What the endpoint list shows beside the endpoints: requests not yet seen, spark lines, the order, and their commands. The
/// order is remembered in the group "endpoints" of the settings file, the newest capture seen of each endpoint in a group
/// of its store.
///
/// A capture is seen when it comes while its endpoint, or "All endpoints", is the current row and the window is active. What
/// came while the user was away is seen some seconds after the window is active again, or at a click on the row.
class EndpointList : public QObject {
    Q_OBJECT

public:
    /// `timeline` must outlive this.
    EndpointList(const WindowParts& parts, const TimelineModel& timeline);
    ~EndpointList() override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void restore();
    void addOrderActions(const WindowParts& parts);
    void addEndpointActions(const WindowParts& parts);
    void refresh();
    void note(const session::FeedBatch& batch);
    void lookAtCurrent();
    void lookAtAll();
    void showCurrent();
    void toggleEnabled();
    void moveCurrent(int rows);

    QMainWindow& m_window;
    session::Session& m_session;
    QString m_settingsPath;
    QString m_seenGroup;
    EndpointModel& m_model;
    EndpointPanel& m_panel;
    const TimelineModel& m_timeline;
    std::function<void(const QString&)> m_sayTrouble;
    std::unordered_map<std::int64_t, std::int64_t> m_seen;   ///< newest capture seen, by endpoint
    std::unordered_map<std::int64_t, std::int64_t> m_newest; ///< newest capture, by endpoint
    bool m_loaded = false;                   ///< the timeline has been read
    bool m_allSeen = false;                  ///< nothing is remembered of this store: what is there now counts as seen
    EndpointOrder m_order = EndpointOrder::ByName;
    std::vector<EndpointId> m_hand;          ///< the order by hand, to be remembered when the model is gone
    QActionGroup* m_orders = nullptr;
    QAction* m_enable = nullptr;
    QAction* m_up = nullptr;
    QAction* m_down = nullptr;
    QTimer m_refresh;
    QTimer m_look;                           ///< runs from when the window became active
};

} // namespace hookloupe::ui
