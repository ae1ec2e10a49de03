// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "replay/replay_context.h"
#include "shell/window_parts.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace hookloupe::ui {

class ReplayPanel;

/// “Replay…”: opens a window of its own for each request that is to be edited and sent again, and one for many at once.
class ReplayFeature : public QObject {
    Q_OBJECT

public:
    ReplayFeature(const WindowParts& parts, std::shared_ptr<HostConsents> consents);

    void openSelected();
    void open(const CapturePtr& capture);
    void openBulk();                 ///< for all that are selected

private:
    void enableAction();
    void dropDraftsOfGone();
    void openBulk(const std::vector<CaptureId>& ids, const CaptureSummary& first);
    [[nodiscard]] ReplayContext contextOf(const CaptureSummary& summary);
    [[nodiscard]] Endpoint endpointOf(const CaptureSummary& summary) const;
    void fetchEarlier(CaptureId parent, std::function<void(std::vector<SentReplay>)> then);

    const WindowParts m_parts;
    QAction* m_replay;
    QAction* m_bulk;
    std::shared_ptr<TargetBook> m_book;
    std::shared_ptr<HostConsents> m_consents;
    std::shared_ptr<DraftBook> m_drafts;
    std::vector<QPointer<ReplayPanel>> m_panels;
};

} // namespace hookloupe::ui
