// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "capture/endpoint.h"
#include "resend/draft_book.h"
#include "consent/host_consents.h"
#include "resend/sent_replay.h"
#include "resend/target_book.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace hookloupe::ui {

/// What a replay window knows of the program around it.
struct ReplayContext {
    Endpoint endpoint;                          ///< that the capture belongs to
    std::vector<std::string> secrets;           ///< its secrets, newest first
    QString ownUrl;                             ///< where this program listens; empty: nowhere
    std::shared_ptr<TargetBook> book;
    std::shared_ptr<HostConsents> consents;     ///< shared by all windows of a run
    std::shared_ptr<DraftBook> drafts;          ///< null: edits go with the window
    /// Stores a replay of that capture; `then` is called with its id, at once or later. Empty: replays are not stored.
    std::function<void(CaptureId parent, const SentReplay& replay, std::function<void(Result<CaptureId>)> then)> keep;
    /// The stored replays of a capture; `then` is called later. Empty: none are stored.
    std::function<void(CaptureId parent, std::function<void(Result<ReplayList>)> then)> earlier;
    /// One of them, whole; `then` is called later.
    std::function<void(CaptureId replay, std::function<void(Result<SentReplay>)> then)> fetch;
    std::function<void(const CapturePtr&)> replayAgain;  ///< opens a window for that request
};

} // namespace hookloupe::ui
