// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "resend/replay_context.h"
#include "frame/window_parts.h"

#include <QObject>
#include <QPointer>

#include <vector>

namespace hookloupe::ui {

class ReplayPanel;

/// “Replay…”: opens a window of its own for each request that is to be edited and sent again.
class ReplayFeature : public QObject {
    Q_OBJECT

public:
    ReplayFeature(const WindowParts& parts, std::shared_ptr<HostConsents> consents);

    void openSelected();
    void open(CaptureId id);
    void openOrAsk(const CapturePtr& capture, bool unaltered);
    void open(const CapturePtr& capture);
    [[nodiscard]] ReplayContext contextOf(EndpointId endpoint);
    /// A stored replay with what came back; `then` is called later.
    void fetchSent(CaptureId replay, std::function<void(Result<SentReplay>)> then);

Q_SIGNALS:
    void bulkWanted();               ///< several are selected

private:
    void enableAction();
    void dropDraftsOfGone();
    [[nodiscard]] Endpoint endpointOf(EndpointId id) const;

    const WindowParts m_parts;
    QAction* m_replay;
    std::shared_ptr<TargetBook> m_book;
    std::shared_ptr<HostConsents> m_consents;
    std::shared_ptr<DraftBook> m_drafts;
    std::vector<QPointer<ReplayPanel>> m_panels;
};

} // namespace hookloupe::ui
