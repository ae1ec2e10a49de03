// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timeline/timeline_model.h"
#include "timeline/timeline_scale.h"
#include "session/session.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

class QAction;

namespace hookloupe::ui {

class CaptureListPanel;
class CaptureModel;
class TimelinePanel;
struct WindowParts;

/// The timeline above the captures table: reads it, keeps it up to date, narrows the table to the span chosen in it and goes
/// to the capture clicked. What it shows is remembered in the group "timeline" of the settings file.
class TimelineFeature : public QObject {
    Q_OBJECT

public:
    explicit TimelineFeature(const WindowParts& parts);
    ~TimelineFeature() override;

    /// What is drawn strong: nothing = every endpoint.
    void setEndpoint(std::optional<EndpointId> endpoint);
    [[nodiscard]] const TimelineModel& model() const { return *m_model; }

private:
    void addActions(const WindowParts& parts);
    void restore();
    void load();
    void read(Result<std::vector<CaptureMoment>> moments);
    void loaded(std::optional<TimelineColumns> columns);
    void enter(const session::FeedBatch& batch);
    void listSpan(const std::optional<TimeSpan>& span);
    void goTo(CaptureId id);
    void showCurrent();

    session::Session& m_session;
    QString m_settingsPath;
    CaptureModel& m_captureModel;
    CaptureListPanel& m_captures;
    std::function<void(const QString&)> m_sayTrouble;
    TimelineModel* m_model;
    TimelinePanel* m_panel = nullptr;
    QAction* m_shown = nullptr;
    QAction* m_live = nullptr;
    QAction* m_clear = nullptr;
    bool m_isShown = true;                         ///< this and the next: to be remembered when the panel is gone
    TimelineRange m_range;
    bool m_rangeRemembered = false;
    QTimer m_reload;                               ///< retention may say often that captures are gone
    bool m_loading = false;
    bool m_loadAgain = false;
    std::vector<session::FeedBatch> m_heldBack;    ///< came while the moments were being read
    std::optional<CaptureId> m_wanted;             ///< to be gone to when the table has been read
};

} // namespace hookloupe::ui
