// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/session.h"
#include "verify/autopsy.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <optional>

namespace hookloupe::ui {

class DetailPane;
struct OtherCaptures;

/// Brings the current capture into the detail pane: read when it becomes current, at most a few times a second, so that
/// following a busy endpoint stays smooth.
class DetailLoader : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    DetailLoader(session::Session& session, DetailPane& pane, QObject* parent);

    void show(std::optional<CaptureId> id);
    /// What arrived: answers of the shown capture, and bodies an autopsy may want to try.
    void note(const session::FeedBatch& batch);
    /// Endpoints or secrets changed: the shown capture is judged anew.
    void reload();

private:
    void loadSoon();
    void load();
    void remember(const CapturePtr& capture);
    [[nodiscard]] Endpoint endpointOf(const CaptureSummary& summary) const;
    [[nodiscard]] verify::Elsewhere elsewhere() const;
    [[nodiscard]] OtherCaptures others();

    session::Session& m_session;
    DetailPane& m_pane;
    QTimer m_pause;                        ///< runs after a load; what comes meanwhile waits for its end
    bool m_again = false;
    std::optional<CaptureId> m_wanted;
    std::deque<CapturePtr> m_recent;       ///< newest first, bounded in number and bytes
    std::size_t m_recentBytes = 0;
};

} // namespace hookloupe::ui
